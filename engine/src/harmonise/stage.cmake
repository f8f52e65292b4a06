# The dictionary of codes and editions is built in.
include(${CMAKE_CURRENT_LIST_DIR}/dictionary.cmake)
levelin_write_dictionary(${PROJECT_BINARY_DIR}/engine/harmonise/dictionary_rows.cpp)

levelin_engine_stage(harmonise
    SOURCES area_codes.cpp detect_geography.cpp dictionary.cpp geography.cpp names.cpp
            normal_name.cpp parse_geography.cpp year_in_name.cpp
    HEADERS dictionary.hpp geography.hpp names.hpp
    LINKS levelin::core levelin::table levelin::boundary)
target_sources(levelin_harmonise PRIVATE ${PROJECT_BINARY_DIR}/engine/harmonise/dictionary_rows.cpp)
target_include_directories(levelin_harmonise PRIVATE ${CMAKE_CURRENT_LIST_DIR})
