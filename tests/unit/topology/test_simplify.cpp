#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/topology/simplify.hpp>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>

#include "coverage_world.hpp"

using namespace levelin;
using namespace coverage_world;

namespace {

// Two areas of 1,000 units side by side, the border between them as given from below to above.
BoundarySet two_areas(const Ring& border) {
    Ring left{{-1000, 0}};
    Ring right;
    left.insert(left.end(), border.begin(), border.end());
    left.push_back({-1000, 1000});
    right = {{1000, 1000}};
    right.insert(right.end(), border.rbegin(), border.rend());
    right.push_back({1000, 0});
    return areas({{{left}}, {{right}}});
}

// The weight of every inner point of the arc between two places.
std::map<std::pair<double, double>, double> weights_at(const Coverage& coverage) {
    const std::vector<double> weights = Simplifier(coverage).weights();
    const std::vector<Point> places = arc_positions(coverage.topology());
    std::map<std::pair<double, double>, double> at;
    for (std::size_t i = 0; i < places.size(); ++i) {
        at[{places[i].x, places[i].y}] = weights[i];
    }
    return at;
}

double triangle_weight(Point a, Point b, Point c) {
    const double area = std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;
    const double angle = std::atan2(a.y - b.y, a.x - b.x) - std::atan2(c.y - b.y, c.x - b.x);
    return area * (1 - 0.7 * std::cos(angle));
}

// Removal one by one, the lightest looked for anew each time.
std::vector<double> reference_weights(const Ring& chain) {
    std::vector<double> weights(chain.size(), std::numeric_limits<double>::infinity());
    std::vector<std::size_t> left(chain.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = i;
    }
    double last = 0;
    while (left.size() > 2) {
        std::size_t best = 1;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i + 1 < left.size(); ++i) {
            const double weight =
                triangle_weight(chain[left[i - 1]], chain[left[i]], chain[left[i + 1]]);
            if (weight < least) {
                least = weight;
                best = i;
            }
        }
        last = std::max(last, least);
        weights[left[best]] = last;
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
    }
    return weights;
}

std::size_t points_of(const Simplified& level) {
    return level.coverage.topology().arc_points.size();
}

}  // namespace

TEST_CASE("A point weighs the triangle with its neighbours, more where the bend is flat") {
    // (0,0) to (0,1000): a right angle, then a flat bend of the same height.
    const Coverage coverage =
        coverage_of(two_areas({{0, 0}, {100, 100}, {0, 200}, {0, 600}, {50, 800}, {0, 1000}}));
    const auto at = weights_at(coverage);
    // 100 by 200 / 2 at a right angle: cos = 0.
    CHECK(at.at({100, 100}) == Approx(10000));
    // 50 by 400 / 2 = 10,000 at an angle whose cosine is (50^2 - 200^2) / (50^2 + 200^2).
    CHECK(at.at({50, 800}) == Approx(10000 * (1 + 0.7 * 37500 / 42500)));
    // The flattest points go first: between (100,100) and (0,600), 100 by 400 / 2.
    const double corner = 20000 * (1 + 0.7 / std::sqrt(2));
    CHECK(at.at({0, 200}) >= 10000);
    CHECK(at.at({0, 200}) <= corner);
    CHECK(std::isinf(at.at({0, 0})));
    CHECK(std::isinf(at.at({0, 1000})));
}

TEST_CASE("Weights are those of removal one by one, on chains by chance") {
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        Ring border{{0, 0}};
        const int points = 3 + static_cast<int>(random() % 60);
        for (int i = 1; i < points; ++i) {
            border.push_back(
                {static_cast<double>(random() % 400) - 200, std::floor(1000.0 * i / points)});
        }
        border.push_back({0, 1000});
        const auto at = weights_at(coverage_of(two_areas(border)));
        const std::vector<double> expected = reference_weights(border);
        for (std::size_t i = 1; i + 1 < border.size(); ++i) {
            CHECK(at.at({border[i].x, border[i].y}) == Approx(expected[i]).epsilon(1e-5));
        }
    }
}

TEST_CASE("A share of the removable points is kept to the point, ties or not") {
    // A border of equal teeth, one flat run, and corners that are no nodes.
    Ring border;
    for (int i = 0; i <= 50; ++i) {
        border.push_back({i % 2 == 0 ? 0.0 : 10.0, 10.0 * i});
    }
    for (int i = 51; i <= 100; ++i) {
        border.push_back({0.0, 10.0 * i});
    }
    const Coverage coverage = coverage_of(two_areas(border));
    const Simplifier simplifier(coverage);
    for (const double share : {0.0, 0.1, 0.25, 1.0 / 3, 0.5, 0.9, 1.0}) {
        const Simplified level = simplifier.keep_share(share);
        CHECK(level.removable_before == 103);
        CHECK(level.removable_after - level.put_back ==
              static_cast<std::uint64_t>(std::llround(103 * share)));
        CHECK(points_of(level) == level.removable_after + 6);
        CHECK(level.points_before == 105);
        CHECK(level.points_after == level.removable_after + 2);
    }
    CHECK(simplifier.keep_share(1).put_back == 0);
    CHECK_THROWS_AS(simplifier.keep_share(-0.1), std::invalid_argument);
    CHECK_THROWS_AS(simplifier.keep_share(1.1), std::invalid_argument);
    CHECK_THROWS_AS(simplifier.keep_share(std::nan("")), std::invalid_argument);
}

