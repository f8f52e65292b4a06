#include <cmath>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <limits>
#include <random>
#include <stdexcept>

#include "shapes.hpp"

using namespace levelin;
using shapes::box;
using shapes::layer;
using shapes::simple;

namespace {

using Positions = std::vector<std::uint32_t>;
using Pairs = std::vector<BorderPair>;

Topology topology_of(const BoundarySet& set, double sliver = 0) {
    CoverageOptions options;
    options.sliver_width = sliver;
    return make_coverage(set, options).coverage.value().topology();
}

Positions row(const NeighbourGraph& graph, std::size_t area) {
    const auto neighbours = graph.neighbours_of(area);
    return {neighbours.begin(), neighbours.end()};
}

}  // namespace

TEST_CASE("On a checkerboard rooks reach four squares and queens eight") {
    const Topology board = topology_of(shapes::checkerboard(5, 4));
    const NeighbourGraph rook = rook_neighbours(board);
    const NeighbourGraph queen = queen_neighbours(board);
    CHECK(row(rook, 7) == Positions{2, 6, 8, 12});
    CHECK(row(queen, 7) == Positions{1, 2, 3, 6, 8, 11, 12, 13});
    CHECK(row(rook, 0) == Positions{1, 5});
    CHECK(row(queen, 0) == Positions{1, 5, 6});
    CHECK(rook.link_count() == 2 * (4 * 4 + 3 * 5));
    CHECK(queen.link_count() == rook.link_count() + 2 * 2 * 4 * 3);
    CHECK(is_symmetric(rook));
    CHECK(is_symmetric(queen));
    CHECK(common(rook, queen) == rook);
    CHECK(edge_neighbours(shapes::checkerboard(5, 4)) == rook);
    // Diagonals, as neighbours of second order along rows and columns have it.
    CHECK(row(higher_order(rook, 2), 0) == Positions{2, 6, 10});
}

TEST_CASE("Borders have a length, corners have none") {
    const Topology board =
        topology_of(layer({simple(box(0, 0, 2, 3)), simple(box(2, 0, 5, 1)),
                           simple(box(2, 1, 5, 3.5)), simple({{2, 3}, {2, 3.5}, {1, 4}})}));
    const NeighbourGraph rook = rook_neighbours(board, BorderWeight::length);
    CHECK(row(rook, 0) == Positions{1, 2});
    CHECK(rook.weights_of(0)[0] == Approx(1));
    CHECK(rook.weights_of(0)[1] == Approx(2));
    CHECK(rook.weights_of(1)[1] == Approx(3));
    const NeighbourGraph queen = queen_neighbours(board, BorderWeight::length);
    CHECK(row(queen, 0) == Positions{1, 2, 3});
    CHECK(queen.weights_of(0)[2] == 0);
    CHECK(queen.weights_of(3)[1] == Approx(0.5));
    CHECK(is_symmetric(queen));
}

TEST_CASE("A border in several pieces counts once and with all of its length") {
    // Two halves about a lake.
    const Topology ring = topology_of(
        layer({simple({{0, 0}, {9, 0}, {9, 3}, {6, 3}, {3, 3}, {0, 3}}),
               simple({{0, 3}, {3, 3}, {3, 4}, {6, 4}, {6, 3}, {9, 3}, {9, 9}, {0, 9}})}));
    const NeighbourGraph rook = rook_neighbours(ring, BorderWeight::length);
    CHECK(row(rook, 0) == Positions{1});
    CHECK(rook.weights_of(0)[0] == Approx(6));
    CHECK(rook_neighbours(ring).weights_of(0)[0] == 1);
}

TEST_CASE("Enclaves, islands and three areas at a point") {
    const Topology map = topology_of(layer({{{box(0, 0, 9, 9), box(3, 3, 6, 6)}},
                                            simple(box(3, 3, 6, 6)),
                                            simple(box(20, 0, 21, 1)),
                                            simple(box(9, 0, 12, 5)),
                                            simple(box(9, 5, 12, 9)),
                                            {}}));
    const NeighbourGraph rook = rook_neighbours(map);
    CHECK(row(rook, 0) == Positions{1, 3, 4});
    CHECK(row(rook, 1) == Positions{0});
    CHECK(row(rook, 3) == Positions{0, 4});
    CHECK(islands(rook) == Positions{2, 5});
    CHECK(components(rook) == Positions{0, 0, 2, 0, 0, 5});
    CHECK(queen_neighbours(map) == rook);
}

TEST_CASE("A border that differs by a hair is one once slivers are closed") {
    const Topology map =
        topology_of(layer({simple({{0, 0}, {5.003, 0}, {5, 5}, {5.002, 10}, {0, 10}}),
                           simple({{5.001, 0}, {10, 0}, {10, 10}, {5, 10}, {5.004, 5.5}, {5, 4}})}),
                    0.1);
    CHECK(row(rook_neighbours(map), 0) == Positions{1});
    CHECK(rook_neighbours(map, BorderWeight::length).weights_of(0)[0] == Approx(10).epsilon(0.01));
}

