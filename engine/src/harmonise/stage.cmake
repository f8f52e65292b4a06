levelin_engine_stage(harmonise
    SOURCES geography.cpp
    HEADERS geography.hpp
    LINKS levelin::core levelin::table levelin::boundary)
