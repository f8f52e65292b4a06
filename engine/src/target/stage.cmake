levelin_engine_stage(target
    SOURCES
        choose_areas.cpp
        condition.cpp
        evaluate_condition.cpp
        scorecard.cpp
        selection.cpp
        table_columns.cpp
    HEADERS
        condition.hpp
        scorecard.hpp
        selection.hpp
        table_columns.hpp
    LINKS levelin::core levelin::table levelin::topology levelin::score levelin::analyse)
