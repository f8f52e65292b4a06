#pragma once

#include <cstdint>
#include <levelin/topology/coverage.hpp>
#include <vector>

namespace levelin {

/// What a level leaves out beside points.
struct SimplifyOptions {
    /// Parts and holes below this, in square units of the coordinates as they were before, are
    /// left out; 0 = none. The largest part of an area always stays, as does a part that borders on
    /// another area or meets anything in a point, and a hole that has something in it.
    double min_part = 0;
};

/// A simplified coverage.
struct Simplified {
    Coverage coverage;
    /// sqrt of the least weight that was kept, in units of the coordinates; where no point was, the
    /// next number above the greatest weight.
    double tolerance_m = 0;
    std::uint64_t points_before = 0;  ///< Distinct points, a border's once, a node once.
    std::uint64_t points_after = 0;
    std::uint64_t removable_before = 0;  ///< Points that are not ends of arcs, a border's once.
    std::uint64_t removable_after = 0;
    std::uint64_t put_back = 0;  ///< Points kept against their weight, for the topology.
    std::uint64_t dropped_parts = 0;
    std::uint64_t dropped_holes = 0;
};

/// Simplifies a coverage border by border, so that neighbours stay edge-matched.
///
/// Every inner point of an arc gets the weight at which weighted Visvalingam removes it; arc ends
/// are kept. Levels of any detail are cut from the one set of weights: the object is made once and
/// asked for as many levels as are wanted (zoom levels), from one thread at a time or several.
///
/// Formula: a point b between its remaining neighbours a and c weighs
/// area(a, b, c) (1 - 0.7 cos(abc)), so that a flat bend (cos = -1) counts up to 5.7 times as much
/// as a spike (cos = 1) of the same area; above that of the point removed before it on the arc.
///
/// A level is then made to keep the embedding: a segment that crosses or touches another one, or
/// that has a kept point between itself and the border it stands for, gets its heaviest point back,
/// until there is none. Every arc is then homotopic to what it was among the kept points, so that
/// rings, neighbours, islands and the order of borders round a node are what they were.
///
/// Guarantees: no new intersection, gap or overlap; every ring stays a ring with area; exact
/// predicates in 64-bit integers; the same result for any number of threads.
/// Cost: O(n log n) for the weights of n points, O(n) and the search for contacts for a level.
/// Source: M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of
/// points", Cartographic Journal 30 (1993); weighting by the angle with k = 0.7 as in mapshaper
/// (M. Bloch). Homotopy as the condition: S. Cabello et al., "Testing homotopy for paths in the
/// plane", Discrete and Computational Geometry 31 (2004).
class Simplifier {
  public:
    /// @param coverage  must outlive the object.
    explicit Simplifier(const Coverage& coverage, unsigned threads = 0);
    explicit Simplifier(Coverage&&, unsigned = 0) = delete;

    /// Keeps a share of the removable points (those that are not ends of arcs), the heaviest, and
    /// those put back. @param share  [0, 1]; outside throws std::invalid_argument.
    [[nodiscard]] Simplified keep_share(double share, const SimplifyOptions& options = {}) const;
    /// Removes what weighs less than tolerance^2.
    /// @param tolerance_m  0 or more, in units of the coordinates; else std::invalid_argument.
    [[nodiscard]] Simplified with_tolerance(double tolerance_m,
                                            const SimplifyOptions& options = {}) const;

    /// The weight of each point of the arcs, in square units; infinite at the ends of arcs.
    [[nodiscard]] std::vector<double> weights() const;

  private:
    // Removed is what weighs less than `least`, and what weighs as much before point `tie_end`.
    struct Cut {
        float least = 0;
        std::size_t tie_end = 0;
    };
    [[nodiscard]] Cut cut_at(std::uint64_t removed) const;
    [[nodiscard]] Simplified cut(Cut at, const SimplifyOptions& options) const;

    const Coverage* m_coverage;
    unsigned m_threads;
    std::vector<float> m_weights;            // In square cells, above 0 inside arcs.
    std::vector<std::uint32_t> m_arc_order;  // Along a Hilbert curve.
    std::uint64_t m_nodes = 0;               // Distinct ends of arcs.
};

}  // namespace levelin
