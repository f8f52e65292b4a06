#pragma once

#include <cstdint>
#include <levelin/topology/coverage.hpp>
#include <vector>

#include "arrangement.hpp"

namespace levelin::detail {

struct OwnerRules {
    double sliver_width = 0;  ///< In cells: overlaps and gaps up to this width are closed.
    bool close_wide_overlaps = false;
};

/// The area that gets each face.
struct Owners {
    std::vector<std::uint32_t> of_face;  ///< `no_area` for ground that nobody claims.
    bool disputed = false;               ///< Overlaps are left that the rules do not close.
};

/// Gives every face to one area: the only one that claims it, or, where the rules close it, the one
/// among those that claim it (of a gap: among those around) with the longest border along it.
/// Ties go to the lower position. Cost: O(half-edges x rounds).
[[nodiscard]] Owners find_owners(const Arrangement& faces, const Claims& claims,
                                 const OwnerRules& rules);

/// Faces that are not claimed exactly once, the unbounded one aside; the largest first.
[[nodiscard]] std::vector<CoverageFault> describe_faults(const Linework& lines,
                                                         const Arrangement& faces,
                                                         const Claims& claims,
                                                         const SnapGrid& grid);

}  // namespace levelin::detail
