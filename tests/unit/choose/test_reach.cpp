#include <catch2/catch.hpp>
#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/random.hpp>
#include <limits>

using namespace levelin;

TEST_CASE("reach: the distance itself is within, and places without coordinates are not") {
    const std::vector<Point> areas{{0, 0}, {3, 4}, {3, 4.001}, {std::nan(""), 0}, {-5, 0}};
    const std::vector<Point> sites{{0, 0}, {100, 100}, {std::nan(""), 0}};
    const Reach reach = reach_within(sites, areas, 5, 1);
    REQUIRE(reach.sites() == 3);
    CHECK(std::vector<std::uint32_t>(reach.of(0).begin(), reach.of(0).end()) ==
          std::vector<std::uint32_t>{0, 1, 4});
    CHECK(reach.of(1).empty());
    CHECK(reach.of(2).empty());
    CHECK_THROWS_AS(reach_within(sites, areas, 0, 1), std::invalid_argument);
    CHECK(reach_within(sites, std::vector<Point>{}, 5, 1).areas.empty());
    CHECK(reach_within(std::vector<Point>{}, areas, 5, 1).sites() == 0);
}

TEST_CASE("reach: the same as all pairs, for any number of threads") {
    for (std::uint64_t number = 0; number < 40; ++number) {
        RandomStream random(5, number);
        std::vector<Point> areas;
        std::vector<Point> sites;
        for (int k = 0; k < 300; ++k) {
            areas.push_back({1000 * random.uniform(), 100 * random.uniform() - 50});
            sites.push_back({1200 * random.uniform() - 100, 100 * random.uniform() - 50});
        }
        const double metres = number % 2 == 0 ? 200 * random.uniform_inside() : 0.5;
        const Reach reach = reach_within(sites, areas, metres, 3);
        std::size_t wrong = 0;
        for (std::size_t s = 0; s < sites.size(); ++s) {
            std::vector<std::uint32_t> expected;
            for (std::uint32_t a = 0; a < areas.size(); ++a) {
                const double dx = areas[a].x - sites[s].x;
                const double dy = areas[a].y - sites[s].y;
                if (dx * dx + dy * dy <= metres * metres) {
                    expected.push_back(a);
                }
            }
            wrong +=
                std::equal(expected.begin(), expected.end(), reach.of(s).begin(), reach.of(s).end())
                    ? 0
                    : 1;
        }
        CHECK(wrong == 0);
    }
}
