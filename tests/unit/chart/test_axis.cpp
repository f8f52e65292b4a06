#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <limits>
#include <random>

using namespace levelin::chart;

TEST_CASE("Axes have round numbers", "[chart]") {
    // Worked by hand: the smallest of 1, 2, 5 x 10^k that needs no more ticks than allowed.
    const Axis a = round_axis(0, 12.3, 8);
    CHECK(a.ticks == std::vector<double>{0, 2, 4, 6, 8, 10, 12, 14});
    CHECK(a.low == 0);
    CHECK(a.high == 14);
    CHECK(a.decimals == 0);
    CHECK(a.share(7) == 0.5);

    const Axis b = round_axis(0, 12.3, 8, false);
    CHECK(b.ticks == std::vector<double>{0, 2, 4, 6, 8, 10, 12});
    CHECK(b.high == 12.3);

    const Axis c = round_axis(-0.34, 0.05, 5);
    CHECK(c.ticks == std::vector<double>{-0.4, -0.2, 0, 0.2});
    CHECK(tick_texts(c) == std::vector<std::string>{"\u22120.4", "\u22120.2", "0.0", "0.2"});

    const Axis d = round_axis(32844, 1, 5, false);
    CHECK(d.ticks == std::vector<double>{10000, 20000, 30000});
    CHECK(tick_texts(d) == std::vector<std::string>{"10,000", "20,000", "30,000"});
}

TEST_CASE("An axis of one value is widened", "[chart]") {
    const Axis zero = round_axis(0, 0, 5);
    CHECK(zero.low < 0);
    CHECK(zero.high > 0);
    const Axis seven = round_axis(7, 7, 5);
    CHECK(seven.low < 7);
    CHECK(seven.high > 7);
    CHECK_THROWS_AS(round_axis(0, std::numeric_limits<double>::infinity(), 5),
                    std::invalid_argument);
}

TEST_CASE("Any two numbers give an axis that holds them", "[chart]") {
    std::mt19937 random{11};
    std::uniform_real_distribution<double> mantissa{-10, 10};
    std::uniform_int_distribution<int> exponent{-9, 9};
    for (int i = 0; i < 2000; ++i) {
        const double a = mantissa(random) * std::pow(10.0, exponent(random));
        const double b = mantissa(random) * std::pow(10.0, exponent(random));
        for (const bool round_ends : {true, false}) {
            const Axis axis = round_axis(a, b, 7, round_ends);
            CAPTURE(a, b, round_ends);
            const double hair = 1e-8 * (axis.high - axis.low);
            REQUIRE(axis.low <= std::min(a, b) + hair);
            REQUIRE(axis.high >= std::max(a, b) - hair);
            REQUIRE(axis.ticks.size() <= 7);
            REQUIRE(!axis.ticks.empty());
            REQUIRE(std::is_sorted(axis.ticks.begin(), axis.ticks.end()));
        }
    }
}

TEST_CASE("Numbers for people", "[chart]") {
    CHECK(number_text(32844, 0) == "32,844");
    CHECK(number_text(-1234567.891, 2) == "\u22121,234,567.89");
    CHECK(number_text(-0.004, 2) == "0.00");
    CHECK(number_text(999.96, 1) == "1,000.0");
    CHECK(decimals_for(std::vector<double>{1, 2, 3}) == 0);
    CHECK(decimals_for(std::vector<double>{12.34, 8}) == 1);
    CHECK(decimals_for(std::vector<double>{0.0123}) == 4);
    CHECK(decimals_for(std::vector<double>{}) == 0);
}

TEST_CASE("Labels move apart, each as little as the others allow", "[chart]") {
    using V = std::vector<double>;
    // Apart already: nothing moves.
    CHECK(spread_labels(V{10, 40}, V{10, 10}, 2, 0, 100) == V{10, 40});
    // Middles 10 and 12 need 12 between them: 5 and 17 share the move.
    CHECK(spread_labels(V{10, 12}, V{10, 10}, 2, -50, 100) == V{5, 17});
    // Order of the call does not matter.
    CHECK(spread_labels(V{12, 10}, V{10, 10}, 2, -50, 100) == V{17, 5});
    // Pushed off the ends.
    CHECK(spread_labels(V{1, 2}, V{10, 10}, 2, 0, 100) == V{5, 17});
    CHECK(spread_labels(V{99, 99}, V{10, 10}, 2, 0, 100) == V{83, 95});
    CHECK(spread_labels(V{}, V{}, 2, 0, 100).empty());
}
