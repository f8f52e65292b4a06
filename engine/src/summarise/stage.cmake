levelin_engine_stage(summarise
    SOURCES summarise.cpp
    HEADERS summarise.hpp
    LINKS levelin::core levelin::convert
    PRIVATE_LINKS levelin::score)
