levelin_engine_stage(convert
    SOURCES chain.cpp convert.cpp fold.cpp lookup.cpp measure.cpp
    HEADERS convert.hpp lookup.hpp
    LINKS levelin::core levelin::harmonise levelin::table)
