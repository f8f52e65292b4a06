#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/progress.hpp>
#include <vector>

namespace levelin {

/// What a source area and a target area have in common.
struct OverlapPair {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    double area_m2 = 0;
};

/// Two layers laid over each other.
///
/// Invariant: pairs are sorted by source, then target; each pair stands once; areas are above 0.
struct Overlay {
    std::vector<OverlapPair> pairs;
    std::vector<double> source_areas_m2;
    std::vector<double> target_areas_m2;
};

struct OverlayOptions {
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Measures how much of every source lies in every target, without building their intersections.
///
///     area(S and T) = integral over their common box of 1_S 1_T,
///     1_P(x, y) = sum over the edges e of P of s_e [ (x, y) lies below e ],
///
/// with s_e = 1 for an edge that runs to the left and -1 for one to the right, rings being taken
/// counter-clockwise and holes clockwise. The product of the two sums is a sum of integrals of
/// min(e, f) over the common range of x of two edges, each of which is exact. Edges above the box
/// enter through the places where the boundary crosses its upper side. No step decides anything
/// about the shape: edges that touch, coincide or nearly coincide, and rings that are not valid,
/// need no care, and a rounding error anywhere moves the answer by as much and no more.
///
/// Pairs of boxes come from an R-tree over the layer with fewer areas, bulk-loaded; edges of large
/// areas are found in horizontal stripes; where no edge of one area is in the common box, that area
/// is all of the box or none of it, and the other one's size is the answer.
///
/// @param sources, targets  in the same plane coordinates, metres. Areas of a layer may overlap;
///                          parts of one area that overlap count twice, as in `area_of`.
/// Guarantees: same bits for any number of threads. Absolute error of a pair below
/// 2^-48 (n + m + 1) w h, n and m the edges of the two areas in the common box of width w and
/// height h; what is not above that is no pair.
/// Cost: O(n + k (n' + m')), n' and m' the edges of the two areas in the common box of the k pairs
/// whose boxes meet; where both are many, the box is halved until they are not.
/// Source: Franklin, "Polygon Properties Calculated from the Vertex Neighborhoods" (1987), for
/// areas of overlays from edges alone; Goodchild and Lam, "Areal Interpolation" (1980), for their
/// use.
[[nodiscard]] Overlay overlay(const BoundarySet& sources, const BoundarySet& targets,
                              const OverlayOptions& options = {});

}  // namespace levelin
