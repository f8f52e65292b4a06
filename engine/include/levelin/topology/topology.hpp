#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/topology/snap_grid.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// An arc and the way it is walked: `a` forwards, `~a` (that is, -a - 1) backwards, as in TopoJSON.
using ArcRef = std::int32_t;

[[nodiscard]] constexpr std::size_t arc_of(ArcRef ref) noexcept {
    return static_cast<std::size_t>(ref < 0 ? ~ref : ref);
}
[[nodiscard]] constexpr bool is_forward(ArcRef ref) noexcept {
    return ref >= 0;
}

/// Areas as multipolygons whose rings are made of arcs, a border between two areas standing once.
///
/// Area `a` has the polygons [area_begin[a], area_begin[a+1]); polygon `p` the rings
/// [polygon_begin[p], polygon_begin[p+1]), the first of them the outer one; ring `r` the arcs
/// ring_arcs[ring_begin[r], ring_begin[r+1]), each walked as its reference says; arc `k` the points
/// arc_points[arc_begin[k], arc_begin[k+1]), both ends among them.
///
/// Invariants: an arc has at least two points and no two equal ones in a row; it begins and ends at
/// a node (a point where more or other than two edges meet) or, where a ring has no node, at the
/// ring's lowest point; each arc of a ring begins where the one before ends; outer rings run
/// counter-clockwise and holes clockwise (y up), so that an area lies to the left of its arcs as
/// walked. An area may have no polygons.
struct Topology {
    SnapGrid grid;
    std::vector<AreaCode> codes;
    std::vector<std::string> names;
    std::vector<std::uint32_t> area_begin{0};
    std::vector<std::uint32_t> polygon_begin{0};
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<ArcRef> ring_arcs;
    std::vector<std::uint32_t> arc_begin{0};
    std::vector<GridPoint> arc_points;

    [[nodiscard]] std::size_t size() const noexcept { return codes.size(); }
    [[nodiscard]] std::size_t ring_count() const noexcept { return ring_begin.size() - 1; }
    [[nodiscard]] std::size_t arc_count() const noexcept { return arc_begin.size() - 1; }
    [[nodiscard]] std::span<const GridPoint> arc(std::size_t k) const noexcept {
        return {arc_points.data() + arc_begin[k], arc_begin[k + 1] - arc_begin[k]};
    }
    [[nodiscard]] std::span<const ArcRef> arcs_of_ring(std::size_t r) const noexcept {
        return {ring_arcs.data() + ring_begin[r], ring_begin[r + 1] - ring_begin[r]};
    }
    /// Rings of an area: [first, last).
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rings_of_area(std::size_t a) const {
        return {polygon_begin[area_begin[a]], polygon_begin[area_begin[a + 1]]};
    }
};

/// The areas to the left and to the right of an arc as it is stored; `no_area` where there is none.
struct ArcSides {
    std::uint32_t left = no_area;
    std::uint32_t right = no_area;
};

/// The sides of every arc. @param topology  of a coverage: at most one area a side.
/// Cost: O(arcs).
[[nodiscard]] std::vector<ArcSides> arc_sides(const Topology& topology);

/// The points of a ring, first = last. Cost: O(points of the ring).
[[nodiscard]] std::vector<GridPoint> ring_points(const Topology& topology, std::size_t ring);

/// How many points the rings have together, first and last of a ring counted as two: what a
/// polygon format writes. Cost: O(arcs).
[[nodiscard]] std::uint64_t count_ring_points(const Topology& topology);

/// Where the points of `arc_points` lie, in their order. Cost: O(points).
[[nodiscard]] std::vector<Point> arc_positions(const Topology& topology, unsigned threads = 0);

/// The areas as separate polygons, each point at its place on the grid.
/// Guarantees: neighbours have bit-identical points along their border. Cost: O(points).
[[nodiscard]] BoundarySet to_boundaries(const Topology& topology, unsigned threads = 0);

/// The same with other positions, such as longitude and latitude.
/// @param positions  one for each of `arc_points`. @throws std::invalid_argument another number.
[[nodiscard]] BoundarySet to_boundaries(const Topology& topology, std::span<const Point> positions,
                                        unsigned threads = 0);

}  // namespace levelin
