levelin_engine_stage(report
    SOURCES check.cpp column_widths.cpp html.cpp pages.cpp profile_page.cpp
    HEADERS document.hpp html.hpp pages.hpp profile_page.hpp
    LINKS levelin::core levelin::boundary levelin::draw levelin::chart)
