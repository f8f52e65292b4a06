levelin_engine_stage(allocate
    SOURCES
        allocate.cpp
        allocation_groups.cpp
        apportion.cpp
        apportion_groups.cpp
        need_curve.cpp
    HEADERS
        allocate.hpp
        apportion.hpp
        need_curve.hpp
    LINKS levelin::core levelin::table)
