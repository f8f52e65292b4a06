#pragma once

#include <cstdint>
#include <levelin/draw/area_layer.hpp>
#include <span>
#include <vector>

namespace levelin::draw {

/// A point on a grid laid over the page; x to the right, y down, from its upper left corner.
struct GridPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

/// The grid, and what becomes of areas that it cannot hold.
struct ShapeGrid {
    double steps_per_px = 4;
    int dot = 4;            ///< Side of the square, in steps, that stands for an area too small.
    int smallest = 4;       ///< Area, in steps squared, below which an area is too small.
    bool straight = false;  ///< Keep corners on straight lines, where borders of others may meet.
    Box clip_px;            ///< Areas that do not touch it are left out; empty = none are.
};

/// Areas with their corners moved to a grid, as open rings.
///
/// Every corner goes to its nearest grid point wherever it stands, so that two areas with the same
/// border keep the same border: no gap and no overlap comes up. Corners that fall together are left
/// out and, unless asked for, those on a straight line, which changes no shape.
struct AreaShapes {
    std::vector<std::uint32_t> area_begin{0};  ///< Rings of area a: [begin[a], begin[a+1]).
    std::vector<std::uint32_t> ring_begin{0};  ///< Points of ring r; at least three.
    std::vector<GridPoint> points;
    std::vector<std::uint8_t> is_dot;  ///< By area: too small for this grid, drawn as a square.
    std::uint64_t dots = 0;
    std::uint64_t without_shape = 0;  ///< Areas that have no ring at all.

    [[nodiscard]] std::size_t size() const noexcept { return area_begin.size() - 1; }
};

/// @param drawn  by area: `not_drawn` = leave it out; empty = draw all.
/// Guarantees: no corner moves by more than half a step each way. Cost: O(points).
[[nodiscard]] AreaShapes area_shapes(const BoundarySet& boundaries, const PageTransform& transform,
                                     std::span<const std::uint8_t> drawn, const ShapeGrid& grid);

/// A run of border between the same two areas.
struct BorderLine {
    std::uint32_t first_area = no_area;   ///< The lower position of the two.
    std::uint32_t second_area = no_area;  ///< `no_area` where nothing lies on the other side.
    std::uint32_t begin = 0;              ///< Of its points.
    std::uint32_t end = 0;
};

/// Every border once, as lines from one meeting of borders to the next.
struct BorderLines {
    std::vector<BorderLine> lines;
    std::vector<GridPoint> points;
};

/// Finds the borders of areas by their equal edges.
///
/// Corners on straight lines are left out once borders are known. An edge that more than two areas
/// claim counts between the first two.
/// @param shapes  made with `straight`, so that a border has the same corners on both sides.
/// Guarantees: each edge of the input lies on one line; the same lines for the same input.
/// Cost: O(e log e) for e edges.
[[nodiscard]] BorderLines border_lines(const AreaShapes& shapes);

/// Those between different groups; `GroupOutline::no_group` counts as one.
[[nodiscard]] BorderLines between_groups(const BorderLines& borders,
                                         std::span<const std::uint32_t> group);

/// Areas and their borders with fewer corners.
struct ThinnedShapes {
    AreaShapes shapes;
    BorderLines borders;
};

/// Leaves out corners that lie within `tolerance_steps` of the line without them, on each border
/// once, so that both its sides stay the same.
///
/// Meetings of borders stay where they are, and a ring that would fall below three corners keeps
/// all of its own.
/// @param shapes   made with `straight`; @param borders  those of the shapes.
/// Source: D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points
/// required to represent a digitized line or its caricature", Cartographica 10(2), 1973.
/// Cost: O(p log p) for p points, O(p^2) at worst.
[[nodiscard]] ThinnedShapes thinned(AreaShapes shapes, BorderLines borders, double tolerance_steps);

/// The cells of a coarse grid that areas cover at their middle or have a corner in; row after row.
/// Areas beyond the grid's edges are cut off.
[[nodiscard]] std::vector<std::uint8_t> covered_cells(const AreaShapes& shapes, int width,
                                                      int height);

}  // namespace levelin::draw
