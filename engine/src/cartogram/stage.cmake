levelin_engine_stage(cartogram
    SOURCES
        flow_cartogram.cpp
        flow_field.cpp
        goals.cpp
        measure.cpp
        moving_map.cpp
        wave_transform.cpp
    HEADERS
        cartogram.hpp
        flow_cartogram.hpp
    LINKS levelin::core levelin::table levelin::boundary levelin::topology)
