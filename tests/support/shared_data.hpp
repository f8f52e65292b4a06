#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

/// Where the real data lie: LEVELIN_SHARED in the environment, else `../shared` beside the clone.
inline std::filesystem::path shared_folder() {
    const char* given = std::getenv("LEVELIN_SHARED");
    return given != nullptr ? std::filesystem::path{given}
                            : std::filesystem::path{LEVELIN_SHARED_DIR};
}

/// A real data file; ends the test with a visible "skipped" where the data are not there.
#define REQUIRE_SHARED(variable, relative)                                         \
    const std::filesystem::path variable = shared_folder() / "data" / (relative);  \
    if (!std::filesystem::exists(shared_folder() / "data")) {                      \
        std::cout << "skipped: " << Catch::getResultCapture().getCurrentTestName() \
                  << " (needs ../shared/data/" << (relative) << ")" << std::endl;  \
        return;                                                                    \
    }                                                                              \
    REQUIRE(std::filesystem::exists(variable))
