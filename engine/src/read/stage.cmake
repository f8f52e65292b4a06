levelin_engine_stage(read
    SOURCES cell.cpp column_profile.cpp delimited_text.cpp find_codes.cpp find_header.cpp
            sheet_layout.cpp stated_geography.cpp text_encoding.cpp
    HEADERS cell.hpp column_profile.hpp delimited_text.hpp sheet_layout.hpp text_encoding.hpp
    LINKS levelin::core levelin::table levelin::harmonise)
