#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <vector>

namespace levelin {

/// A part or hole of an area that is hardly more than a line.
struct Sliver {
    std::uint32_t area = 0;
    std::uint32_t ring = 0;  ///< Of the boundary set.
    bool hole = false;
    double size = 0;   ///< Square units of the coordinates, of the ring alone.
    double width = 0;  ///< 2 size / perimeter: of a strip, how wide it is.
};

/// Finds rings narrower than `width`, in the order of the rings.
///
/// Formula: 2 |A| / P below `width`, A the ring's signed area and P its perimeter. A strip of width
/// w and length l has 2 w l / (2 w + 2 l), nearly w; a square of side s has s / 2.
/// @param width  above 0, in units of the coordinates. @throws std::invalid_argument another width.
/// Cost: O(points).
[[nodiscard]] std::vector<Sliver> find_slivers(const BoundarySet& boundaries, double width);

}  // namespace levelin
