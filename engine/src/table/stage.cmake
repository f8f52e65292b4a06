levelin_engine_stage(table
    SOURCES result_table.cpp
    HEADERS column.hpp grid.hpp result_table.hpp
    LINKS levelin::core)
