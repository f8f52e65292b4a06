#pragma once

#include <levelin/clusters/deviations.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/topology/neighbour_graph.hpp>

namespace levelin {

/// One local statistic of every area.
///
/// `z` says how many standard deviations the value lies from its expectation under conditional
/// permutation (the area keeps its value, the others are put in random order); these moments are
/// exact, the normal approximation of what follows from them is not.
///
/// Both are `not_applicable` for areas without neighbours; z also where its variance is 0, as where
/// all areas are neighbours.
struct LocalStatistic {
    DecimalColumn value;
    DecimalColumn z;
};

/// Local Moran: above 0 where an area and its neighbours lie on one side of the mean.
///
/// Formula: I_i = (z_i / m2) sum_j w_ij z_j; E and Var as Sokal et al., equations A7 and A8.
/// spdep's `localmoran` is the same; PySAL's `Moran_Local` is (n - 1) / n of it.
/// Cost: O(links).
/// Source: L. Anselin, "Local indicators of spatial association", Geographical Analysis 27 (1995);
/// R. Sokal, N. Oden and B. Thomson, "Local spatial autocorrelation in a biological model",
/// Geographical Analysis 30 (1998).
[[nodiscard]] LocalStatistic local_moran(const NeighbourGraph& graph, const Deviations& deviations);

/// Getis and Ord's local G as a standard score: high among high values, low among low ones.
///
/// Formula: Gi: (sum_j w_ij x_j - W_i xbar(i)) / (s(i) sqrt(((n-1) S_1i - W_i^2) / (n-2))), mean
/// and standard deviation without area i; Gi*: the area itself among its neighbours, with the
/// greatest weight of its row, (sum_j w_ij x_j - W_i xbar) / (s sqrt((n S_1i - W_i^2) / (n-1))).
/// W_i and S_1i are the sums of weights and of their squares, s^2 = m2. Multiplying a row's weights
/// by a number changes nothing. Value and z are the same number. As spdep's `localG`, without and
/// with `include.self`. Cost: O(links). Source: J. K. Ord and A. Getis, "Local spatial
/// autocorrelation statistics: distributional issues and an application", Geographical Analysis 27
/// (1995), equations 5 and 7.
[[nodiscard]] LocalStatistic local_g(const NeighbourGraph& graph, const Deviations& deviations);
[[nodiscard]] LocalStatistic local_g_star(const NeighbourGraph& graph,
                                          const Deviations& deviations);

/// Local Geary: small where an area's neighbours are like it, large where they differ.
///
/// Formula: c_i = sum_j w_ij (z_i - z_j)^2 / m2. PySAL's `Geary_Local` is the same; spdep's
/// `localC` is (n - 1) / n of it. E and Var follow from drawing k of the n - 1 others without
/// replacement, as for local Moran. Cost: O(links).
/// Source: L. Anselin, "A local indicator of multivariate spatial association: extending Geary's
/// c", Geographical Analysis 51 (2019).
[[nodiscard]] LocalStatistic local_geary(const NeighbourGraph& graph, const Deviations& deviations);

}  // namespace levelin
