#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linework.hpp"

namespace levelin::detail {

/// Half-edge `2k` walks line `k` forwards, `2k + 1` backwards.
using HalfEdge = std::uint32_t;

[[nodiscard]] constexpr HalfEdge twin(HalfEdge h) noexcept {
    return h ^ 1U;
}
[[nodiscard]] constexpr std::size_t line_of(HalfEdge h) noexcept {
    return h / 2;
}
[[nodiscard]] constexpr HalfEdge half_edge(ArcRef ref) noexcept {
    return static_cast<HalfEdge>(2 * arc_of(ref)) + (is_forward(ref) ? 0U : 1U);
}
[[nodiscard]] constexpr ArcRef arc_ref(HalfEdge h) noexcept {
    const auto k = static_cast<ArcRef>(line_of(h));
    return (h & 1U) == 0 ? k : ~k;
}

/// The faces that lines without contacts cut the plane into.
struct Arrangement {
    static constexpr std::uint32_t unbounded = 0;  ///< The face that has no outer border.

    std::vector<HalfEdge> next;       ///< Along the face to the left.
    std::vector<std::uint32_t> node;  ///< Where a half-edge begins.
    std::vector<std::uint32_t> face;  ///< To the left of a half-edge.
    std::uint32_t node_count = 0;
    std::uint32_t face_count = 1;
    std::vector<double> length;  ///< Of a line, in cells.
    /// Twice the area to the left of a line, against the origin; wraps at 2^64, so that sums over
    /// a ring are right.
    std::vector<std::uint64_t> twice_area;
    std::vector<double> face_area;          ///< In cells; of the unbounded one without meaning.
    std::vector<double> face_border;        ///< Length of all borders of the face, in cells.
    std::vector<std::uint32_t> face_begin;  ///< Half-edges of a face: a run of `face_edges`.
    std::vector<HalfEdge> face_edges;

    [[nodiscard]] std::span<const HalfEdge> edges_of(std::uint32_t f) const noexcept {
        return {face_edges.data() + face_begin[f], face_begin[f + 1] - face_begin[f]};
    }
    /// 2 area / border: of a strip, how wide it is; in cells.
    [[nodiscard]] double width(std::uint32_t f) const noexcept {
        return face_border[f] > 0 ? 2 * face_area[f] / face_border[f] : 0;
    }
};

/// Finds the faces. @param lines  as `cut_at_nodes` returns them, without contacts.
/// Cost: O(points + lines log lines + parts x lines below them).
[[nodiscard]] Arrangement arrange(const Linework& lines, unsigned threads);

/// Which rings belong together: ring `r` of the linework is the hole or outer ring of a polygon.
struct RingRoles {
    std::vector<std::uint32_t> polygon;          ///< Of each ring.
    std::vector<std::uint8_t> hole;              ///< Of each ring.
    std::vector<std::uint32_t> area_of_polygon;  ///< Of each polygon.
};

/// When ground belongs to an area.
enum class ClaimRule : std::uint8_t {
    /// Its outer ring winds about it in either sense, and none of the polygon's holes does.
    inside_outer_ring,
    /// The area's rings wind about it counter-clockwise, holes and all: what rounding turned over
    /// goes to the neighbour.
    net_winding,
};

/// The areas that claim each face: a run of `areas` a face, sorted.
struct Claims {
    std::vector<std::uint32_t> begin{0};
    std::vector<std::uint32_t> areas;
    std::vector<std::uint32_t> reshaped;  ///< Areas one of whose polygons winds oddly, sorted.

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t f) const noexcept {
        return {areas.data() + begin[f], begin[f + 1] - begin[f]};
    }
};

/// Follows winding numbers from face to face. Cost: O(half-edges).
[[nodiscard]] Claims find_claims(const Linework& lines, const Arrangement& faces,
                                 const RingRoles& roles, ClaimRule rule);

/// Rings, as arcs, of areas that own whole faces.
struct Assembled {
    std::vector<std::uint32_t> area_begin{0};
    std::vector<std::uint32_t> polygon_begin{0};
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<ArcRef> ring_arcs;
    std::vector<std::uint32_t> arc_begin{0};
    std::vector<GridPoint> arc_points;
};

/// Puts areas together from the faces that they own: lines with one owner on both sides go, lines
/// that meet at a node of two become one, rings that touch themselves become a ring and holes.
/// @param owner  an area or `no_area` for each face. Cost: O(half-edges + points).
[[nodiscard]] Assembled assemble(const Linework& lines, const Arrangement& faces,
                                 std::span<const std::uint32_t> owner, std::size_t areas);

}  // namespace levelin::detail
