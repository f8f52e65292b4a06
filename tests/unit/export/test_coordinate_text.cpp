#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <levelin/export/coordinate_text.hpp>
#include <random>
#include <stdexcept>
#include <string>

using levelin::CoordinateScale;

namespace {

std::string text_of(const CoordinateScale& scale, double value) {
    std::array<char, CoordinateScale::max_text> buffer{};
    return {buffer.data(), scale.write(buffer.data(), scale.units(value))};
}

// printf's text without trailing zeros, without "-0".
std::string by_printf(double value, int decimals) {
    std::array<char, 400> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    std::string text{buffer.data()};
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

}  // namespace

TEST_CASE("coordinate_text: worked by hand", "[export]") {
    const CoordinateScale six{6};
    CHECK(text_of(six, 0) == "0");
    CHECK(text_of(six, -0.0) == "0");
    CHECK(text_of(six, -0.0000004) == "0");
    CHECK(text_of(six, -0.0000006) == "-0.000001");
    CHECK(text_of(six, 51.5) == "51.5");
    CHECK(text_of(six, -1.1234565) == "-1.123457");
    CHECK(text_of(six, 179.9999999) == "180");
    CHECK(text_of(six, 100.00001) == "100.00001");
    CHECK(text_of(CoordinateScale{0}, 530034.5) == "530035");
    CHECK(text_of(CoordinateScale{9}, -0.123456789) == "-0.123456789");
    CHECK_THROWS_AS(CoordinateScale{10}, std::invalid_argument);
    CHECK_THROWS_AS(CoordinateScale{-1}, std::invalid_argument);
}

TEST_CASE("coordinate_text: the same as printf on random coordinates", "[export]") {
    std::mt19937_64 random{27700};
    std::uniform_real_distribution<double> degrees{-180, 180};
    std::uniform_real_distribution<double> metres{-1e6, 2e6};
    for (int decimals = 0; decimals <= 9; ++decimals) {
        const CoordinateScale scale{decimals};
        for (int i = 0; i < 20000; ++i) {
            const double value = i % 2 == 0 ? degrees(random) : metres(random);
            const std::string text = text_of(scale, value);
            const double unit = std::pow(10.0, -decimals);
            REQUIRE(std::abs(std::stod(text) - value) <= unit / 2 + 1e-9 * unit + 4e-10);
            // Where the product's rounding could decide the last digit, either is right.
            const double scaled = std::abs(value) * std::pow(10.0, decimals);
            if (std::abs(scaled - std::floor(scaled) - 0.5) > 1e-3) {
                REQUIRE(text == by_printf(value, decimals));
            }
        }
    }
}
