#include <catch2/catch.hpp>
#include <levelin/cartogram/cartogram.hpp>
#include <limits>

#include "sample_maps.hpp"

using namespace levelin;

namespace {

std::vector<AreaCode> codes(std::size_t n) {
    std::vector<AreaCode> out;
    for (std::size_t i = 0; i < n; ++i) {
        out.push_back(*AreaCode::parse("E0600000" + std::to_string(i + 1)));
    }
    return out;
}

}  // namespace

TEST_CASE("cartogram goals: the ground by value", "[cartogram]") {
    const CartogramGoals goals = cartogram_goals({100, 200, 300}, column({1, 2, 1}), codes(3));
    CHECK(goals.m2 == std::vector<double>{150, 300, 150});
    CHECK(goals.diagnostics.empty());
}

TEST_CASE("cartogram goals: no value, no shape, next to nothing", "[cartogram]") {
    NumberColumn some = column({3, 0, 0, 1});
    some.status[1] = Status::suppressed;
    // The second keeps its 50; the others share 400.
    const CartogramGoals goals = cartogram_goals({100, 50, 0, 300}, some, codes(4));
    CHECK(goals.m2 == std::vector<double>{300, 50, 0, 100});
    REQUIRE(goals.diagnostics.find("W-CARTOGRAM-02") != nullptr);
    CHECK(goals.diagnostics.find("W-CARTOGRAM-02")->examples ==
          std::vector<std::string>{"E06000002"});
    REQUIRE(goals.diagnostics.find("W-CARTOGRAM-04") != nullptr);
    CHECK(goals.diagnostics.find("W-CARTOGRAM-04")->examples ==
          std::vector<std::string>{"E06000003"});
    CHECK(goals.diagnostics.find("W-CARTOGRAM-01") == nullptr);

    // The mean of those above 0 is 1000, and 0 counts as 1.
    const CartogramGoals raised = cartogram_goals({10, 10, 10}, column({1500, 500, 0}), codes(3));
    CHECK(raised.m2[2] / raised.m2[1] == Approx(1.0 / 500));
    CHECK(raised.m2[0] + raised.m2[1] + raised.m2[2] == Approx(30));
    REQUIRE(raised.diagnostics.find("W-CARTOGRAM-01") != nullptr);
    CHECK(raised.diagnostics.find("W-CARTOGRAM-01")->examples ==
          std::vector<std::string>{"E06000003"});
}

TEST_CASE("cartogram goals: what cannot be done is an error", "[cartogram]") {
    const auto code = [](const std::vector<double>& sizes, const NumberColumn& of) {
        return error_code([&] { (void)cartogram_goals(sizes, of, codes(sizes.size())); });
    };
    CHECK(code({1, 2}, column({1})) == "E-CARTOGRAM-01");
    CHECK(code({1, 2}, column({0, 0})) == "E-CARTOGRAM-02");
    CHECK(code({0, 2}, column({5, 0})) == "E-CARTOGRAM-02");
    CHECK(code({}, column({})) == "E-CARTOGRAM-02");
    CHECK(code({1, 2}, column({1, -1})) == "E-CARTOGRAM-03");
    CHECK(code({1}, column({std::numeric_limits<double>::infinity()})) == "E-CARTOGRAM-03");
    CHECK(code({1}, column({std::numeric_limits<double>::quiet_NaN()})) == "E-CARTOGRAM-03");
    NumberColumn none;
    none.push(Status::missing);
    CHECK(code({1}, none) == "E-CARTOGRAM-02");
}
