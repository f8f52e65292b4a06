#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/allocate/apportion.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

namespace {

std::vector<AreaCode> codes(std::initializer_list<const char*> texts) {
    std::vector<AreaCode> out;
    for (const char* text : texts) {
        out.push_back(*AreaCode::parse(text));
    }
    return out;
}

using Units = std::vector<std::uint64_t>;
constexpr std::uint64_t any = ShareBounds::no_cap;

template <class Work>
std::string fault(Work work) {
    try {
        (void)work();
    } catch (const Error& error) {
        return error.code() + " " + error.problem();
    }
    return "none";
}

}  // namespace

TEST_CASE("apportion: units in words") {
    CHECK(amount_text(1, {false, "phone", "phones", 1}) == "1 phone");
    CHECK(amount_text(1234, {false, "phone", "phones", 1}) == "1,234 phones");
    CHECK(amount_text(12, {true, "", "", 100}) ==
          "\xC2\xA3"
          "12.00");
}

TEST_CASE("apportion: in proportion, the rest to the largest remainders, then to the first") {
    const auto abc = codes({"A", "B", "C"});
    CHECK(apportion(100, std::vector<double>{5, 3, 2}, {}, abc).units == Units{50, 30, 20});
    CHECK(apportion(10, std::vector<double>{1, 1, 1}, {}, abc).units == Units{4, 3, 3});
    // Quotas 2.45, 3.15, 4.4: the rest of 1 goes to the remainder of .45.
    CHECK(apportion(10, std::vector<double>{2.45, 3.15, 4.4}, {}, abc).units == Units{3, 3, 4});
    CHECK(apportion(0, std::vector<double>{1, 2, 0}, {}, abc).units == Units{0, 0, 0});
}

TEST_CASE("apportion: floors and caps by water-filling, worked by hand") {
    const auto abc = codes({"A", "B", "C"});
    const std::vector<double> weights{5, 3, 2};
    // A is held at 40; 60 in the proportion 3 to 2.
    const Apportionment capped =
        apportion(100, weights, std::vector<ShareBounds>{{0, 40}, {0, any}, {0, any}}, abc);
    CHECK(capped.units == Units{40, 36, 24});
    CHECK(capped.by == std::vector{ShareBy::cap, ShareBy::weight, ShareBy::weight});
    // C is raised to 30; 70 as 5 to 3: 43.75 and 26.25.
    const Apportionment floored =
        apportion(100, weights, std::vector<ShareBounds>{{0, any}, {0, any}, {30, any}}, abc);
    CHECK(floored.units == Units{44, 26, 30});
    CHECK(floored.by == std::vector{ShareBy::weight, ShareBy::weight, ShareBy::floor});
    // A cap that frees so much that a floor no longer holds anyone up: 10, and 90 as 3 to 2.
    const Apportionment freed =
        apportion(100, weights, std::vector<ShareBounds>{{0, 10}, {0, any}, {30, any}}, abc);
    CHECK(freed.units == Units{10, 54, 36});
    CHECK(freed.by == std::vector{ShareBy::cap, ShareBy::weight, ShareBy::weight});
    // Nothing left to share by weight.
    CHECK(apportion(100, weights, std::vector<ShareBounds>{{20, 20}, {30, 50}, {30, 30}}, abc)
              .units == Units{20, 50, 30});
    CHECK(apportion(100, weights, std::vector<ShareBounds>{{50, any}, {20, any}, {30, any}}, abc)
              .units == Units{50, 20, 30});
}

TEST_CASE("apportion: no weight means the floor and no more") {
    const Apportionment out =
        apportion(100, std::vector<double>{1, 0, 0},
                  std::vector<ShareBounds>{{0, any}, {10, any}, {0, any}}, codes({"A", "B", "C"}));
    CHECK(out.units == Units{90, 10, 0});
    CHECK(out.by == std::vector{ShareBy::weight, ShareBy::no_weight, ShareBy::no_weight});
}

TEST_CASE("apportion: the largest total is shared to the unit") {
    std::vector<AreaCode> many;
    std::vector<double> weights;
    for (int i = 0; i < 3000; ++i) {
        many.push_back(*AreaCode::parse("E" + std::to_string(10000 + i)));
        weights.push_back(1.0 + i * 1e-12);
    }
    const Apportionment out = apportion(max_total, weights, {}, many);
    std::uint64_t sum = 0;
    for (const std::uint64_t units : out.units) {
        sum += units;
    }
    CHECK(sum == max_total);
    CHECK(std::is_sorted(out.units.begin(), out.units.end()));
    CHECK(out.units.front() < out.units.back());
}

