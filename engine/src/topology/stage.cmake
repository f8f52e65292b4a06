levelin_engine_stage(topology
    SOURCES
        arrangement.cpp
        assemble.cpp
        claims.cpp
        contacts.cpp
        coverage.cpp
        cut_at_nodes.cpp
        owners.cpp
        snap_grid.cpp
        topology.cpp
    HEADERS
        coverage.hpp
        snap_grid.hpp
        topology.hpp
    LINKS levelin::core levelin::boundary)
