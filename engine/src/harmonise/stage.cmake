levelin_engine_stage(harmonise
    SOURCES geography.cpp parse_geography.cpp
    HEADERS geography.hpp
    LINKS levelin::core levelin::table levelin::boundary)
