#include <catch2/catch.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <random>

#include <tile_world.hpp>

using namespace levelin;

namespace {

using Ring = std::vector<GridPoint>;

Ring without_spikes(Ring ring) {
    drop_spikes(ring);
    return ring;
}

// Areas of one ring each, in units of a zoom with y down, as positions on the world's square.
BoundarySet world_of(const std::vector<std::vector<Point>>& rings, int zoom) {
    const auto units = static_cast<double>(units_per_world(zoom));
    BoundarySet set;
    for (const auto& ring : rings) {
        set.codes.push_back(*AreaCode::parse("A" + std::to_string(set.codes.size())));
        set.names.emplace_back();
        for (const Point p : ring) {
            set.points.push_back({p.x / units, p.y / units});
        }
        set.points.push_back({ring[0].x / units, ring[0].y / units});
        set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
    }
    return set;
}

}  // namespace

TEST_CASE("repeated points and spikes go, ground stays") {
    CHECK(without_spikes({{0, 0}, {0, 0}, {9, 0}, {9, 9}, {9, 9}, {0, 9}, {0, 0}}) ==
          Ring{{0, 0}, {9, 0}, {9, 9}, {0, 9}});
    // Out to (20, 0) and back.
    CHECK(without_spikes({{0, 0}, {20, 0}, {9, 0}, {9, 9}}) == Ring{{0, 0}, {9, 0}, {9, 9}});
    // A spike on a spike, across the ring's first point.
    CHECK(without_spikes({{20, 0}, {9, 0}, {9, 9}, {0, 0}, {30, 0}, {25, 0}}).size() == 3);
    // Points on a straight line are no spikes: a neighbour may have them as corners.
    CHECK(without_spikes({{0, 0}, {5, 0}, {9, 0}, {9, 9}}).size() == 4);
    CHECK(without_spikes({{0, 0}, {5, 5}, {9, 9}}).empty());
    CHECK(without_spikes({{0, 0}, {5, 5}}).empty());
    CHECK(without_spikes({{3, 3}, {3, 3}, {3, 3}, {3, 3}}).empty());
    CHECK(without_spikes({}).empty());
    std::mt19937 random(5);
    for (int i = 0; i < 2000; ++i) {
        Ring ring;
        for (int k = 0; k < 12; ++k) {
            ring.push_back(
                {static_cast<std::int32_t>(random() % 4), static_cast<std::int32_t>(random() % 4)});
        }
        REQUIRE(twice_area(without_spikes(ring)) == twice_area(ring));
    }
}

TEST_CASE("rounding: outer rings get a positive sum with y down, holes follow") {
    // Counter-clockwise as seen on a map: with y down that is the way of a falling sum.
    BoundarySet world = world_of({{{10.4, 10.4}, {10.4, 20.6}, {20.6, 20.6}, {20.6, 10.4}},
                                  {{0.1, 0.1}, {0.1, 0.4}, {0.4, 0.4}, {0.4, 0.1}}},
                                 4);
    const TileShapes shapes = round_to_zoom(world, 4);
    REQUIRE(shapes.size() == 2);
    CHECK(shapes.has(0));
    CHECK(!shapes.has(1));
    CHECK(twice_area(shapes.ring(0)) == 2 * 11 * 11);
    const GridBox box = grid_box(shapes.ring(0));
    CHECK(box.min_x == 10);
    CHECK(box.max_y == 21);
    // At a zoom below, half the size; far above, exact.
    CHECK(twice_area(round_to_zoom(world, 3).ring(0)) == 2 * 5 * 5);
    CHECK(round_to_zoom(world, 12).has(1));
}

TEST_CASE("an area of a pixel is never missing") {
    // 8 units a side are a pixel: 64 square units. Strips of ever less width, each a pixel large,
    // some upright, some flat, some at a slope.
    std::vector<std::vector<Point>> rings;
    for (double width = 8; width > 0.02; width *= 0.7) {
        const double length = 64.5 / width;
        for (const Point along : {Point{1, 0}, Point{0, 1}, Point{0.6, 0.8}, Point{-0.8, 0.6}}) {
            const Point o{6000.37 + static_cast<double>(rings.size()), 6000.21};
            const Point across{-along.y * width, along.x * width};
            const Point end{o.x + along.x * length, o.y + along.y * length};
            // Counter-clockwise on a map, that is with y up.
            rings.push_back(
                {o, {o.x + across.x, o.y + across.y}, {end.x + across.x, end.y + across.y}, end});
        }
    }
    const std::size_t large = rings.size();
    rings.push_back({{50.1, 50.1}, {50.1, 50.3}, {50.3, 50.3}, {50.3, 50.1}});  // Far below a unit.
    const BoundarySet world = world_of(rings, 6);
    const TileShapes rounded = round_to_zoom(world, 6);
    std::size_t lost = 0;
    for (std::size_t a = 0; a < large; ++a) {
        lost += rounded.has(a) ? 0 : 1;
    }
    CHECK(lost > 10);  // Rounding alone would lose them.
    const KeptVisible kept = keep_visible(rounded, world);
    CHECK(kept.kept.size() == lost);
    CHECK(kept.missing == std::vector<std::uint32_t>{static_cast<std::uint32_t>(large)});
    for (std::size_t a = 0; a < large; ++a) {
        REQUIRE(kept.shapes.has(a));
        CHECK(twice_area(kept.shapes.ring(kept.shapes.area_begin[a])) > 0);
        if (!rounded.has(a)) {
            // As long as it is, and in its place.
            const GridBox box = grid_box(kept.shapes.ring(kept.shapes.area_begin[a]));
            Box exact;
            for (const Point p : rings[a]) {
                exact.expand(p);
            }
            CHECK(std::abs(box.min_x - exact.min_x) < 2);
            CHECK(std::abs(box.max_x - exact.max_x) < 2);
            CHECK(std::abs(box.min_y - exact.min_y) < 2);
            CHECK(std::abs(box.max_y - exact.max_y) < 2);
        }
    }
}

TEST_CASE("areas of a topology with y up") {
    // Two squares side by side, 3 units from the south of the world.
    Topology units;
    units.grid = SnapGrid(1, Box{0, 0, 100, 100});
    units.codes = {*AreaCode::parse("A"), *AreaCode::parse("B")};
    units.names.resize(2);
    units.area_begin = {0, 1, 2};
    units.polygon_begin = {0, 1, 2};
    units.arc_points = {{5, 3}, {5, 8},                   // Between them, going north.
                        {5, 8}, {1, 8}, {1, 3}, {5, 3},   // Round the left one.
                        {5, 3}, {9, 3}, {9, 8}, {5, 8}};  // Round the right one.
    units.arc_begin = {0, 2, 6, 10};
    units.ring_arcs = {0, 1, 2, ~0};
    units.ring_begin = {0, 2, 4};
    const TileShapes shapes = shapes_of_topology(units, 0);
    REQUIRE(shapes.size() == 2);
    for (const std::size_t a : {0U, 1U}) {
        CHECK(twice_area(shapes.ring(a)) == 2 * 4 * 5);
        CHECK(grid_box(shapes.ring(a)).max_y == 4096 - 3);
        CHECK(grid_box(shapes.ring(a)).min_y == 4096 - 8);
    }
    CHECK(grid_box(shapes.ring(1)).min_x == 5);
}
