#pragma once

#include <cstdint>
#include <levelin/topology/topology.hpp>
#include <span>
#include <vector>

namespace levelin::detail {

/// No node, face, line or region.
inline constexpr std::uint32_t none = UINT32_MAX;

/// Lines on a grid, and rings that are walked along them.
///
/// Line `k` has the points [line_begin[k], line_begin[k+1]); a closed line is a ring without its
/// repeated first point. No two points in a row are equal. Ring `r` walks the lines
/// ring_lines[ring_begin[r], ring_begin[r+1]) as ArcRef says.
struct Linework {
    std::vector<GridPoint> points;
    std::vector<std::uint32_t> line_begin{0};
    std::vector<std::uint8_t> closed;
    std::vector<std::uint8_t> changed;  ///< Since contacts were last looked for.
    std::vector<ArcRef> ring_lines;
    std::vector<std::uint32_t> ring_begin{0};

    [[nodiscard]] std::size_t line_count() const noexcept { return line_begin.size() - 1; }
    [[nodiscard]] std::size_t ring_count() const noexcept { return ring_begin.size() - 1; }
    [[nodiscard]] std::span<const GridPoint> line(std::size_t k) const noexcept {
        return {points.data() + line_begin[k], line_begin[k + 1] - line_begin[k]};
    }
};

/// A well-mixed hash of a grid point.
[[nodiscard]] inline std::uint64_t hash_of(GridPoint p) noexcept {
    std::uint64_t h = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.x)) << 32U) |
                      static_cast<std::uint32_t>(p.y);
    h *= 0x9E3779B97F4A7C15ULL;
    h ^= h >> 32U;
    h *= 0xD6E8FEB86659FD93ULL;
    h ^= h >> 32U;
    return h;
}

/// Cuts lines at nodes and finds the pieces that are walked more than once.
///
/// A point is a node where two lines that pass it, or two passes of one, do not agree on its two
/// neighbours, and where an open line ends. Every line of the result is a piece between nodes, or a
/// ring without a node that starts at its lowest point (smallest y, then x) and is stored as an
/// open line whose last point is its first; no two lines have an edge in common. The pieces are in
/// the order in which the rings meet them first.
/// Cost: O(points), hashed in parts that fit a processor's cache.
[[nodiscard]] Linework cut_at_nodes(const Linework& lines, unsigned threads);

/// A place where an edge meets something that is not one of its ends.
struct Contact {
    std::uint32_t point;  ///< Of the edge's first point in Linework::points.
    GridPoint at;         ///< Where the edge must have a point.
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// Everything that keeps lines from being an arrangement: where two edges cross, both meet at the
/// grid point of the cell that holds the crossing; where an edge runs through the cell of another
/// edge's end, it meets that end (snap rounding; Hobby 1999). Pairs of edges of lines that have not
/// `changed` are passed over. Sorted along each edge, each once.
/// @param lines  as `cut_at_nodes` returns them: all open.
/// Cost: O(n log n + contacts) where edges are short against the layer.
[[nodiscard]] std::vector<Contact> find_contacts(const Linework& lines, unsigned threads);

/// The lines with points put in where they have contacts, cut at what nodes that makes; `changed`
/// tells which are new. Only those lines are looked at that pass a point of one with contacts.
/// @param lines  as `cut_at_nodes` returns them. Cost: O(points), little more than a copy.
[[nodiscard]] Linework with_contacts(const Linework& lines, std::span<const Contact> contacts,
                                     unsigned threads);

}  // namespace levelin::detail
