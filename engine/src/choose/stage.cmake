# CBC (COIN-OR) solves what is small enough; it does not show in a public header.
find_package(PkgConfig REQUIRED)
pkg_check_modules(levelin_cbc REQUIRED IMPORTED_TARGET osi-clp cbc)

levelin_engine_stage(choose
    SOURCES
        choose.cpp
        cover_bound.cpp
        cover_problem.cpp
        cover_search.cpp
        cover_solver.cpp
        cover_state.cpp
        reach.cpp
    HEADERS
        choose.hpp
        cover_problem.hpp
    LINKS levelin::core levelin::boundary
    PRIVATE_LINKS PkgConfig::levelin_cbc)
