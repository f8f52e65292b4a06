#include <levelin/topology/neighbour_graph.hpp>
#include <limits>
#include <random>
#include <stdexcept>

using namespace levelin;

namespace {

using Positions = std::vector<std::uint32_t>;
using Pairs = std::vector<BorderPair>;

// 0 - 1 - 2 - 3 in a row, 4 and 5 joined, 6 alone.
NeighbourGraph row_and_more() {
    return make_graph(7, Pairs{{0, 1}, {1, 2}, {3, 2}, {4, 5}});
}

NeighbourGraph random_graph(std::mt19937& random, std::uint32_t areas) {
    std::uniform_int_distribution<std::uint32_t> any(0, areas - 1);
    Pairs pairs;
    for (std::uint32_t i = 0; i < 2 * areas; ++i) {
        pairs.emplace_back(any(random), any(random));
    }
    return make_graph(areas, pairs);
}

}  // namespace

TEST_CASE("A graph has sorted rows, each neighbour once, and never the area itself") {
    const NeighbourGraph graph = make_graph(
        3, std::vector<NeighbourLink>{{2, 1, 0.5}, {2, 0, 1}, {2, 1, 0.25}, {1, 1, 9}, {0, 2, 3}});
    CHECK(graph.begin == std::vector<std::uint64_t>{0, 1, 1, 3});
    CHECK(graph.neighbour == Positions{2, 0, 1});
    CHECK(graph.weight == std::vector<double>{3, 1, 0.75});
    CHECK(graph.size() == 3);
    CHECK(graph.link_count() == 3);
    CHECK(graph.neighbours_of(1).empty());
    CHECK_FALSE(is_symmetric(graph));
    CHECK_THROWS_AS(make_graph(2, std::vector<NeighbourLink>{{0, 2, 1}}), std::invalid_argument);
    CHECK_THROWS_AS(make_graph(2, std::vector<NeighbourLink>{{0, 1, -1}}), std::invalid_argument);
    const double none = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(make_graph(2, std::vector<NeighbourLink>{{0, 1, none}}), std::invalid_argument);
    CHECK(NeighbourGraph{}.size() == 0);
}

TEST_CASE("Pairs make a symmetric graph and come back") {
    const NeighbourGraph graph = row_and_more();
    CHECK(is_symmetric(graph));
    CHECK(pairs_of(graph) == Pairs{{0, 1}, {1, 2}, {2, 3}, {4, 5}});
    CHECK(graph.weights_of(2)[0] == 1);
    // A pair given twice, or the other way round, is one.
    CHECK(make_graph(2, Pairs{{0, 1}, {1, 0}, {0, 1}}) == make_graph(2, Pairs{{0, 1}}));
}

TEST_CASE("Components are landmasses, islands stand alone") {
    const NeighbourGraph graph = row_and_more();
    CHECK(components(graph) == Positions{0, 0, 0, 0, 4, 4, 6});
    CHECK(component_count(components(graph)) == 3);
    CHECK(islands(graph) == Positions{6});
    // A link one way joins too; who is only pointed at is no island.
    const NeighbourGraph one_way = make_graph(3, std::vector<NeighbourLink>{{2, 0, 1}});
    CHECK(components(one_way) == Positions{0, 1, 0});
    CHECK(islands(one_way) == Positions{1});
    CHECK(components(make_graph(6, Pairs{{4, 5}, {1, 2}, {0, 1}})) == Positions{0, 0, 0, 3, 4, 4});
}

TEST_CASE("Graphs are united and intersected row by row") {
    const NeighbourGraph a =
        make_graph(4, std::vector<NeighbourLink>{{0, 1, 2}, {0, 3, 2}, {1, 0, 2}, {3, 0, 2}});
    const NeighbourGraph b = make_graph(4, Pairs{{0, 1}, {1, 2}});
    const NeighbourGraph either = united(a, b);
    CHECK(pairs_of(either) == Pairs{{0, 1}, {0, 3}, {1, 2}});
    CHECK(either.weights_of(0)[0] == 2);  // Of the first.
    CHECK(either.weights_of(2)[0] == 1);
    CHECK(pairs_of(common(a, b)) == Pairs{{0, 1}});
    CHECK(common(b, a).weights_of(0)[0] == 1);
    CHECK_THROWS_AS(united(a, row_and_more()), std::invalid_argument);
    CHECK_THROWS_AS(common(a, row_and_more()), std::invalid_argument);
}

TEST_CASE("Neighbours of neighbours are those that the fewest links reach") {
    const NeighbourGraph row = row_and_more();
    CHECK(pairs_of(higher_order(row, 2)) == Pairs{{0, 2}, {1, 3}});
    CHECK(pairs_of(higher_order(row, 3)) == Pairs{{0, 3}});
    CHECK(higher_order(row, 4).link_count() == 0);
    CHECK(pairs_of(higher_order(row, 2, LowerOrders::with)) ==
          Pairs{{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3}, {4, 5}});
    CHECK(higher_order(row, 1) == row);
    CHECK_THROWS_AS(higher_order(row, 0), std::invalid_argument);
}

TEST_CASE("Random graphs keep what graphs promise") {
    std::mt19937 random(11);
    for (int round = 0; round < 30; ++round) {
        const NeighbourGraph a = random_graph(random, 40);
        const NeighbourGraph b = random_graph(random, 40);
        REQUIRE(is_symmetric(a));
        REQUIRE(transposed(transposed(a)) == a);
        REQUIRE(united(a, b) == united(b, a));
        REQUIRE(common(a, b) == common(b, a));
        REQUIRE(common(united(a, b), a) == a);
        REQUIRE(common(a, higher_order(a, 2)).link_count() == 0);
        REQUIRE(higher_order(a, 3, LowerOrders::with, 1) ==
                higher_order(a, 3, LowerOrders::with, 8));
        REQUIRE(united(higher_order(a, 1), higher_order(a, 2)) ==
                higher_order(a, 2, LowerOrders::with));
        REQUIRE(is_symmetric(higher_order(a, 2)));
        // As many links as make chains within components and none beyond.
        const auto land = components(a);
        for (std::uint32_t k = 0; k < a.size(); ++k) {
            for (const std::uint32_t other : a.neighbours_of(k)) {
                REQUIRE(land[k] == land[other]);
            }
        }
        REQUIRE(component_count(land) >= islands(a).size());
    }
}
