levelin_engine_stage(topology
    SOURCES
        snap_grid.cpp
        topology.cpp
    HEADERS
        coverage.hpp
        snap_grid.hpp
        topology.hpp
    LINKS levelin::core levelin::boundary)
