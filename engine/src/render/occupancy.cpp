#include "occupancy.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::render::detail {

Occupancy::Occupancy(const BoundarySet& boundaries, std::span<const std::uint8_t> drawn,
                     const draw::PageTransform& full, double cell_px, double width_px,
                     double height_px, std::span<const MapSymbol> symbols, double symbol_scale)
    : m_cell{cell_px},
      m_width{static_cast<int>(width_px / cell_px) + 2},
      m_height{static_cast<int>(height_px / cell_px) + 2} {
    draw::ShapeGrid grid;
    grid.steps_per_px = 1 / cell_px;
    grid.dot = 1;
    grid.smallest = 1;
    std::vector<std::uint8_t> cells =
        draw::covered_cells(draw::area_shapes(boundaries, full, drawn, grid), m_width, m_height);
    m_covered_px2 = cell_px * cell_px *
                    static_cast<double>(std::count(cells.begin(), cells.end(), std::uint8_t{1}));
    // Islands that are smaller than a cell take room too.
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        if (drawn[a] == draw::not_drawn) {
            continue;
        }
        for (const Point& p : boundaries.points_of_area(a)) {
            const Point at = full.to_page(p);
            const auto x = static_cast<std::size_t>(std::clamp(at.x / cell_px, 0.0, m_width - 1.0));
            const auto y =
                static_cast<std::size_t>(std::clamp(at.y / cell_px, 0.0, m_height - 1.0));
            cells[y * static_cast<std::size_t>(m_width) + x] = 1;
        }
    }
    for (const MapSymbol& symbol : symbols) {
        const Point at = full.to_page(symbol.at_m);
        const double r = symbol.radius_px * symbol_scale;
        const auto cell = [&](double v, int size) {
            return std::clamp(static_cast<int>(std::floor(v / cell_px)), 0, size - 1);
        };
        for (int y = cell(at.y - r, m_height); y <= cell(at.y + r, m_height); ++y) {
            for (int x = cell(at.x - r, m_width); x <= cell(at.x + r, m_width); ++x) {
                cells[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) +
                      static_cast<std::size_t>(x)] = 1;
            }
        }
    }
    const auto stride = static_cast<std::size_t>(m_width) + 1;
    m_sums.resize(stride * (static_cast<std::size_t>(m_height) + 1));
    for (std::size_t y = 0; y < static_cast<std::size_t>(m_height); ++y) {
        for (std::size_t x = 0; x + 1 < stride; ++x) {
            m_sums[(y + 1) * stride + x + 1] = m_sums[y * stride + x + 1] +
                                               m_sums[(y + 1) * stride + x] -
                                               m_sums[y * stride + x] + cells[y * (stride - 1) + x];
        }
    }
}

bool Occupancy::is_free(const Box& box) const {
    const auto at = [this](double v, int size) {
        return static_cast<std::size_t>(
            std::clamp(static_cast<int>(std::floor(v / m_cell)), 0, size));
    };
    const std::size_t left = at(box.min_x, m_width);
    const std::size_t right = at(box.max_x + m_cell, m_width);
    const std::size_t top = at(box.min_y, m_height);
    const std::size_t bottom = at(box.max_y + m_cell, m_height);
    const auto stride = static_cast<std::size_t>(m_width) + 1;
    return m_sums[bottom * stride + right] + m_sums[top * stride + left] ==
           m_sums[bottom * stride + left] + m_sums[top * stride + right];
}

}  // namespace levelin::render::detail
