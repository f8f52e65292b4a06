#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/tile/mercator.hpp>
#include <levelin/topology/topology.hpp>
#include <span>
#include <vector>

namespace levelin {

/// Areas in the units of one zoom: columns from the west, rows from the north (y down).
///
/// Area `a` has the rings [area_begin[a], area_begin[a+1]), ring `r` the points [ring_begin[r],
/// ring_begin[r+1]), the last one not repeated. Outer rings have a positive shoelace sum in these
/// coordinates and holes a negative one (they follow their outer ring), as vector tiles want it.
struct TileShapes {
    int zoom = 0;
    std::vector<std::uint32_t> area_begin{0};
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<GridPoint> points;

    [[nodiscard]] std::size_t size() const noexcept { return area_begin.size() - 1; }
    [[nodiscard]] std::span<const GridPoint> ring(std::size_t r) const noexcept {
        return {points.data() + ring_begin[r], ring_begin[r + 1] - ring_begin[r]};
    }
    [[nodiscard]] bool has(std::size_t area) const noexcept {
        return area_begin[area] != area_begin[area + 1];
    }
};

/// Twice the shoelace sum of a ring whose last point is not repeated: above 0 = outer.
[[nodiscard]] std::int64_t twice_area(std::span<const GridPoint> ring) noexcept;

/// Takes out points that repeat the one before and spikes (out and back along one line), until
/// there are none left; what has no area then is empty. The covered ground stays the same.
/// Cost: O(points).
void drop_spikes(std::vector<GridPoint>& ring);

/// Areas rounded to the units of a zoom, each by itself: equal points round to equal points, so
/// that neighbours that share all points of a border still do.
///
/// Rings without area once rounded are left out, and so are rings that turn over.
/// @param world  on the world's square (`to_mercator`), outer rings counter-clockwise as seen on a
///               map (that is, with y up).
/// Cost: O(points).
[[nodiscard]] TileShapes round_to_zoom(const BoundarySet& world, int zoom, unsigned threads = 0);

/// Areas of a topology that is in the units of a zoom with y up: its positions are columns from the
/// west and rows from the south. Cost: O(points).
[[nodiscard]] TileShapes shapes_of_topology(const Topology& units, int zoom, unsigned threads = 0);

/// Units along one pixel of the screen, where a tile is 512 pixels wide.
inline constexpr double units_per_pixel = tile_extent / 512.0;

/// What `keep_visible` made.
struct KeptVisible {
    TileShapes shapes;
    std::vector<std::uint32_t> kept;     ///< Areas that were put in.
    std::vector<std::uint32_t> missing;  ///< Areas that have polygons, and none at this zoom.
};

/// Areas of one square pixel or more that are not in `shapes` are put in: as they round by
/// themselves, or, where they are too narrow for that, as a triangle between their two points that
/// are farthest apart, one unit wide.
/// @param world  as for `round_to_zoom`; its areas are those of `shapes`.
[[nodiscard]] KeptVisible keep_visible(TileShapes shapes, const BoundarySet& world);
}  // namespace levelin
