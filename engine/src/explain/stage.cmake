levelin_engine_stage(explain
    SOURCES
        flip.cpp
        place_rule.cpp
        replay.cpp
        score_lines.cpp
        search.cpp
        standing.cpp
        sweep.cpp
    HEADERS
        flip.hpp
        replay.hpp
        standing.hpp
    LINKS levelin::core levelin::table levelin::topology levelin::score levelin::target)
