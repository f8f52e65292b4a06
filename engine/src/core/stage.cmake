levelin_engine_stage(core
    SOURCES area_code.cpp diagnostics.cpp error.cpp number_text.cpp parallel.cpp
    HEADERS area_code.hpp diagnostics.hpp error.hpp number_text.hpp parallel.hpp progress.hpp
            status.hpp
    LINKS Threads::Threads)
