#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>

namespace levelin {

/// A corner of a snap grid's cell: column and row, 0 to `SnapGrid::limit`.
struct GridPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

/// Which side of the line a -> b the point c lies on: above 0 = left, 0 = on it.
///
/// Exact: differences of grid coordinates have 31 bits and a sign, so that the determinant has 63.
[[nodiscard]] inline std::int64_t side_of_line(GridPoint a, GridPoint b, GridPoint c) noexcept {
    const auto d = [](std::int32_t p, std::int32_t q) { return static_cast<std::int64_t>(p) - q; };
    return d(b.x, a.x) * d(c.y, a.y) - d(b.y, a.y) * d(c.x, a.x);
}

/// A square grid that coordinates are snapped to.
///
/// Formula: column = round(x * cells_per_unit) - origin, half away from zero; likewise row. The
/// origin is a whole number of cells, so that two layers with one cell size snap alike wherever
/// their extents begin. A position is read back as (column + origin) / cells_per_unit, which for a
/// power of ten is the double nearest to the decimal.
class SnapGrid {
  public:
    /// The largest column and row.
    static constexpr std::int32_t limit = INT32_MAX - 1;
    /// One millimetre, for coordinates in metres: 2,147 km fit.
    static constexpr double per_metre = 1000;
    /// Seven decimals, for coordinates in degrees: all longitudes and latitudes fit.
    static constexpr double per_degree = 1e7;

    /// The grid of one cell a unit from 0 on.
    SnapGrid() = default;
    /// @param cells_per_unit  above 0 and finite.
    /// @param extent          what the grid must hold; may be empty.
    /// @throws GeometryError E-TOPOLOGY-01 where the extent has more than `limit` cells a side, or
    ///         lies more than 2^52 cells from 0.
    SnapGrid(double cells_per_unit, const Box& extent);

    [[nodiscard]] double cells_per_unit() const noexcept { return m_cells_per_unit; }
    /// The side of a cell in units of the coordinates.
    [[nodiscard]] double cell() const noexcept { return 1 / m_cells_per_unit; }
    /// @param p  inside the extent that the grid was made for.
    [[nodiscard]] GridPoint snap(Point p) const noexcept {
        return {static_cast<std::int32_t>(whole(p.x) - m_origin_x),
                static_cast<std::int32_t>(whole(p.y) - m_origin_y)};
    }
    [[nodiscard]] Point position(GridPoint g) const noexcept {
        return {static_cast<double>(g.x + m_origin_x) / m_cells_per_unit,
                static_cast<double>(g.y + m_origin_y) / m_cells_per_unit};
    }
    friend bool operator==(const SnapGrid&, const SnapGrid&) = default;

  private:
    [[nodiscard]] std::int64_t whole(double value) const noexcept {
        const double scaled = value * m_cells_per_unit;
        return static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    double m_cells_per_unit = 1;
    std::int64_t m_origin_x = 0;
    std::int64_t m_origin_y = 0;
};

}  // namespace levelin
