#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/boundary/ring_validity.hpp>
#include <limits>
#include <numbers>
#include <random>

using namespace levelin;

namespace {

using Ring = std::vector<Point>;
using Polygon = std::vector<Ring>;

BoundarySet area_from(const std::vector<Polygon>& polygons) {
    BoundarySet set;
    set.codes.emplace_back();
    set.names.emplace_back();
    for (const Polygon& polygon : polygons) {
        for (const Ring& ring : polygon) {
            set.points.insert(set.points.end(), ring.begin(), ring.end());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    }
    set.area_begin.push_back(static_cast<std::uint32_t>(polygons.size()));
    return set;
}

bool passes(const std::vector<Polygon>& polygons) {
    return RingCheck{}.certainly_valid(area_from(polygons), 0);
}

Ring square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

// A star-shaped ring about a centre is simple whatever its radii.
Ring star(std::mt19937& random, std::size_t corners, Point centre) {
    std::uniform_real_distribution<double> radius{10, 1000};
    Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double r = radius(random);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

// The answer of comparing every pair of segments, with exact integer arithmetic.
bool simple_by_all_pairs(const Ring& ring) {
    const auto turn = [](Point a, Point b, Point c) {
        const auto v = static_cast<long long>((b.x - a.x) * (c.y - a.y)) -
                       static_cast<long long>((b.y - a.y) * (c.x - a.x));
        return v > 0 ? 1 : (v < 0 ? -1 : 0);
    };
    const auto on = [](Point a, Point b, Point p) {
        return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) &&
               std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
    };
    const std::size_t n = ring.size() - 1;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            const Point a = ring[i];
            const Point b = ring[i + 1];
            const Point c = ring[j];
            const Point d = ring[j + 1];
            const int t1 = turn(a, b, c);
            const int t2 = turn(a, b, d);
            const int t3 = turn(c, d, a);
            const int t4 = turn(c, d, b);
            bool meet = t1 != t2 && t3 != t4;
            meet = meet || (t1 == 0 && on(a, b, c)) || (t2 == 0 && on(a, b, d)) ||
                   (t3 == 0 && on(c, d, a)) || (t4 == 0 && on(c, d, b));
            if (j == i + 1 || (i == 0 && j + 1 == n)) {
                // Neighbours meet in their corner; a fault only if the other end lies on them too.
                const Point corner = j == i + 1 ? b : a;
                const Point before = j == i + 1 ? a : b;
                const Point after = j == i + 1 ? d : c;
                meet = turn(before, corner, after) == 0 &&
                       (before.x - corner.x) * (after.x - corner.x) +
                               (before.y - corner.y) * (after.y - corner.y) >
                           0;
            }
            if (meet) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

TEST_CASE("ring_validity: shapes that are valid beyond doubt pass", "[boundary]") {
    CHECK(passes({}));
    CHECK(passes({{square(0, 0, 4)}}));
    CHECK(passes({{square(0, 0, 4), square(1, 1, 1), square(2.5, 2.5, 1)}}));
    CHECK(passes({{square(0, 0, 4)}, {square(10, 0, 4)}}));
    // A repeated point is no fault; nor is a corner on a straight line.
    CHECK(passes({{{{0, 0}, {2, 0}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}}));
}

TEST_CASE("ring_validity: faults and touches are handed on", "[boundary]") {
    CHECK_FALSE(passes({{{{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}}}));  // bow-tie
    CHECK_FALSE(passes({{{{0, 0}, {4, 0}, {4, 4}, {0, 0}, {-4, 0}, {-4, -4}, {0, 0}}}}));
    CHECK_FALSE(passes({{{{0, 0}, {4, 0}, {2, 0}, {2, 4}, {0, 0}}}}));           // folds back
    CHECK_FALSE(passes({{square(0, 0, 4), square(5, 5, 1)}}));                   // hole outside
    CHECK_FALSE(passes({{square(0, 0, 4), square(3, 3, 2)}}));                   // hole across
    CHECK_FALSE(passes({{square(0, 0, 9), square(1, 1, 5), square(2, 2, 1)}}));  // hole in hole
    CHECK_FALSE(passes({{square(0, 0, 4)}, {square(0, 0, 4)}}));                 // twice the same
    CHECK_FALSE(passes({{square(0, 0, 4)}, {square(1, 1, 1)}}));                 // part in part
    CHECK_FALSE(passes({{square(0, 0, 4)}, {square(4, 4, 1)}}));                 // parts that touch
    CHECK_FALSE(passes({{{{0, 0}, {1, 0}, {0, 0}, {0, 0}}}}));                   // nothing enclosed
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(passes({{{{0, 0}, {4, 0}, {nan, 4}, {0, 4}, {0, 0}}}}));
}

TEST_CASE("ring_validity: star-shaped rings pass, one swapped pair of corners is found",
          "[boundary]") {
    std::mt19937 random{20190926};
    for (int round = 0; round < 200; ++round) {
        const auto corners = static_cast<std::size_t>(5 + round * 3);
        Ring ring = star(random, corners, {530000, 180000});
        CHECK(passes({{ring}}));
        // Exchanging two corners far apart makes edges cross.
        std::swap(ring[1], ring[1 + corners / 2]);
        CHECK_FALSE(passes({{ring}}));
    }
}

TEST_CASE("ring_validity: agrees with comparing all pairs on random rings", "[boundary]") {
    std::mt19937 random{31287};
    std::uniform_int_distribution<int> step{-3, 3};
    int simple = 0;
    for (int round = 0; round < 20000; ++round) {
        const int corners = 3 + round % 9;
        Ring ring;
        for (int i = 0; i < corners; ++i) {
            ring.push_back({static_cast<double>(step(random) + 4 * (i % 3)),
                            static_cast<double>(step(random) + 3 * (i / 3))});
        }
        bool repeated = false;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            repeated = repeated || ring[i] == ring[(i + 1) % ring.size()];
        }
        if (repeated) {
            continue;
        }
        ring.push_back(ring.front());
        const bool expected = simple_by_all_pairs(ring);
        simple += expected ? 1 : 0;
        // The check never passes a faulty ring; on whole numbers it never doubts a simple one.
        INFO("round " << round);
        REQUIRE(passes({{ring}}) == expected);
    }
    CHECK(simple > 500);
}
