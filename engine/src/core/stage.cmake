levelin_engine_stage(core
    SOURCES area_code.cpp ascii.cpp counted_text.cpp date_text.cpp diagnostics.cpp error.cpp html_text.cpp money.cpp nearest_word.cpp number_text.cpp
            parallel.cpp random.cpp utf8.cpp
    HEADERS area_code.hpp ascii.hpp code_index.hpp counted_text.hpp date_text.hpp diagnostics.hpp error.hpp html_text.hpp money.hpp nearest_word.hpp
            number_text.hpp parallel.hpp progress.hpp random.hpp status.hpp utf8.hpp
    LINKS Threads::Threads)
