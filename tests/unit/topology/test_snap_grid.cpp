#include <levelin/core/error.hpp>
#include <levelin/topology/snap_grid.hpp>

using namespace levelin;

TEST_CASE("A grid gives decimals back as they were") {
    Box extent;
    extent.expand({-5.1234567, 49.9});
    extent.expand({1.75, 60.8456789});
    const SnapGrid grid(1e7, extent);
    for (const Point p : {Point{-5.1234567, 60.8456789}, Point{1.75, 49.9}, Point{0, 50}}) {
        CHECK(grid.position(grid.snap(p)) == p);
    }
    CHECK(grid.snap({-5.1234567, 49.9}) == GridPoint{0, 0});
}

TEST_CASE("Two grids of one cell size snap alike wherever they begin") {
    Box west;
    west.expand({-0.0005, 0.0004});
    west.expand({10, 10});
    Box east;
    east.expand({3.3333, -7});
    east.expand({10, 10});
    const SnapGrid a(1000, west);
    const SnapGrid b(1000, east);
    for (double x = 4; x < 9; x += 0.00037) {
        CHECK(a.position(a.snap({x, 2 * x - 8})) == b.position(b.snap({x, 2 * x - 8})));
    }
}

TEST_CASE("A grid has its limits") {
    Box wide;
    wide.expand({0, 0});
    wide.expand({2147483.6, 1});
    CHECK(SnapGrid(1000, wide).snap({2147483.6, 1}) == GridPoint{2147483600, 1000});
    wide.expand({2147483.7, 1});
    CHECK_THROWS_AS(SnapGrid(1000, wide), GeometryError);
    Box far;
    far.expand({1e15, 0});
    CHECK_THROWS_AS(SnapGrid(1000, far), GeometryError);
}

TEST_CASE("The side of a line is exact at the grid's limits") {
    constexpr std::int32_t end = SnapGrid::limit;
    CHECK(side_of_line({0, 0}, {end, end}, {end, end}) == 0);
    CHECK(side_of_line({0, 0}, {end, end - 1}, {end - 1, end - 2}) < 0);
    CHECK(side_of_line({0, 0}, {end, end - 1}, {end - 1, end - 1}) > 0);
    CHECK(side_of_line({end, 0}, {0, end}, {0, 0}) > 0);
    CHECK(side_of_line({0, end}, {end, 0}, {0, 0}) < 0);
}
