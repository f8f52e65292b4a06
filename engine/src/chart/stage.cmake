levelin_engine_stage(chart
    SOURCES axis.cpp bars.cpp distribution.cpp intervals.cpp scatter.cpp share_curve.cpp sketch.cpp
    HEADERS axis.hpp charts.hpp
    LINKS levelin::core levelin::boundary levelin::draw)
