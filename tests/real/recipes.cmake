levelin_test(real_recipes SOURCES test_nations.cpp test_uk_composite.cpp
             LINKS levelin_run nlohmann_json::nlohmann_json ZLIB::ZLIB)
