find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
levelin_test(real_main_job SOURCES test_english_index.cpp
             LINKS levelin_run nlohmann_json::nlohmann_json ZLIB::ZLIB)
