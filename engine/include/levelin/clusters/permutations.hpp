#pragma once

#include <cstdint>
#include <levelin/clusters/deviations.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <span>
#include <vector>

namespace levelin {

/// How often chance is asked, and from where its numbers come.
struct PermutationOptions {
    std::uint32_t permutations = 9999;
    std::uint64_t seed = 1;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Which permuted statistics count as at least as extreme as the one observed.
enum class Tails : std::uint8_t {
    two,  ///< Those in either tail, each as heavy: twice the smaller tail.
    one,  ///< Those in the smaller tail alone, whichever it is, as GeoDa and PySAL's "directed".
};

/// For each area, how many permutations gave at least, and at most, what was observed.
///
/// Differences within 2^-40 of the range of values, times the weights of the row, are ties and
/// stand in both counts: sums that are equal in exact arithmetic may differ by rounding.
struct TailCounts {
    std::vector<std::uint32_t> at_least;
    std::vector<std::uint32_t> at_most;
    std::uint32_t permutations = 0;

    /// As `pseudo_p` of that area.
    [[nodiscard]] double p(std::size_t area, Tails tails) const noexcept;
};

/// The pseudo p-value of a permutation test, the observed arrangement being one of them.
///
/// Formula: (m + 1) / (permutations + 1), m the smaller of the two counts; twice that, at most 1,
/// for two tails.
/// Source: P. Good, "Permutation Tests", 2000; F. Hope, "A simplified Monte Carlo significance test
/// procedure", Journal of the Royal Statistical Society B 30 (1968).
[[nodiscard]] double pseudo_p(std::uint64_t at_least, std::uint64_t at_most,
                              std::uint64_t permutations, Tails tails) noexcept;

/// The surroundings of each area: how many areas they are and the sum of their deviations.
struct Surroundings {
    std::vector<std::uint32_t> count;  ///< 0 = the area has none and is not tested.
    std::vector<double> sum;

    [[nodiscard]] std::size_t size() const noexcept { return count.size(); }
};

/// All neighbours of each area, whatever their weights. Cost: O(links).
[[nodiscard]] Surroundings neighbours_around(const NeighbourGraph& graph,
                                             const Deviations& deviations);
/// All other areas of the same group: of a council's areas, all but the one looked at.
/// @param groups  one an area, any numbers. Cost: O(areas log areas).
[[nodiscard]] Surroundings group_around(std::span<const std::uint32_t> groups,
                                        const Deviations& deviations);

/// Conditional permutation of the sum of surroundings: the area keeps its value, its surroundings
/// are as many others, drawn without replacement, every ordered choice equally likely.
///
/// The draws are shared: permutation p puts all areas in a random order that follows from (seed,
/// p), and the k surroundings of area i are the first k of it other than i. So the k_i-th partial
/// sums of one order serve all areas with k_i neighbours; they are sorted once, and an area's
/// counts are found by halving. Orders in which area i is among its own first k are put right one
/// by one. Each area's p-value has exactly the distribution that draws of its own would give; those
/// of different areas share their Monte Carlo error.
///
/// Guarantees: follows from values, surroundings, seed and number of permutations alone, not from
/// threads. Cost: O(P k_max) to draw, O(D P log P + n log P) to count for D different numbers of
/// neighbours; not O(P n k).
/// Source: L. Anselin, "Local indicators of spatial association", Geographical Analysis 27 (1995),
/// section 3; the shared draws are those of PySAL's and GeoDa's look-up tables.
[[nodiscard]] TailCounts permute_surroundings(const Surroundings& around,
                                              const Deviations& deviations,
                                              const PermutationOptions& options);

/// Counts for the lag sum_j w_ij z_j and, where asked for, for local Geary's sum_j w_ij (z_i -
/// z_j)^2.
struct GraphCounts {
    TailCounts lag;
    TailCounts geary;  ///< Empty where not asked for.
};

/// The same for a weighted graph. A row whose weights are equal is counted as above; for any other
/// row the first k areas of the order take its weights in their order.
/// Areas whose row weighs nothing have counts of 0.
/// Cost: as above; O(P k) for an uneven row, O(P) for local Geary.
[[nodiscard]] GraphCounts permute_neighbours(const NeighbourGraph& graph,
                                             const Deviations& deviations, bool geary,
                                             const PermutationOptions& options);

}  // namespace levelin
