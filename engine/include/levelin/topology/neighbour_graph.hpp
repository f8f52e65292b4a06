#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace levelin {

/// Two areas that border on each other, by position, the lower first.
using BorderPair = std::pair<std::uint32_t, std::uint32_t>;

/// Which areas are neighbours of which, and how strongly, in compressed rows.
///
/// The neighbours of area `a` are neighbour[begin[a], begin[a+1]); their weights stand at the same
/// places of `weight`.
///
/// Invariants: `begin` starts at 0, never falls and ends at the number of links; `neighbour` and
/// `weight` are equally long; within a row positions ascend, none stands twice, and never the
/// area's own; weights are finite and 0 or more. A graph of contiguity or of a distance band is
/// symmetric: `b` stands in the row of `a` with the same weight as `a` in the row of `b`. A graph
/// of k nearest is not.
struct NeighbourGraph {
    std::vector<std::uint64_t> begin{0};
    std::vector<std::uint32_t> neighbour;
    std::vector<double> weight;

    [[nodiscard]] std::size_t size() const noexcept { return begin.size() - 1; }
    [[nodiscard]] std::size_t link_count() const noexcept { return neighbour.size(); }
    [[nodiscard]] std::span<const std::uint32_t> neighbours_of(std::size_t a) const noexcept {
        return {neighbour.data() + begin[a], begin[a + 1] - begin[a]};
    }
    [[nodiscard]] std::span<const double> weights_of(std::size_t a) const noexcept {
        return {weight.data() + begin[a], begin[a + 1] - begin[a]};
    }
    friend bool operator==(const NeighbourGraph&, const NeighbourGraph&) = default;
};

/// One link of a graph to be made.
struct NeighbourLink {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double weight = 1;
};

/// A graph of these links; the weights of a link that is given more than once are added up in the
/// order given. A link from an area to itself is left out.
/// @throws std::invalid_argument a position that is not below `areas`, a weight below 0 or none.
/// Cost: O(areas + links + sum of d log d) for rows of d links.
[[nodiscard]] NeighbourGraph make_graph(std::size_t areas, std::span<const NeighbourLink> links);

/// A symmetric graph of weight 1 of these pairs. @throws as `make_graph`.
[[nodiscard]] NeighbourGraph make_graph(std::size_t areas, std::span<const BorderPair> pairs);

/// The pairs of a graph, whichever way a link runs; sorted, each once. Cost: O(links log links).
[[nodiscard]] std::vector<BorderPair> pairs_of(const NeighbourGraph& graph);

/// Every link the other way round. Cost: O(links).
[[nodiscard]] NeighbourGraph transposed(const NeighbourGraph& graph);

/// Whether every link stands both ways with one weight. Cost: O(links).
[[nodiscard]] bool is_symmetric(const NeighbourGraph& graph);

/// The links that stand in either graph; where both have one, the weight of the first.
/// @throws std::invalid_argument graphs of different sizes. Cost: O(links).
[[nodiscard]] NeighbourGraph united(const NeighbourGraph& first, const NeighbourGraph& second);

/// The links that stand in both graphs, with the weights of the first.
/// @throws std::invalid_argument graphs of different sizes. Cost: O(links).
[[nodiscard]] NeighbourGraph common(const NeighbourGraph& first, const NeighbourGraph& second);

enum class LowerOrders : std::uint8_t { without, with };

/// Neighbours of neighbours: those that `order` links reach and no fewer do, weight 1.
///
/// Formula: b is in row a where the fewest links of a path from a to b are `order` (or, with
/// `LowerOrders::with`, from 1 to `order`).
/// @param order  1 or more; 1 gives the graph itself with weights of 1.
/// @throws std::invalid_argument an order of 0.
/// Guarantees: the same for any number of threads; symmetric where the graph is.
/// Cost: O(links reached within `order` steps of each area).
/// Source: L. Anselin and O. Smirnov, "Efficient algorithms for constructing proper higher order
/// spatial lag operators", Journal of Regional Science 36 (1996): without circular paths.
[[nodiscard]] NeighbourGraph higher_order(const NeighbourGraph& graph, unsigned order,
                                          LowerOrders lower = LowerOrders::without,
                                          unsigned threads = 0);

/// Landmasses: a number for each area, the lowest position that a chain of links, taken either way,
/// joins it to. Cost: O(links), nearly.
[[nodiscard]] std::vector<std::uint32_t> components(const NeighbourGraph& graph);

/// How many different numbers `components` gives. Cost: O(areas).
[[nodiscard]] std::size_t component_count(std::span<const std::uint32_t> components);

/// Areas without any link, to or from them; ascending. Cost: O(links).
[[nodiscard]] std::vector<std::uint32_t> islands(const NeighbourGraph& graph);

}  // namespace levelin
