#include <catch2/catch.hpp>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

namespace {

// One area: a square of side 4 with a hole of side 1, both clockwise.
BoundarySet square_with_hole(const char* code) {
    BoundarySet set;
    set.codes = {*AreaCode::parse(code)};
    set.names = {""};
    set.points = {{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}, {1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}};
    set.ring_begin = {0, 5, 10};
    set.polygon_begin = {0, 2};
    set.area_begin = {0, 1};
    return set;
}

}  // namespace

TEST_CASE("boundary_set: winding is put right and the area stays", "[boundary]") {
    const BoundarySet before = square_with_hole("E01000001");
    CHECK(area_of(before, 0) == 15);
    CHECK(signed_area(before.ring(0)) == -16);
    const BoundarySet after = normalise_winding(before);
    CHECK(signed_area(after.ring(0)) == 16);
    CHECK(signed_area(after.ring(1)) == -1);
    CHECK(after.ring(0).front() == after.ring(0).back());
    CHECK(area_of(after, 0) == 15);
}

TEST_CASE("boundary_set: layers are put together, an area in two of them is refused",
          "[boundary]") {
    const std::vector<BoundarySet> two{square_with_hole("E01000001"),
                                       square_with_hole("E01000002")};
    const BoundarySet all = concatenate(two);
    CHECK(all.size() == 2);
    CHECK(all.points.size() == 20);
    CHECK(area_of(all, 1) == 15);
    const std::vector<BoundarySet> same{square_with_hole("E01000001"),
                                        square_with_hole("E01000001")};
    CHECK_THROWS_AS(concatenate(same), JoinError);
}
