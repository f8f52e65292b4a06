#pragma once

#include <levelin/geodata/export_layer.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <levelin/topology/simplify.hpp>
#include <memory>
#include <optional>

namespace levelin::geodata::detail {

/// A layer's shapes at any zoom.
///
/// A coverage is brought to the world's square once, on a grid of 2^30 cells a side (some 2 cm in
/// Britain), and weighed once for simplification there; each zoom is a cut of those weights at
/// `tolerance_units` of its own units, rounded to them on the shared borders. Areas that are no
/// coverage are rounded one by one.
class ZoomShapes {
  public:
    /// Half a pixel of the screen, where a tile is 512 pixels wide.
    static constexpr double tolerance_units = units_per_pixel / 2;
    /// At the highest zoom, which maps go on to enlarge.
    static constexpr double last_tolerance_units = 0.5;

    ZoomShapes(const ExportLayer& layer, int max_zoom, const ReprojectOptions& options);

    /// Whether borders are shared, so that every zoom is simplified and fits together.
    [[nodiscard]] bool is_coverage() const noexcept { return m_simplifier != nullptr; }
    [[nodiscard]] const Box& bounds() const noexcept { return m_bounds; }
    [[nodiscard]] const CoordinateOperation& operation() const noexcept { return m_operation; }
    [[nodiscard]] const Diagnostics& findings() const noexcept { return m_findings; }
    /// The shapes in the units of a zoom; areas of a pixel or more are among them.
    [[nodiscard]] KeptVisible at(int zoom) const;

  private:
    void use_coverage(const Coverage& coverage, const ExportLayer& layer,
                      const ReprojectOptions& options);
    void use_shapes(const ExportLayer& layer, const ReprojectOptions& options);

    int m_max_zoom;
    unsigned m_threads;
    BoundarySet m_world;                         // On the world's square.
    std::unique_ptr<const Coverage> m_coverage;  // On the fine grid, y up.
    std::unique_ptr<const Simplifier> m_simplifier;
    std::vector<std::uint32_t> m_vanished;  // Areas too small for any grid.
    Box m_bounds;
    CoordinateOperation m_operation;
    Diagnostics m_findings;
};

}  // namespace levelin::geodata::detail
