#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/geodata/reproject.hpp>
#include <memory>
#include <optional>
#include <span>

#include "datum_grid.hpp"
#include "proj_support.hpp"
#include "smooth_map.hpp"

namespace levelin::geodata::detail {

/// British National Grid to WGS 84 longitude and latitude without a PROJ call per point.
///
/// Without the OSTN15 grid the whole operation is smooth and a SmoothMap fitted to PROJ replaces
/// it. With the grid a SmoothMap replaces the inverse projection, and the grid's shift is looked up
/// directly (DatumGrid); the two steps are those of PROJ's own pipeline.
class FastNationalGrid {
  public:
    /// The bound that is stated, tested on a dense sample of the UK, and held to at run time.
    static constexpr double bound_m = 0.0001;

    /// Null where the operation is not one of the two forms.
    [[nodiscard]] static std::unique_ptr<FastNationalGrid> make(const Operation& operation,
                                                                std::span<const Point> points,
                                                                unsigned threads);

    /// The point in longitude and latitude; false where PROJ has to be asked.
    [[nodiscard]] bool map(Point& p) const noexcept {
        return m_smooth.map(p) && (!m_grid || m_grid->shift(p));
    }

  private:
    FastNationalGrid(SmoothMap smooth, std::unique_ptr<DatumGrid> grid)
        : m_smooth(std::move(smooth)), m_grid(std::move(grid)) {}

    SmoothMap m_smooth;
    std::unique_ptr<DatumGrid> m_grid;
};

}  // namespace levelin::geodata::detail
