#include <cmath>
#include <levelin/boundary/centroid.hpp>

using namespace levelin;

namespace {

// A square of side 6 with a hole of side 2 at its right, an area without polygons, and a line.
BoundarySet three() {
    BoundarySet set;
    set.codes.resize(3);
    set.names.resize(3);
    set.points = {{0, 0}, {6, 0}, {6, 6}, {0, 6}, {0, 0}, {3, 2}, {3, 4},
                  {5, 4}, {5, 2}, {3, 2}, {7, 7}, {8, 8}, {9, 9}, {7, 7}};
    set.ring_begin = {0, 5, 10, 14};
    set.polygon_begin = {0, 2, 3};
    set.area_begin = {0, 1, 1, 2};
    return set;
}

}  // namespace

TEST_CASE("A centroid takes holes off, and an area without any has none") {
    // (36 * 3 - 4 * 4) / 32 = 2.875.
    const BoundarySet set = three();
    CHECK(area_centroid(set, 0).x == Approx(2.875));
    CHECK(area_centroid(set, 0).y == Approx(3.0));
    CHECK(std::isnan(area_centroid(set, 1).x));
    CHECK(area_centroid(set, 2) == Point{7, 7});
    const auto all = area_centroids(set, 8);
    REQUIRE(all.size() == 3);
    CHECK(all[0] == area_centroid(set, 0));
    CHECK(all[2] == Point{7, 7});
}
