#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// A position: easting and northing in metres, or longitude and latitude in degrees.
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// A rectangle; empty while `min_x > max_x`.
struct Box {
    double min_x = 1;
    double min_y = 1;
    double max_x = 0;
    double max_y = 0;
    [[nodiscard]] bool empty() const noexcept { return min_x > max_x; }
    void expand(Point p) noexcept {
        if (empty()) {
            min_x = max_x = p.x;
            min_y = max_y = p.y;
            return;
        }
        min_x = p.x < min_x ? p.x : min_x;
        max_x = p.x > max_x ? p.x : max_x;
        min_y = p.y < min_y ? p.y : min_y;
        max_y = p.y > max_y ? p.y : max_y;
    }
};

/// Stands for "no area" where an area's position is asked for.
inline constexpr std::uint32_t no_area = UINT32_MAX;

/// Areas as multipolygons, all coordinates in one run of memory.
///
/// Area `a` has the polygons [area_begin[a], area_begin[a+1]); polygon `p` has the rings
/// [polygon_begin[p], polygon_begin[p+1]), the first of them the outer one; ring `r` has the points
/// [ring_begin[r], ring_begin[r+1]), first = last.
///
/// Invariants: the three index runs start at 0, never fall and end at the number of polygons, rings
/// and points; every ring is closed and has at least four points; all coordinates are finite.
/// Winding is what the maker gives; `normalise_winding` makes outer rings counter-clockwise
/// (y up) and holes clockwise.
struct BoundarySet {
    std::vector<AreaCode> codes;
    std::vector<std::string> names;  ///< Empty texts where the layer has no name column.
    std::vector<std::uint32_t> area_begin{0};
    std::vector<std::uint32_t> polygon_begin{0};
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<Point> points;

    [[nodiscard]] std::size_t size() const noexcept { return codes.size(); }
    [[nodiscard]] std::size_t polygon_count() const noexcept { return polygon_begin.size() - 1; }
    [[nodiscard]] std::size_t ring_count() const noexcept { return ring_begin.size() - 1; }
    [[nodiscard]] std::span<const Point> ring(std::size_t r) const noexcept {
        return {points.data() + ring_begin[r], ring_begin[r + 1] - ring_begin[r]};
    }
    /// Rings of an area: [first, last).
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> rings_of_area(std::size_t a) const {
        return {polygon_begin[area_begin[a]], polygon_begin[area_begin[a + 1]]};
    }
    /// Points of an area: [first, last).
    [[nodiscard]] std::span<const Point> points_of_area(std::size_t a) const {
        const auto [first, last] = rings_of_area(a);
        return {points.data() + ring_begin[first], ring_begin[last] - ring_begin[first]};
    }
};

/// The signed area of a closed ring (shoelace, about the first point): above 0 = counter-clockwise.
[[nodiscard]] double signed_area(std::span<const Point> ring) noexcept;

/// The smallest box around some points.
[[nodiscard]] Box bounding_box(std::span<const Point> points) noexcept;

/// The same areas with outer rings counter-clockwise and holes clockwise (RFC 7946, section 3.1.6).
/// Cost: O(points).
[[nodiscard]] BoundarySet normalise_winding(BoundarySet boundaries);

/// The area in square units of the coordinates: outer rings less holes.
[[nodiscard]] double area_of(const BoundarySet& boundaries, std::size_t area) noexcept;

/// The layers put together in their order.
/// @throws JoinError E-JOIN-05 a code that stands in two of them.
[[nodiscard]] BoundarySet concatenate(std::span<const BoundarySet> sets);

}  // namespace levelin
