find_package(Boost 1.74 REQUIRED)  # Headers of Boost.Geometry.

levelin_engine_stage(interpolate
    SOURCES area_edges.cpp clip.cpp interpolate.cpp locate.cpp overlay.cpp
    HEADERS interpolate.hpp locate.hpp overlay.hpp
    LINKS levelin::core levelin::boundary levelin::table
    PRIVATE_LINKS $<BUILD_INTERFACE:Boost::headers>)
