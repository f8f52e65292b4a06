levelin_engine_stage(report
    SOURCES check.cpp html.cpp
    HEADERS document.hpp html.hpp
    LINKS levelin::core levelin::boundary levelin::draw levelin::chart)