TEST_CASE("Places within a distance, the distance itself among them") {
    const std::vector<Point> places{{0, 0}, {3, 4}, {6, 8}, {100, 0}, {3, 4}};
    const NeighbourGraph graph = neighbours_within(places, 5, PlaceWeight::distance);
    CHECK(row(graph, 0) == Positions{1, 4});
    CHECK(graph.weights_of(0)[0] == 5);
    CHECK(row(graph, 1) == Positions{0, 2, 4});
    CHECK(graph.weights_of(1)[2] == 0);  // They coincide.
    CHECK(islands(graph) == Positions{3});
    CHECK(neighbours_within(places, 0).link_count() == 2);
    CHECK(is_symmetric(graph));
    CHECK_THROWS_AS(neighbours_within(places, -1), std::invalid_argument);
    const double none = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(neighbours_within(places, none), std::invalid_argument);
    const std::vector<Point> with_none{{0, 0}, {none, none}, {1, 0}};
    CHECK(row(neighbours_within(with_none, 9), 0) == Positions{2});
    CHECK(row(nearest_neighbours(with_none, 5), 2) == Positions{0});
    CHECK(row(nearest_neighbours(with_none, 5), 1).empty());
}

TEST_CASE("Of equally near places the lower position comes first") {
    // Four corners of a square about the middle, and two on top of each other.
    const std::vector<Point> places{{0, 0}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}, {9, 9}, {9, 9}};
    CHECK(row(nearest_neighbours(places, 1), 0) == Positions{1});
    CHECK(row(nearest_neighbours(places, 3), 0) == Positions{1, 2, 3});
    CHECK(row(nearest_neighbours(places, 1), 5) == Positions{6});
    CHECK(row(nearest_neighbours(places, 2), 6) == Positions{1, 5});
    CHECK(nearest_neighbours(places, 50).link_count() == 7 * 6);
    CHECK_THROWS_AS(nearest_neighbours(places, 0), std::invalid_argument);
    CHECK(nearest_neighbours({}, 3).size() == 0);
    CHECK(nearest_neighbours(std::vector<Point>{{1, 1}}, 3).link_count() == 0);
    const std::vector<Point> all_one(20, Point{5, 5});
    CHECK(row(nearest_neighbours(all_one, 3), 0) == Positions{1, 2, 3});
    CHECK(row(nearest_neighbours(all_one, 3), 9) == Positions{0, 1, 2});
}

TEST_CASE("Random places have the neighbours that looking at every pair finds") {
    std::mt19937 random(3);
    for (int round = 0; round < 12; ++round) {
        // On a small lattice, so that distances tie.
        std::uniform_int_distribution<int> at(0, 12);
        std::vector<Point> places;
        for (int i = 0; i < 150; ++i) {
            places.push_back({400'000.0 + 7 * at(random), 300'000.0 + 7 * at(random)});
        }
        const auto squared = [&](std::size_t a, std::size_t b) {
            return std::pow(places[a].x - places[b].x, 2) + std::pow(places[a].y - places[b].y, 2);
        };
        const double reach = 7 * (1 + round);
        const NeighbourGraph within = neighbours_within(places, reach, PlaceWeight::one, 1);
        const NeighbourGraph nearest = nearest_neighbours(places, 7, PlaceWeight::distance, 1);
        REQUIRE(within == neighbours_within(places, reach, PlaceWeight::one, 8));
        REQUIRE(nearest == nearest_neighbours(places, 7, PlaceWeight::distance, 8));
        REQUIRE(is_symmetric(within));
        for (std::uint32_t a = 0; a < places.size(); ++a) {
            std::vector<std::pair<double, std::uint32_t>> others;
            Positions close;
            for (std::uint32_t b = 0; b < places.size(); ++b) {
                if (b != a) {
                    others.emplace_back(squared(a, b), b);
                    if (squared(a, b) <= reach * reach) {
                        close.push_back(b);
                    }
                }
            }
            std::sort(others.begin(), others.end());
            Positions first;
            for (int i = 0; i < 7; ++i) {
                first.push_back(others[i].second);
            }
            std::sort(first.begin(), first.end());
            REQUIRE(row(within, a) == close);
            REQUIRE(row(nearest, a) == first);
        }
        const double least = least_joining_distance(places);
        REQUIRE(islands(neighbours_within(places, least)).empty());
    }
    const std::vector<Point> line{{0, 0}, {1, 0}, {4, 0}};
    CHECK(least_joining_distance(line) == Approx(3));
    CHECK(islands(neighbours_within(line, 2.999)) == Positions{2});
    CHECK(least_joining_distance({}) == 0);
}
