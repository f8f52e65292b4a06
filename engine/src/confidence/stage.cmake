find_package(Boost 1.74 REQUIRED)  # Headers of Boost.Math and Boost.Random.

levelin_engine_stage(confidence
    SOURCES
        bucket_rank.cpp
        confidence.cpp
        decide.cpp
        draw_scorer.cpp
        draws.cpp
        fast_rule.cpp
        leaf_values.cpp
        make_fast_rule.cpp
        plan.cpp
        rank_normaliser.cpp
        rank_store.cpp
        sobol.cpp
        table_rule.cpp
        uncertainty.cpp
        weighted_sum.cpp
    HEADERS
        bucket_rank.hpp
        confidence.hpp
        sobol.hpp
        uncertain_index.hpp
        uncertainty.hpp
    LINKS levelin::core levelin::table levelin::topology levelin::score levelin::target
    PRIVATE_LINKS $<BUILD_INTERFACE:Boost::headers>)

# Loops over all areas, once a draw.
foreach(hot bucket_rank confidence fast_rule rank_store weighted_sum)
    set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/${hot}.cpp PROPERTIES COMPILE_OPTIONS -O3)
endforeach()
