#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/cartogram/hexagon_map_targets.hpp>
#include <levelin/core/error.hpp>
#include <levelin/topology/neighbours.hpp>
#include "demo_maker/equal_area_cartogram.hpp"

using namespace levelin;
using namespace levelin::demo;

namespace {

void add_ring(BoundarySet& set, std::initializer_list<Point> ring) {
    const std::size_t n = set.size();
    set.codes.push_back(*AreaCode::parse("T" + std::to_string(n)));
    set.names.emplace_back();
    set.points.insert(set.points.end(), ring.begin(), ring.end());
    set.points.push_back(*ring.begin());
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_begin.size() - 1));
}

void add_box(BoundarySet& set, double x0, double y0, double x1, double y1) {
    add_ring(set, {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
}

/// A country of unequal areas: a small town between a large moor and a field, an island off them.
BoundarySet country() {
    BoundarySet set;
    add_ring(
        set,
        {{0, 0}, {10'000, 0}, {10'000, 4'000}, {10'000, 5'000}, {10'000, 10'000}, {0, 10'000}});
    add_box(set, 10'000, 4'000, 11'000, 5'000);
    add_box(set, 10'000, 5'000, 11'000, 10'000);
    add_box(set, 13'000, 0, 14'000, 2'000);
    return set;
}

}  // namespace

TEST_CASE("cartogram: areas become equal, the land keeps its size", "[demo]") {
    const BoundarySet set = country();
    CartogramOptions options;
    options.grid = 128;
    const Cartogram moved = equal_area_cartogram(set, options);
    CHECK(moved.mean_area_m2 == Approx((100e6 + 1e6 + 5e6 + 2e6) / 4));
    double total = 0;
    for (std::size_t a = 0; a < 4; ++a) {
        CHECK(area_of(moved.boundaries, a) == Approx(moved.mean_area_m2).epsilon(0.06));
        total += area_of(moved.boundaries, a);
    }
    CHECK(total == Approx(108e6).epsilon(0.03));
    CHECK(moved.worst_area_error < 0.06);
}

TEST_CASE("cartogram: an even map stays, neighbours stay joined, order stays", "[demo]") {
    BoundarySet even;
    add_box(even, 0, 0, 1000, 1000);
    add_box(even, 1000, 0, 2000, 1000);
    CartogramOptions options;
    options.grid = 64;
    const Cartogram same = equal_area_cartogram(even, options);
    CHECK(same.rounds == 0);
    CHECK(same.centres[0].x == Approx(500));
    CHECK(same.centres[1].x == Approx(1500));

    const Cartogram moved = equal_area_cartogram(country(), options);
    CHECK(edge_neighbours(moved.boundaries) == edge_neighbours(country()));
    CHECK(moved.centres[0].x < moved.centres[1].x);
    CHECK(moved.centres[1].y < moved.centres[2].y);
    CHECK(moved.centres[3].x > moved.centres[0].x);
}

TEST_CASE("cartogram: an area without a size is named", "[demo]") {
    BoundarySet set = country();
    add_box(set, 5, 5, 5, 9);
    CHECK_THROWS_WITH(equal_area_cartogram(set),
                      Catch::Contains("E-DEMO-02") && Catch::Contains("T4"));
    CHECK_THROWS_AS(equal_area_cartogram(BoundarySet{}), GeometryError);
}

TEST_CASE("cartogram: the centroid takes holes off", "[demo]") {
    // A square of side 6 with a hole of side 2 at its right: (36 * 3 - 4 * 4) / 32 = 2.875.
    BoundarySet set;
    add_box(set, 0, 0, 6, 6);
    for (const Point p : {Point{3, 2}, Point{3, 4}, Point{5, 4}, Point{5, 2}, Point{3, 2}}) {
        set.points.push_back(p);
    }
    set.ring_begin.push_back(10);
    set.polygon_begin.back() = 2;
    CHECK(area_centroid(set, 0).x == Approx(2.875));
    CHECK(area_centroid(set, 0).y == Approx(3.0));
}

TEST_CASE("targets: borders and landmasses are those of the map", "[demo]") {
    const NeighbourGraph borders = edge_neighbours(country());
    CHECK(pairs_of(borders) == std::vector<BorderPair>{{0, 1}, {0, 2}, {1, 2}});
    CHECK(components(borders) == std::vector<std::uint32_t>{0, 0, 0, 3});
}

TEST_CASE("targets: neighbours come to one spacing, strangers and islands keep off", "[demo]") {
    // A row of three at half a spacing, 0-1 and 1-2 bordering; an island far to the east of 2.
    const std::vector<Point> row{{0, 0}, {50, 0}, {100, 0}, {2000, 0}};
    TargetOptions options;
    options.spacing_m = 100;
    options.keep_place = 0;
    options.steps = 2000;
    const auto at = hexagon_targets(row, row, {{0, 1}, {1, 2}}, {0, 0, 0, 3}, options);
    CHECK(at[1].x - at[0].x == Approx(100).epsilon(0.01));
    CHECK(at[2].x - at[1].x == Approx(100).epsilon(0.01));
    CHECK(at[3].x - at[2].x == Approx(220).epsilon(0.01));
    CHECK_THROWS_AS(hexagon_targets(row, row, {{0, 4}}, {0, 0, 0, 3}, options), UsageError);
    CHECK_THROWS_AS(hexagon_targets(row, row, {}, {0}, options), UsageError);
}
