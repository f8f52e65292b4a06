#pragma once

#include <cstdint>
#include <levelin/topology/topology.hpp>
#include <vector>

namespace levelin {

/// A stretch of an area's border that another area's border runs beside without sharing it.
struct UnmatchedEdge {
    std::uint32_t area = 0;
    std::uint32_t other = 0;  ///< Whose border runs beside it for the most of the stretch.
    double length = 0;        ///< In units of the coordinates.
    std::vector<Point> line;  ///< The stretch, as the area's border runs.
};

struct UnmatchedOptions {
    double near = 1;  ///< How far apart the borders are at most, in units of the coordinates.
    /// Shorter stretches are left out; 0 = four times `near`. Two coasts that part at a common
    /// point lie near each other for a while: for four times `near` where their angle is below
    /// 14.5 degrees.
    double least_length = 0;
    unsigned threads = 0;
};

/// Finds borders that were meant to be one: parts of arcs with an area on one side alone, within
/// `near` of such an arc of another area. Gaps that the sea enters are found so, which enclose no
/// ground and are no fault of the coverage.
///
/// Formula: of each segment, the part whose distance to a segment of another area is at most `near`
/// (one interval, since the distance to a convex set is a convex function); intervals that meet
/// along an arc are joined.
/// @param topology  of a coverage: at most one area a side.
/// @returns  by area, then in the order of its arcs; both sides of a gap are found, each as a
///           stretch of its own area.
/// @throws std::invalid_argument `near` or `least_length` below 0 or not finite.
/// Guarantees: the same for any number of threads. Error: ends of stretches are exact to 1e-6 of
/// their segment's length.
/// Cost: O(s log s) for s segments that have an area on one side alone.
[[nodiscard]] std::vector<UnmatchedEdge> find_unmatched_edges(const Topology& topology,
                                                              const UnmatchedOptions& options = {});

}  // namespace levelin
