#include <cmath>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/slivers.hpp>
#include <levelin/topology/unmatched_edges.hpp>
#include <stdexcept>

#include "shapes.hpp"

using namespace levelin;
using shapes::box;
using shapes::layer;
using shapes::simple;

namespace {

Topology topology_of(const BoundarySet& set) {
    return make_coverage(set).coverage.value().topology();
}

UnmatchedOptions near(double metres, double least = 0) {
    UnmatchedOptions options;
    options.near = metres;
    options.least_length = least;
    return options;
}

}  // namespace

TEST_CASE("A gap that the sea enters is found from both sides") {
    // 0.5 apart over 100; the north side is a corner longer on either end.
    const Topology map =
        topology_of(layer({simple(box(0, 0, 100, 50)), simple(box(-20, 50.5, 120, 99))}));
    const auto found = find_unmatched_edges(map, near(1));
    REQUIRE(found.size() == 2);
    CHECK(found[0].area == 0);
    CHECK(found[0].other == 1);
    // The sides of the lower square come within 1 of the upper for 0.5 before the corner.
    CHECK(found[0].length == Approx(100 + 2 * 0.5).epsilon(1e-9));
    CHECK(found[1].area == 1);
    // The upper edge comes within 1 of the corners for sqrt(1 - 0.25) beyond them.
    CHECK(found[1].length == Approx(100 + 2 * std::sqrt(0.75)).epsilon(1e-9));
    CHECK(found[1].line.size() == 2);
    CHECK(found[1].line[0].y == Approx(50.5));
    CHECK(find_unmatched_edges(map, near(0.49)).empty());
    CHECK(find_unmatched_edges(map, near(1, 101.5)).size() == 1);
}

TEST_CASE("Shared borders and coasts that part are no unmatched edges") {
    CHECK(find_unmatched_edges(topology_of(shapes::checkerboard(3, 3)), near(0.2)).empty());
    // Coasts that part at right angles and at two: each is within 1 of the other for 1.
    const Topology cape = topology_of(layer({simple({{0, 0}, {0, -50}, {-50, -50}, {-50, 50}}),
                                             simple({{0, 0}, {0, -50}, {50, -50}, {50, 50}})}));
    CHECK(find_unmatched_edges(cape, near(1)).empty());
    CHECK(find_unmatched_edges(cape, near(1, 0.9)).size() == 4);
    // An area's own borders may lie side by side.
    const Topology fjord = topology_of(layer({simple(
        {{0, 0}, {100, 0}, {100, 50}, {50.2, 50}, {50.2, 1}, {49.8, 1}, {49.8, 50}, {0, 50}})}));
    CHECK(find_unmatched_edges(fjord, near(1)).empty());
}

TEST_CASE("A stretch runs on over corners, and ends where borders are shared") {
    // A crooked gap of 0.5 between two areas that meet at its far end.
    const Topology map = topology_of(
        layer({simple({{0, 0}, {50, 0}, {50, 20}, {50, 40}, {60, 60}, {60, 80}, {0, 80}}),
               simple({{50, 0},
                       {100, 0},
                       {100, 80},
                       {60.5, 80},
                       {60.5, 60},
                       {50.5, 40},
                       {50.5, 20.0},
                       {50, 20}})}));
    const auto found = find_unmatched_edges(map, near(1));
    REQUIRE(found.size() == 2);
    CHECK(found[0].line.size() >= 4);
    CHECK(found[0].length == Approx(20 + std::hypot(10, 20) + 20).margin(1.5));
    CHECK(found[1].length == Approx(20 + std::hypot(10, 20) + 20).margin(1.5));
    UnmatchedOptions options = near(1);
    options.threads = 8;
    const auto same = find_unmatched_edges(map, options);
    REQUIRE(same.size() == 2);
    CHECK(same[0].length == found[0].length);
    CHECK(same[1].line == found[1].line);
}

TEST_CASE("Distances must make sense") {
    const Topology map = topology_of(shapes::checkerboard(1, 1));
    CHECK_THROWS_AS(find_unmatched_edges(map, near(-1)), std::invalid_argument);
    CHECK_THROWS_AS(find_unmatched_edges(map, near(1, -1)), std::invalid_argument);
    CHECK(find_unmatched_edges(Topology{}, near(1)).empty());
}

TEST_CASE("Slivers are parts and holes that are hardly more than a line") {
    const BoundarySet set =
        layer({simple(box(0, 0, 100, 100)),
               {{box(200, 0, 300, 100), box(210, 10, 290, 10.5)}, {box(400, 0, 400.2, 50)}}});
    const auto found = find_slivers(set, 1);
    REQUIRE(found.size() == 2);
    CHECK(found[0].area == 1);
    CHECK(found[0].hole);
    CHECK(found[0].size == Approx(40));
    CHECK(found[0].width == Approx(2 * 40 / 161.0));
    CHECK_FALSE(found[1].hole);
    CHECK(found[1].ring == 3);
    CHECK(found[1].width == Approx(2 * 10 / 100.4));
    CHECK(find_slivers(set, 0.2).size() == 1);
    CHECK_THROWS_AS(find_slivers(set, 0), std::invalid_argument);
}