TEST_CASE("A tolerance keeps what weighs its square or more") {
    const Coverage coverage = coverage_of(two_areas({{0, 0}, {100, 100}, {0, 200}, {0, 1000}}));
    const Simplifier simplifier(coverage);
    // Two points of the border and four corners of the field can go.
    const auto at = weights_at(coverage);
    const double least = std::min(at.at({100, 100}), at.at({0, 200}));
    CHECK(simplifier.with_tolerance(0).removable_after == 6);
    CHECK(simplifier.with_tolerance(std::sqrt(least) - 1).removable_after == 6);
    CHECK(simplifier.with_tolerance(std::sqrt(least) - 1).tolerance_m == Approx(std::sqrt(least)));
    CHECK(simplifier.with_tolerance(std::sqrt(least) + 1).removable_after < 6);
    CHECK_THROWS_AS(simplifier.with_tolerance(-1), std::invalid_argument);
    CHECK_THROWS_AS(simplifier.with_tolerance(std::nan("")), std::invalid_argument);
    const Simplified all = simplifier.with_tolerance(1e30);
    // Straight lines between two nodes would be a ring of two points.
    CHECK(all.put_back == 2);
    CHECK(area_of(to_boundaries(all.coverage.topology()), 0) > 0);
}

TEST_CASE("Weights and tolerances are in units of the coordinates, whatever the grid") {
    const BoundarySet set = two_areas({{0, 0}, {100, 100}, {0, 200}, {30, 500}, {0, 1000}});
    const Coverage fine = coverage_of(set, 1000);
    const Coverage coarse = coverage_of(set, 1);
    for (const double tolerance : {10.0, 90.0, 120.0, 150.0, 300.0}) {
        const Simplified a = Simplifier(fine).with_tolerance(tolerance);
        const Simplified b = Simplifier(coarse).with_tolerance(tolerance);
        CHECK(a.points_after == b.points_after);
        CHECK(a.tolerance_m == Approx(b.tolerance_m));
    }
}

TEST_CASE("A ring without nodes keeps three points") {
    Ring circle;
    for (int i = 0; i < 40; ++i) {
        circle.push_back(
            {std::round(500 * std::cos(i * 0.15708)), std::round(500 * std::sin(i * 0.15708))});
    }
    const Coverage coverage = coverage_of(areas({{{circle}}}));
    const Simplified level = Simplifier(coverage).keep_share(0);
    CHECK(level.points_after == 3);
    CHECK(level.put_back == 2);
    CHECK(area_of(to_boundaries(level.coverage.topology()), 0) > 0.2 * 500 * 500);
}

TEST_CASE("Small parts and holes go where that leaves a coverage") {
    const auto square = [](double x, double y, double side) {
        return Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
    };
    // A1: a large part with a lake, a lake with an islet, an enclave and a hole that touches its
    // border; two islands. A2: the enclave. A3: a small island alone. A4: the islet.
    const BoundarySet set = areas({{{square(0, 0, 100),
                                     square(10, 10, 5),
                                     square(30, 10, 20),
                                     square(60, 60, 5),
                                     {{100, 50}, {95, 55}, {95, 45}}},
                                    {square(200, 0, 6)},
                                    {square(200, 50, 30)}},
                                   {{square(60, 60, 5)}},
                                   {{square(300, 0, 3)}},
                                   {{square(35, 15, 3)}, {square(400, 0, 2)}}});
    const Coverage coverage = coverage_of(set);
    const Simplifier simplifier(coverage);
    const Simplified all = simplifier.keep_share(1);
    CHECK(all.dropped_parts == 0);
    CHECK(all.coverage.topology().ring_count() == 11);
    const Simplified level = simplifier.keep_share(1, {.min_part = 500});
    // Gone: the lake of 25, the island of 36, the second part of A4 of 4.
    CHECK(level.dropped_parts == 2);
    CHECK(level.dropped_holes == 1);
    const BoundarySet left = to_boundaries(level.coverage.topology());
    CHECK(left.ring_count() == 8);
    CHECK(area_of(left, 0) == 10000 - 400 - 25 - 25 + 900);
    CHECK(area_of(left, 1) == 25);
    CHECK(area_of(left, 2) == 9);
    CHECK(area_of(left, 3) == 9);
    CHECK(level.points_before - level.points_after == 12);
}

TEST_CASE("An empty coverage and areas without polygons are simplified to themselves") {
    const Coverage none = coverage_of(BoundarySet{});
    CHECK(Simplifier(none).keep_share(0.5).points_after == 0);
    BoundarySet set = areas({{}, {{{{0, 0}, {10, 0}, {0, 10}}}}, {}});
    const Coverage coverage = coverage_of(set);
    const Simplified level = Simplifier(coverage).with_tolerance(1e6);
    CHECK(level.coverage.topology().size() == 3);
    CHECK(level.coverage.topology().ring_count() == 1);
    CHECK(level.points_after == 3);
}
