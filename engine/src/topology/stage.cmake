find_package(Boost 1.74 REQUIRED)  # Headers of Boost.Geometry.

levelin_engine_stage(topology
    SOURCES
        neighbour_graph.cpp
        neighbours.cpp
        neighbours_nearby.cpp
        slivers.cpp
        arrangement.cpp
        assemble.cpp
        claims.cpp
        contacts.cpp
        coverage.cpp
        cut_at_nodes.cpp
        owners.cpp
        recut.cpp
        simplify.cpp
        simplify_embedding.cpp
        simplify_geometry.cpp
        simplify_rings.cpp
        simplify_weights.cpp
        snap_grid.cpp
        topology.cpp
        unmatched_edges.cpp
    HEADERS
        coverage.hpp
        neighbour_graph.hpp
        neighbours.hpp
        slivers.hpp
        simplify.hpp
        snap_grid.hpp
        topology.hpp
        unmatched_edges.hpp
    LINKS levelin::core levelin::boundary
    PRIVATE_LINKS $<BUILD_INTERFACE:Boost::headers>)
