#pragma once

#include <cstdint>
#include <levelin/topology/topology.hpp>
#include <limits>
#include <span>
#include <vector>

namespace levelin::topology_detail {

inline constexpr float end_weight = std::numeric_limits<float>::infinity();

/// The weight of every point of the arcs in square cells, growing strictly in the order of removal
/// along an arc; infinite at both ends of it.
[[nodiscard]] std::vector<float> visvalingam_weights(const Topology& topology, unsigned threads);

/// The arcs along a Hilbert curve through the middles of their boxes.
[[nodiscard]] std::vector<std::uint32_t> hilbert_order(const Topology& topology);

/// How many different points are ends of arcs.
[[nodiscard]] std::uint64_t count_nodes(const Topology& topology);

/// A rectangle of grid points; nothing where `min_x > max_x`.
struct GridBox {
    std::int32_t min_x = INT32_MAX;
    std::int32_t min_y = INT32_MAX;
    std::int32_t max_x = INT32_MIN;
    std::int32_t max_y = INT32_MIN;

    void expand(GridPoint p) noexcept {
        min_x = p.x < min_x ? p.x : min_x;
        min_y = p.y < min_y ? p.y : min_y;
        max_x = p.x > max_x ? p.x : max_x;
        max_y = p.y > max_y ? p.y : max_y;
    }
    void expand(const GridBox& b) noexcept {
        min_x = b.min_x < min_x ? b.min_x : min_x;
        min_y = b.min_y < min_y ? b.min_y : min_y;
        max_x = b.max_x > max_x ? b.max_x : max_x;
        max_y = b.max_y > max_y ? b.max_y : max_y;
    }
    [[nodiscard]] bool meets(const GridBox& b) const noexcept {
        // Without branches: which of the four fails is not to be foreseen.
        return static_cast<bool>(
            static_cast<unsigned>(min_x <= b.max_x) & static_cast<unsigned>(max_x >= b.min_x) &
            static_cast<unsigned>(min_y <= b.max_y) & static_cast<unsigned>(max_y >= b.min_y));
    }
    [[nodiscard]] bool holds(GridPoint p) const noexcept { return meets({p.x, p.y, p.x, p.y}); }
};

/// Whether two segments have more in common than one end of both.
[[nodiscard]] bool segments_clash(GridPoint a, GridPoint b, GridPoint c, GridPoint d) noexcept;

/// Chains of a topology's arc points, and what lies between them and straight lines.
class Chains {
  public:
    explicit Chains(const Topology& topology, unsigned threads = 0);

    /// Whether a point may lie between the chain of the points [first, last] and the segment from
    /// first to last: in a face that the two enclose together. Never wrong when it says no; where
    /// it says yes, the point lies in such a face, or in a bay of the chain from which no straight
    /// way along an axis leads out.
    /// @param p  not a point of the chain nor of the segment.
    /// Cost: O(points), long chains O(points / 32) and what lies around p.
    [[nodiscard]] bool may_enclose(std::size_t first, std::size_t last, GridPoint p) const noexcept;
    [[nodiscard]] GridBox box(std::size_t first, std::size_t last) const noexcept;

  private:
    static constexpr std::size_t run = 32;

    std::span<const GridPoint> m_points;
    std::vector<GridBox> m_runs;  // Of the points [32 r, 32 r + 32], the next run's first with it.
};

/// Parts and holes that can go: for every ring whether it is left out.
struct DroppedRings {
    std::vector<std::uint8_t> ring;  ///< 1 = left out; empty where none is.
    std::vector<std::uint8_t> arc;
    std::uint64_t parts = 0;
    std::uint64_t holes = 0;
};

/// @param min_cells  in square cells.
[[nodiscard]] DroppedRings small_rings(const Topology& topology, double min_cells);

/// The topology of the points that are kept, without the rings that are left out.
[[nodiscard]] Topology kept_topology(const Topology& topology, std::span<const std::uint8_t> kept,
                                     const DroppedRings& dropped, unsigned threads);

}  // namespace levelin::topology_detail
