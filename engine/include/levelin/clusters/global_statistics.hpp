#pragma once

#include <cstdint>
#include <levelin/clusters/permutations.hpp>
#include <levelin/clusters/weights.hpp>
#include <span>

namespace levelin {

/// How a global statistic stands among its permutations.
struct PermutationTest {
    std::uint64_t at_least = 0;  ///< Permutations that gave at least what was observed.
    std::uint64_t at_most = 0;
    std::uint64_t permutations = 0;
    double mean = 0;  ///< Of the permuted statistics.
    double variance = 0;

    [[nodiscard]] double p(Tails tails) const noexcept {
        return pseudo_p(at_least, at_most, permutations, tails);
    }
};

/// Whether values as a whole lie beside values like them.
struct GlobalMoran {
    double value = 0;
    double expected = 0;             ///< -1 / (n - 1).
    double variance_normal = 0;      ///< If values were drawn from one normal distribution.
    double variance_randomised = 0;  ///< If these values were put in random order.
    PermutationTest permuted;

    [[nodiscard]] double z_normal() const noexcept;
    [[nodiscard]] double z_randomised() const noexcept;
};

/// Global Moran's I.
///
/// Formula: I = (n / S0) sum_ij w_ij z_i z_j / sum_i z_i^2; moments as Cliff and Ord. n counts all
/// areas with a value, islands among them: spdep's `moran.test` does so with `adjust.n = FALSE`,
/// PySAL always.
/// @param options  0 permutations: none are made.
/// @throws std::invalid_argument sizes differ, or no link weighs anything.
/// Guarantees: the same for any number of threads. Cost: O(links), O(P (n + links)) to permute.
/// Source: A. D. Cliff and J. K. Ord, "Spatial Processes", 1981, sections 1.4, 1.5 and 2.3.
[[nodiscard]] GlobalMoran global_moran(const NeighbourGraph& graph, const Deviations& deviations,
                                       const PermutationOptions& options);

/// One kind of join: how many there are and how many chance would make.
struct JoinCount {
    double count = 0;
    double expected = 0;
    double variance = 0;
    PermutationTest permuted;

    [[nodiscard]] double z() const noexcept;
};

/// Borders between two kinds of areas: black (chosen) and white.
struct JoinCounts {
    std::uint64_t black = 0;  ///< Areas.
    std::uint64_t white = 0;
    JoinCount black_black;
    JoinCount black_white;
    JoinCount white_white;
};

/// Join counts of a yes or no column, every link of the graph counting half, whatever its weight.
///
/// Formula: BB = 1/2 sum_ij x_i x_j, WW = 1/2 sum_ij (1 - x_i)(1 - x_j), BW = the rest of the
/// links; moments under sampling without replacement (the number of black areas is given), which
/// are those of random orders.
/// @param black  one an area, 0 or not. @param options  as `global_moran`.
/// @throws std::invalid_argument sizes differ. @throws InputError E-CLUSTERS-03 fewer than four
///         areas, E-CLUSTERS-04 all of one kind.
/// Source: Cliff and Ord, as above, section 1.4 (nonfree sampling).
[[nodiscard]] JoinCounts join_counts(const NeighbourGraph& graph,
                                     std::span<const std::uint8_t> black,
                                     const PermutationOptions& options);

}  // namespace levelin
