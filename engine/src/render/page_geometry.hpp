#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/render/map_layout.hpp>
#include <vector>

namespace levelin::detail {

/// A point on a grid laid over the map; x to the right, y down, from the map's upper left corner.
struct GridPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

/// Areas with their corners moved to a grid, as open rings.
///
/// Every corner goes to its nearest grid point wherever it stands, so that two areas with the same
/// border keep the same border: no gap and no overlap comes up. Corners that fall together or on a
/// straight line are left out, which changes no shape.
struct PageGeometry {
    std::vector<std::uint32_t> area_begin{0};  ///< Rings of area a: [begin[a], begin[a+1]).
    std::vector<std::uint32_t> ring_begin{0};  ///< Points of ring r; at least three.
    std::vector<GridPoint> points;
    std::vector<std::uint8_t> is_dot;  ///< By area: too small for this grid, drawn as a square.
    std::uint64_t dots = 0;
    std::uint64_t without_shape = 0;

    [[nodiscard]] std::size_t size() const noexcept { return area_begin.size() - 1; }
};

/// @param step_px  the grid's step in pixels of the page.
/// @param dot      side of the square, in steps, that stands for an area that would vanish.
/// @param smallest area, in steps squared, below which it would.
[[nodiscard]] PageGeometry to_page_grid(const BoundarySet& boundaries,
                                        const PageTransform& transform, double step_px, int dot,
                                        int smallest);

}  // namespace levelin::detail
