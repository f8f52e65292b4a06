levelin_engine_stage(export
    SOURCES
        coordinate_text.cpp
        csv_text.cpp
        geojson_text.cpp
        neighbour_text.cpp
        topojson_text.cpp
    HEADERS
        coordinate_text.hpp
        csv_text.hpp
        findings_json.hpp
        geojson_text.hpp
        neighbour_text.hpp
        topojson_text.hpp
    LINKS levelin::core levelin::table levelin::boundary levelin::topology)
