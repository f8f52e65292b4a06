#pragma once

#include <functional>
#include <levelin/topology/topology.hpp>
#include <span>
#include <vector>

#include "wave_transform.hpp"

namespace levelin::cartogram_parts {

/// A square-celled frame around the map: cell (0, 0) begins at `west`, `south`.
struct Frame {
    double west = 0;
    double south = 0;
    double cell = 1;
    std::size_t nx = 0;
    std::size_t ny = 0;

    [[nodiscard]] Point to_cells(Point p) const noexcept {
        return {(p.x - west) / cell, (p.y - south) / cell};
    }
    [[nodiscard]] Point to_metres(Point p) const noexcept {
        return {west + p.x * cell, south + p.y * cell};
    }
};

/// The borders of a coverage as lines that move; a border between two areas moves once, for both.
class MovingMap {
  public:
    explicit MovingMap(const Topology& topology);

    [[nodiscard]] std::size_t areas() const noexcept { return m_areas; }
    [[nodiscard]] std::size_t points() const noexcept { return m_points.size(); }
    [[nodiscard]] Box extent() const noexcept;

    /// Square metres of each area, within its rings.
    [[nodiscard]] std::vector<double> sizes() const;
    /// The mean over each cell of what is there: `density` of the area, `sea` elsewhere. Exact but
    /// for rounding: each edge adds what it covers to the cells it crosses.
    [[nodiscard]] NumberGrid mean_density(std::span<const double> density, double sea,
                                          const Frame& frame) const;

    /// Carries every point to `moved(point)`. Edges whose middle would come to lie further
    /// from the middle of the new edge than `most`, or than `share_of_size` of the root of the
    /// smaller area beside them, get their middle as a point, again and again.
    /// @param moved  of points alone, so that a point has one place whoever asks.
    void carry(const std::function<std::vector<Point>(std::vector<Point>)>& moved, double most,
               double share_of_size);
    /// Points that lie closer than `tolerance` to the line between their neighbours, on short
    /// edges, go.
    void thin(double tolerance);
    void scale(Point about, double factor);

    /// The areas as polygons, as the topology that the map was made of holds them.
    [[nodiscard]] BoundarySet boundaries(const Topology& topology) const;

  private:
    [[nodiscard]] std::size_t arcs() const noexcept { return m_begin.size() - 1; }

    std::size_t m_areas;
    std::vector<ArcSides> m_sides;
    std::vector<std::size_t> m_begin{0};
    std::vector<Point> m_points;
};

}  // namespace levelin::cartogram_parts
