levelin_engine_stage(join
    SOURCES join.cpp
    HEADERS join.hpp
    LINKS levelin::core levelin::table levelin::harmonise)
