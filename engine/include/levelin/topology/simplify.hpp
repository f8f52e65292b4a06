#pragma once

#include <cstdint>
#include <levelin/topology/coverage.hpp>
#include <vector>

namespace levelin {

/// A simplified coverage.
struct Simplified {
    Coverage coverage;
    double tolerance_m = 0;           ///< sqrt of the least weight that was kept.
    std::uint64_t points_before = 0;  ///< Distinct points, a border's once.
    std::uint64_t points_after = 0;
    std::uint64_t put_back = 0;  ///< Points kept against their weight, for the topology.
};

/// Simplifies a coverage border by border, so that neighbours stay edge-matched.
///
/// Every inner point of an arc gets the weight at which weighted Visvalingam removes it; nodes are
/// kept. Levels of any detail are cut from the one set of weights.
///
/// Formula: the weight of a point b between its remaining neighbours a and c is
/// area(a, b, c) * (1 - k cos(turn)), k = 0.7 ... (see the source), never below that of a point
/// removed before it.
/// Guarantees: no new intersection, gap or overlap (a segment that would cross or touch another, or
/// pass over a kept point, gets its heaviest points back until it does not); every ring stays a
/// ring with area; the same result for any number of threads.
class Simplifier {
  public:
    explicit Simplifier(const Coverage& coverage, unsigned threads = 0);
    /// Keeps a share of the removable points (those that are not nodes).
    /// @param share  [0, 1]; outside throws std::invalid_argument.
    [[nodiscard]] Simplified keep_share(double share) const;
    /// Removes what weighs less than tolerance^2. @param tolerance_m  in units of the coordinates.
    [[nodiscard]] Simplified with_tolerance(double tolerance_m) const;

  private:
    const Coverage* m_coverage;
    std::vector<float> m_weights;
    unsigned m_threads;
};

}  // namespace levelin
