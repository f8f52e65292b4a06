#include <cmath>
#include <cstdlib>
#include <cstring>
#include <levelin/core/number_text.hpp>
#include <limits>
#include <random>
#include <stdexcept>

using namespace levelin;

TEST_CASE("number_text: the shortest text reads back to the same double", "[core]") {
    CHECK(shortest_text(0.1) == "0.1");
    CHECK(shortest_text(-0.0) == "0");
    CHECK(shortest_text(32844) == "32844");
    std::mt19937_64 random{7};
    for (int i = 0; i < 20000; ++i) {
        const std::uint64_t bits = random();
        double value = 0;
        std::memcpy(&value, &bits, 8);
        if (std::isfinite(value)) {
            REQUIRE(std::strtod(shortest_text(value).c_str(), nullptr) == value);
        }
    }
    CHECK_THROWS_AS(shortest_text(std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
}

TEST_CASE("number_text: fixed decimals, no minus zero; groups of three", "[core]") {
    CHECK(fixed_text(-0.0004, 3) == "0.000");
    CHECK(fixed_text(94.2226, 3) == "94.223");
    CHECK(grouped_text(32844) == "32,844");
    CHECK(grouped_text(-1000) == "-1,000");
    CHECK(grouped_text(999) == "999");
}

TEST_CASE("number_text: plain numbers fill the whole text", "[core]") {
    CHECK(parse_plain_number("+1.5e3") == 1500.0);
    for (const char* text : {"", "+", "inf", "nan", "1,000", "1 ", " 1", "1e999", "+-1", "0x10"}) {
        CHECK_FALSE(parse_plain_number(text));
    }
}
