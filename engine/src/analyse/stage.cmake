levelin_engine_stage(analyse
    SOURCES
        inequality.cpp
    HEADERS
        inequality.hpp
    LINKS levelin::core levelin::table levelin::topology levelin::score)
