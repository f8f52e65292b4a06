levelin_engine_stage(clusters
    SOURCES
        deviations.cpp
        false_discovery.cpp
        find_clusters.cpp
        global_statistics.cpp
        local_statistics.cpp
        permutations.cpp
        pockets.cpp
        weights.cpp
    HEADERS
        deviations.hpp
        false_discovery.hpp
        find_clusters.hpp
        global_statistics.hpp
        local_statistics.hpp
        permutations.hpp
        pockets.hpp
        weights.hpp
    LINKS levelin::core levelin::table levelin::topology)
# GCC's -O2 leaves loops alone whose number of rounds is not known.
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/src/clusters/permutations.cpp PROPERTIES
    COMPILE_OPTIONS "-O3")
