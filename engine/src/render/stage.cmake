levelin_engine_stage(render
    SOURCES hexagon_map.cpp hexagon_map_assignment.cpp hexagon_map_cartogram.cpp
            hexagon_map_targets.cpp
    HEADERS hexagon_map.hpp hexagon_map_assignment.hpp hexagon_map_cartogram.hpp
            hexagon_map_targets.hpp
    LINKS levelin::core levelin::boundary)
