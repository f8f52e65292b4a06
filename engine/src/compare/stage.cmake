levelin_engine_stage(compare
    SOURCES
        ledger.cpp
        mixed_run.cpp
        selection_ledger.cpp
        shapley.cpp
    HEADERS
        ledger.hpp
        selection_ledger.hpp
        shapley.hpp
    LINKS levelin::core levelin::table levelin::topology levelin::score levelin::target)
