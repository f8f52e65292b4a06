levelin_engine_stage(classify
    SOURCES
        bounds_text.cpp
        classify.cpp
        cut_at_bounds.cpp
        cut_between_values.cpp
        natural_breaks.cpp
    HEADERS
        classes.hpp
        classify.hpp
        natural_breaks.hpp
    LINKS levelin::core levelin::table)
