levelin_engine_stage(boundary
    SOURCES
        boundary_set.cpp
        centroid.cpp
        ring_validity.cpp
    HEADERS
        boundary_set.hpp
        centroid.hpp
        ring_validity.hpp
    LINKS levelin::core)
