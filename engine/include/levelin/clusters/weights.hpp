#pragma once

#include <cstdint>
#include <levelin/topology/neighbour_graph.hpp>
#include <span>
#include <vector>

namespace levelin {

/// The graph with weights that add up to 1 in every row: the lag is the mean of the neighbours.
///
/// Formula: w_ij / sum_k w_ik; a row whose weights add up to 0 keeps them. Cost: O(links).
[[nodiscard]] NeighbourGraph row_standardised(NeighbourGraph graph);

/// The graph with every weight 1: the lag is the sum of the neighbours. Cost: O(links).
[[nodiscard]] NeighbourGraph binary(NeighbourGraph graph);

/// The graph of some areas alone, renumbered in their order; links to others are left out.
/// @param positions  ascending, each once and below the graph's size, or std::invalid_argument.
/// Weights stay as they are: standardise afterwards. Cost: O(areas + links).
[[nodiscard]] NeighbourGraph graph_among(const NeighbourGraph& graph,
                                         std::span<const std::uint32_t> positions);

/// Areas without a neighbour that weighs anything; ascending.
///
/// They have no lag and no local statistic, but their values count in the mean and the variance.
[[nodiscard]] std::vector<std::uint32_t> areas_without_neighbours(const NeighbourGraph& graph);

/// Sum over all links of w_ij v_j for each area, in the order of its row; 0 for an island.
/// @param values  one an area. Cost: O(links).
[[nodiscard]] std::vector<double> spatial_lag(const NeighbourGraph& graph,
                                              std::span<const double> values);

/// The sums of weights that the moments of Moran's I and of join counts are made of.
struct WeightSums {
    double s0 = 0;  ///< Sum of w_ij.
    double s1 = 0;  ///< Half the sum of (w_ij + w_ji)^2.
    double s2 = 0;  ///< Sum over i of (sum_j w_ij + sum_j w_ji)^2.
};

/// Cost: O(links). Source: A. D. Cliff and J. K. Ord, "Spatial Processes", 1981, section 1.5.
[[nodiscard]] WeightSums weight_sums(const NeighbourGraph& graph);

}  // namespace levelin
