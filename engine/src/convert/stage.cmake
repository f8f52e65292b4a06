levelin_engine_stage(convert
    SOURCES chain.cpp lookup.cpp
    HEADERS lookup.hpp
    LINKS levelin::core levelin::harmonise levelin::table)
