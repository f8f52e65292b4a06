#pragma once

#include <cstddef>
#include <levelin/boundary/boundary_set.hpp>
#include <span>
#include <vector>

namespace levelin {

/// Finds the areas whose shape may break the rules of OGC Simple Features (06-103r4,
/// section 6.1.11: simple closed rings, holes inside their outer ring, parts that do not overlap),
/// far faster than a full test.
///
/// An area that is passed is certainly valid: no two segments of it have a point in common, save
/// neighbours at their shared vertex, holes lie in their outer ring and nowhere else, and no part
/// lies in another. A run of segments that all advance along one direction cannot meet itself; only
/// the rest is compared pair by pair, in a tree of boxes. Signs come from floating-point filters
/// (Shewchuk 1997, section 4.1: the sign of an orientation is taken as known only where it exceeds
/// the rounding error). Whatever touches, or is too close to call, is handed back as suspicious for
/// a full test to decide; some of that is valid (parts that meet in a point).
///
/// Keeps its working memory between calls; one object per thread.
/// Cost: O(n log n) for n points of an area of ordinary shape.
class RingCheck {
  public:
    /// Whether the area is certainly valid. An area without polygons is.
    [[nodiscard]] bool certainly_valid(const BoundarySet& boundaries, std::size_t area);

  private:
    struct Segment {
        Point a;
        Point b;
    };
    struct Node {
        double min_x, min_y, max_x, max_y;
    };
    struct Ring {
        std::size_t first = 0;  // Segments [first, last).
        std::size_t last = 0;
        Box box;
    };

    [[nodiscard]] bool add_ring(std::span<const Point> points);
    void build_tree();
    [[nodiscard]] bool any_contact(std::size_t level, std::size_t i, std::size_t j) const;
    [[nodiscard]] bool leaf_contact(std::size_t i, std::size_t j) const;
    [[nodiscard]] bool contact(std::size_t s, std::size_t t) const;
    [[nodiscard]] bool runs_one_way(std::size_t i, std::size_t j) const;
    [[nodiscard]] bool neighbours(std::size_t s, std::size_t t) const;
    [[nodiscard]] int side_of_ring(Point p, const Ring& ring) const;

    std::vector<Segment> m_segments;
    std::vector<std::uint32_t> m_ring_of;
    std::vector<Ring> m_rings;
    std::vector<std::vector<Node>> m_levels;  // m_levels[0]: leaves of `leaf` segments each.
};

}  // namespace levelin
