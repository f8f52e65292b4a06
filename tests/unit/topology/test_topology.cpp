#include <levelin/topology/topology.hpp>

using namespace levelin;

namespace {

// Two squares side by side, A left of B; their border is arc 1.
Topology two_squares() {
    Topology t;
    t.codes = {*AreaCode::parse("A"), *AreaCode::parse("B")};
    t.names = {"", ""};
    t.area_begin = {0, 1, 2};
    t.polygon_begin = {0, 1, 2};
    t.ring_begin = {0, 2, 4};
    t.ring_arcs = {0, 1, ~1, 2};
    t.arc_begin = {0, 4, 7, 11};
    t.arc_points = {{1, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 0}, {2, 0},
                    {1, 1}, {1, 0}, {3, 0}, {3, 1}, {1, 1}};
    return t;
}

}  // namespace

TEST_CASE("Rings are walked along their arcs, forwards and backwards") {
    const Topology t = two_squares();
    CHECK(ring_points(t, 0) ==
          std::vector<GridPoint>{{1, 1}, {0, 1}, {0, 0}, {1, 0}, {2, 0}, {1, 1}});
    CHECK(ring_points(t, 1) ==
          std::vector<GridPoint>{{1, 1}, {2, 0}, {1, 0}, {3, 0}, {3, 1}, {1, 1}});
    CHECK(count_ring_points(t) == 12);
}

TEST_CASE("Sides tell who lies where along an arc") {
    const auto sides = arc_sides(two_squares());
    REQUIRE(sides.size() == 3);
    CHECK(sides[0].left == 0);
    CHECK(sides[0].right == no_area);
    CHECK(sides[1].left == 0);
    CHECK(sides[1].right == 1);
    CHECK(sides[2].left == 1);
}

TEST_CASE("A topology becomes polygons again, also at other places") {
    const Topology t = two_squares();
    const BoundarySet set = to_boundaries(t);
    CHECK(set.ring_begin == std::vector<std::uint32_t>{0, 6, 12});
    CHECK(area_of(set, 0) == 1.5);
    CHECK(area_of(set, 1) == 1.5);
    std::vector<Point> places = arc_positions(t);
    for (Point& p : places) {
        p.x *= 2;
    }
    CHECK(area_of(to_boundaries(t, places), 0) == 3);
    places.pop_back();
    CHECK_THROWS_AS(to_boundaries(t, places), std::invalid_argument);
}
