levelin_engine_stage(boundary
    SOURCES boundary_set.cpp
    HEADERS boundary_set.hpp
    LINKS levelin::core)
