#include <catch2/catch.hpp>
#include <levelin/interpolate/locate.hpp>

#include "shapes.hpp"

using namespace levelin;
using namespace shapes;

namespace {

// The textbook's test, one edge after the other.
bool inside(const BoundarySet& set, std::size_t area, Point p) {
    bool odd = false;
    const auto [first, last] = set.rings_of_area(area);
    for (std::uint32_t r = first; r < last; ++r) {
        const auto ring = set.ring(r);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point a = ring[i];
            const Point b = ring[i + 1];
            if ((a.y > p.y) != (b.y > p.y) && p.x > a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) {
                odd = !odd;
            }
        }
    }
    return odd;
}

}  // namespace

TEST_CASE("locate: squares, holes and islands", "[interpolate]") {
    BoundarySet set;
    add(set, {{square(0, 0, 10), square(3, 3, 4)}});
    add(set, {{square(4, 4, 2)}, {square(20, 0, 5)}});
    add(set, {});
    const AreaLocator locator(set);
    CHECK(locator.find({1, 1}) == 0U);
    CHECK(locator.find({3.5, 3.5}) == std::nullopt);
    CHECK(locator.find({5, 5}) == 1U);
    CHECK(locator.find({22, 1}) == 1U);
    CHECK(locator.find({15, 5}) == std::nullopt);
    CHECK(locator.find({-1, 100}) == std::nullopt);
    // Of areas that overlap the first has the point.
    add(set, {{square(0, 0, 30)}});
    const AreaLocator again(set);
    CHECK(again.find({1, 1}) == 0U);
    CHECK(again.find({3.5, 3.5}) == 3U);
}

TEST_CASE("locate: a point of a coverage is in one area, on borders too", "[interpolate]") {
    const BoundarySet set = coverage(11, {400000, 300000}, 1000, 8, 30);
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(0, 1000);
    std::vector<Point> points;
    for (int i = 0; i < 3000; ++i) {
        points.push_back({400000 + place(random), 300000 + place(random)});
    }
    const auto found = locate(points, set);
    CHECK(found == locate(points, set, 1));
    for (std::size_t i = 0; i < points.size(); ++i) {
        REQUIRE(found[i] != no_area);
        CHECK(inside(set, found[i], points[i]));
    }
    // Corners and places on borders: of all areas by itself, exactly one has each.
    std::vector<BoundarySet> alone(set.size());
    for (std::size_t a = 0; a < set.size(); ++a) {
        const auto ring = set.points_of_area(a);
        add(alone[a], {{Ring(ring.begin(), ring.end() - 1)}});
    }
    std::vector<Point> border;
    for (std::size_t i = 0; i < set.points.size(); i += 37) {
        const Point p = set.points[i];
        if (p.x > 400000 && p.x < 401000 && p.y > 300000 && p.y < 301000) {
            border.push_back(p);
        }
    }
    std::vector<int> owners(border.size(), 0);
    for (const BoundarySet& area : alone) {
        const AreaLocator locator(area);
        for (std::size_t i = 0; i < border.size(); ++i) {
            owners[i] += locator.find(border[i]) ? 1 : 0;
        }
    }
    REQUIRE(border.size() > 100);
    CHECK(owners == std::vector<int>(border.size(), 1));
}
