levelin_engine_stage(boundary
    SOURCES boundary_set.cpp ring_validity.cpp
    HEADERS boundary_set.hpp ring_validity.hpp
    LINKS levelin::core)
