#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/area_shapes.hpp>
#include <span>
#include <vector>

#include "arrangement.hpp"

namespace levelin::render::detail {

/// Which cells of a coarse grid over a map hold areas or symbols.
class Occupancy {
  public:
    /// @param full  the map at its largest, its corner at 0, 0.
    /// @param symbol_scale  how much larger symbols are to be taken than they are.
    Occupancy(const BoundarySet& boundaries, std::span<const std::uint8_t> drawn,
              const draw::PageTransform& full, double cell_px, double width_px, double height_px,
              std::span<const MapSymbol> symbols, double symbol_scale);

    /// Whether a box, in pixels of the map at its largest, is free.
    [[nodiscard]] bool is_free(const Box& box) const;
    /// Of all areas together, in square pixels of the map at its largest.
    [[nodiscard]] double covered_px2() const noexcept { return m_covered_px2; }

  private:
    double m_cell;
    int m_width;
    int m_height;
    double m_covered_px2 = 0;
    std::vector<std::uint32_t> m_sums;  ///< Taken cells above and left of each, summed-area table.
};

}  // namespace levelin::render::detail
