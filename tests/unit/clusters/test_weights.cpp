#include <catch2/catch.hpp>
#include <levelin/clusters/weights.hpp>

#include "lattice.hpp"

using namespace levelin;

TEST_CASE("rows are standardised, and an island keeps its nothing", "[clusters]") {
    const std::vector<NeighbourLink> links{{0, 1, 3}, {0, 2, 1}, {1, 0, 3}, {2, 0, 1}, {3, 0, 0}};
    const NeighbourGraph graph = row_standardised(make_graph(4, links));
    CHECK(graph.weights_of(0)[0] == 0.75);
    CHECK(graph.weights_of(0)[1] == 0.25);
    CHECK(graph.weights_of(1)[0] == 1);
    CHECK(graph.weights_of(3)[0] == 0);
    // A link that weighs nothing makes no neighbour.
    CHECK(areas_without_neighbours(graph) == std::vector<std::uint32_t>{3});
    CHECK(binary(graph).weights_of(0)[1] == 1);
    CHECK(spatial_lag(graph, std::vector<double>{8, 4, 12, 100}) ==
          std::vector<double>{6, 8, 8, 0});
}

TEST_CASE("a graph among some areas keeps the links between them", "[clusters]") {
    // 0 1 2
    // 3 4 5
    const NeighbourGraph whole = lattice(2, 3);
    const std::vector<std::uint32_t> kept{0, 2, 3, 5};
    const NeighbourGraph graph = graph_among(whole, kept);
    const std::vector<BorderPair> left{{0, 2}, {1, 3}};
    CHECK(graph == make_graph(4, left));
    const std::vector<std::uint32_t> twice{0, 0};
    CHECK_THROWS_AS(graph_among(whole, twice), std::invalid_argument);
    const std::vector<std::uint32_t> beyond{6};
    CHECK_THROWS_AS(graph_among(whole, beyond), std::invalid_argument);
}

TEST_CASE("sums of weights by hand", "[clusters]") {
    // Two areas, 0 -> 1 with 2 and back with 1; a third, 0 -> 2 with 4, one way.
    const std::vector<NeighbourLink> links{{0, 1, 2}, {1, 0, 1}, {0, 2, 4}};
    const WeightSums sums = weight_sums(make_graph(3, links));
    CHECK(sums.s0 == 7);
    // Ordered pairs: (0,1) 3^2, (1,0) 3^2, (0,2) 4^2, (2,0) 4^2, halved.
    CHECK(sums.s1 == 25);
    // (6 + 1)^2 + (1 + 2)^2 + (0 + 4)^2.
    CHECK(sums.s2 == 74);
}

TEST_CASE("sums of a lattice's weights", "[clusters]") {
    const WeightSums sums = weight_sums(lattice(5, 5, 1));
    CHECK(sums.s0 == 144);
    CHECK(sums.s1 == 288);  // Symmetric and binary: 2 S0.
    // 4 corners of 3, 12 sides of 5, 9 inner ones of 8 links: sum of (2 k)^2.
    CHECK(sums.s2 == 4 * 36 + 12 * 100 + 9 * 256);
}
