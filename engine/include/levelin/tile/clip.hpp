#pragma once

#include <cstdint>
#include <levelin/topology/snap_grid.hpp>
#include <span>
#include <vector>

namespace levelin {

/// A rectangle of the grid, borders included.
struct GridBox {
    std::int32_t min_x = 0;
    std::int32_t min_y = 0;
    std::int32_t max_x = -1;
    std::int32_t max_y = -1;

    [[nodiscard]] bool empty() const noexcept { return min_x > max_x || min_y > max_y; }
    [[nodiscard]] bool meets(const GridBox& b) const noexcept {
        return min_x <= b.max_x && b.min_x <= max_x && min_y <= b.max_y && b.min_y <= max_y;
    }
    [[nodiscard]] bool holds(const GridBox& b) const noexcept {
        return min_x <= b.min_x && b.max_x <= max_x && min_y <= b.min_y && b.max_y <= max_y;
    }
};

/// The smallest box around some points; empty without any.
[[nodiscard]] GridBox grid_box(std::span<const GridPoint> points) noexcept;

/// Rings in one run of memory, the last point of a ring not repeated.
struct RingList {
    std::vector<std::uint32_t> begin{0};
    std::vector<GridPoint> points;

    [[nodiscard]] std::size_t size() const noexcept { return begin.size() - 1; }
    [[nodiscard]] std::span<const GridPoint> ring(std::size_t r) const noexcept {
        return {points.data() + begin[r], begin[r + 1] - begin[r]};
    }
    void clear() {
        begin.resize(1);
        points.clear();
    }
    void close() { begin.push_back(static_cast<std::uint32_t>(points.size())); }
    void add(std::span<const GridPoint> ring) {
        points.insert(points.end(), ring.begin(), ring.end());
        close();
    }
};

/// Appends a ring without the points that do not matter inside a box: of each run of points beyond
/// one side, all but the first and the last. Nothing is cut and no point is made, so that cutting
/// the result at the box, or at one inside it, gives what the whole ring gives.
/// Appends nothing where all points lie beyond one side. Cost: O(points).
void append_trimmed(RingList& out, std::span<const GridPoint> ring, const GridBox& box,
                    std::vector<GridPoint>& scratch);

/// Cuts the rings of one area at a box.
///
/// The sides are cut one after the other: left, right, top, bottom. A cut point is the exact place
/// on the edge, rounded to the grid, halves up; it depends on the edge alone, not on the way it is
/// walked, so that neighbours stay matched. The pieces are joined along the side in the order of
/// their ends, so that an area that leaves and comes back becomes several rings and none that runs
/// along the side twice.
/// Keeps working memory between calls; one object per thread.
class Clipper {
  public:
    /// @param rings  of one area: outer ones with a positive shoelace sum, holes with a negative
    /// one
    ///               after the ring that they lie in.
    /// @returns  likewise, without repeated points, spikes and rings without area; valid until the
    ///           next call.
    /// Cost: O(points + cuts log cuts), and O(holes * outer points) where holes are left.
    [[nodiscard]] const RingList& clip(const RingList& rings, const GridBox& box);

  private:
    struct Cut {
        std::int32_t along = 0;   ///< Where on the side, growing the way the side is walked.
        std::uint32_t piece = 0;  ///< That ends or begins here.
    };
    template <class Side>
    void cut_side(const Side& side);
    void put_holes_after_shells();

    RingList m_now;
    RingList m_next;
    RingList m_pieces;
    std::vector<Cut> m_exits;
    std::vector<Cut> m_entries;
    std::vector<std::uint32_t> m_following;
    std::vector<char> m_used;
    std::vector<GridPoint> m_ring;
};

}  // namespace levelin
