#pragma once

#include <span>
#include <vector>

namespace levelin {

/// Values of one column as what all statistics of clustering are made of: their distance from the
/// mean, and the moments.
///
/// Formula: z_i = x_i - mean; m_r = sum z_i^r / n.
/// Invariant: at least four values, all finite, not all equal, so that m2 is above 0.
struct Deviations {
    std::vector<double> z;
    double mean = 0;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    double range = 0;  ///< Greatest less smallest value.

    [[nodiscard]] std::size_t size() const noexcept { return z.size(); }
};

/// @param values  of the areas that have one.
/// @throws InputError E-CLUSTERS-03 fewer than four values, E-CLUSTERS-04 all equal or so far
///         apart that their squares overflow.
/// Guarantees: sums are compensated, in the order of the areas. Cost: O(values).
[[nodiscard]] Deviations deviations_of(std::span<const double> values);

}  // namespace levelin
