#pragma once

#include <levelin/geodata/export_layer.hpp>
#include <levelin/tile/tile_shapes.hpp>

namespace levelin::geodata::detail {

/// A layer's shapes at any zoom.
class ZoomShapes {
  public:
    ZoomShapes(const ExportLayer& layer, const ReprojectOptions& options, unsigned threads);

    /// Whether borders are shared, so that every zoom is simplified and fits together.
    [[nodiscard]] bool is_coverage() const noexcept { return false; }
    [[nodiscard]] const Box& bounds() const noexcept { return m_bounds; }
    [[nodiscard]] const CoordinateOperation& operation() const noexcept { return m_operation; }
    [[nodiscard]] const Diagnostics& findings() const noexcept { return m_findings; }
    /// The shapes in the units of a zoom; areas of a pixel or more are among them.
    [[nodiscard]] KeptVisible at(int zoom) const;

  private:
    unsigned m_threads;
    BoundarySet m_world;  // On the world's square.
    Box m_bounds;
    CoordinateOperation m_operation;
    Diagnostics m_findings;
};

}  // namespace levelin::geodata::detail
