levelin_engine_stage(score
    SOURCES
        composite.cpp
        index_model.cpp
        kernels.cpp
        rank_index.cpp
        score.cpp
        spec.cpp
    HEADERS
        composite.hpp
        index_model.hpp
        kernels.hpp
        score.hpp
        spec.hpp
    LINKS levelin::core levelin::table)

# The kernels also run where there are no exceptions (WebAssembly).
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/src/score/kernels.cpp PROPERTIES
    COMPILE_OPTIONS "-fno-exceptions;-fno-rtti")
