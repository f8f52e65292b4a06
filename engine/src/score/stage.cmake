levelin_engine_stage(score
    SOURCES kernels.cpp score.cpp spec.cpp
    HEADERS kernels.hpp score.hpp spec.hpp
    LINKS levelin::core levelin::table)

# The kernels also run where there are no exceptions (WebAssembly).
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/src/score/kernels.cpp PROPERTIES
    COMPILE_OPTIONS "-fno-exceptions;-fno-rtti")
