levelin_engine_stage(topology
    SOURCES
        simplify.cpp
        simplify_embedding.cpp
        simplify_geometry.cpp
        simplify_rings.cpp
        simplify_weights.cpp
        snap_grid.cpp
        topology.cpp
    HEADERS
        coverage.hpp
        simplify.hpp
        snap_grid.hpp
        topology.hpp
    LINKS levelin::core levelin::boundary)