TEST_CASE("apportion: bounds that do not fit are named") {
    const auto ab = codes({"A", "B"});
    const std::vector<double> weights{1, 1};
    CHECK(fault([&] {
              return apportion(100, weights, std::vector<ShareBounds>{{60, any}, {60, any}}, ab);
          }) ==
          "E-ALLOCATE-01 the floors of 2 areas come to \xC2\xA3"
          "1.20, and there is \xC2\xA3"
          "1.00");
    CHECK(fault([&] {
              return apportion(100, weights, std::vector<ShareBounds>{{0, 40}, {0, 59}}, ab,
                               {false, "phone", "phones", 1});
          }) ==
          "E-ALLOCATE-02 the caps of 2 areas with a share in the formula come to 99 phones, and "
          "there is 100 phones");
    CHECK(fault([&] {
              return apportion(100, weights, std::vector<ShareBounds>{{0, any}, {5, 4}}, ab);
          }) ==
          "E-ALLOCATE-03 the floor of B, \xC2\xA3"
          "0.05, is above its cap of \xC2\xA3"
          "0.04");
    CHECK(fault([&] {
              return apportion(100, std::vector<double>{0, 0}, {}, ab);
          }) ==
          "E-ALLOCATE-02 none of 2 areas has a share in the formula: nobody is there to get "
          "\xC2\xA3"
          "1.00");
    CHECK_THROWS_AS(apportion(1, std::vector<double>{1, -1}, {}, ab), std::invalid_argument);
    CHECK_THROWS_AS(apportion(1, std::vector<double>{1}, {}, ab), std::invalid_argument);
}

TEST_CASE("apportion: groups at their bounds, worked by hand") {
    const auto abcd = codes({"A", "B", "C", "D"});
    const std::vector<double> weights{6, 2, 1, 1};
    const std::vector<std::uint32_t> group{0, 0, 1, 1};
    // By weight 80 and 20. At least 30 for the south: 15 each, and 70 as 6 to 2, tie of .5.
    const auto least = apportion_in_groups(
        100, weights, {}, abcd, group,
        std::vector<GroupShareBounds>{{"north", {0, any}}, {"south", {30, any}}});
    CHECK(least.all.units == Units{53, 17, 15, 15});
    CHECK(least.group_units == Units{70, 30});
    CHECK(least.group_by == std::vector{ShareBy::weight, ShareBy::floor});
    // At most 60 for the north.
    const auto most =
        apportion_in_groups(100, weights, {}, abcd, group,
                            std::vector<GroupShareBounds>{{"north", {0, 60}}, {"south", {0, any}}});
    CHECK(most.all.units == Units{45, 15, 20, 20});
    CHECK(most.group_by == std::vector{ShareBy::cap, ShareBy::weight});
}

TEST_CASE("apportion: fixing one group can bring the next to its bound") {
    // By weight 50, 30, 20. The floor of 40 for C leaves 60 as 5 to 3: 37.5 and 22.5, below the 25
    // of B, which then is fixed too.
    const auto out = apportion_in_groups(
        100, std::vector<double>{5, 3, 2}, {}, codes({"A", "B", "C"}),
        std::vector<std::uint32_t>{0, 1, 2},
        std::vector<GroupShareBounds>{{"a", {0, any}}, {"b", {25, any}}, {"c", {40, any}}});
    CHECK(out.all.units == Units{35, 25, 40});
    CHECK(out.group_by == std::vector{ShareBy::weight, ShareBy::floor, ShareBy::floor});
}

TEST_CASE("apportion: bounds of groups that do not fit are named") {
    const auto ab = codes({"A", "B"});
    const std::vector<double> weights{1, 1};
    const std::vector<std::uint32_t> group{0, 1};
    const auto with = [&](ShareBounds north, ShareBounds south,
                          const std::vector<ShareBounds>& bounds = {}) {
        return fault([&] {
            return apportion_in_groups(
                100, weights, bounds, ab, group,
                std::vector<GroupShareBounds>{{"north", north}, {"south", south}});
        });
    };
    CHECK(with({60, any}, {50, any}) ==
          "E-ALLOCATE-04 the floors of all groups come to \xC2\xA3"
          "1.10, and there is \xC2\xA3"
          "1.00");
    CHECK(with({0, 30}, {0, 60}) ==
          "E-ALLOCATE-04 the caps of all groups come to \xC2\xA3"
          "0.90, and there is \xC2\xA3"
          "1.00");
    CHECK(with({60, any}, {0, any}, {{0, 50}, {0, any}}) ==
          "E-ALLOCATE-04 the floor of north, \xC2\xA3"
          "0.60, is more than its 1 area can take: "
          "\xC2\xA3"
          "0.50");
    CHECK(with({0, 10}, {0, any}, {{20, any}, {0, any}}) ==
          "E-ALLOCATE-04 the cap of north, \xC2\xA3"
          "0.10, is below the floors of its 1 area: "
          "\xC2\xA3"
          "0.20");
    CHECK(with({101, any}, {0, any}) ==
          "E-ALLOCATE-04 the floor of north, \xC2\xA3"
          "1.01, is more than there is");
}
