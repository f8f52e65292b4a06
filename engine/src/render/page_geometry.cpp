#include "page_geometry.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::detail {

namespace {

std::int64_t turn(GridPoint a, GridPoint b, GridPoint c) {
    return std::int64_t{b.x - a.x} * (c.y - b.y) - std::int64_t{b.y - a.y} * (c.x - b.x);
}

/// Puts a point at the end of an open ring, less what it makes needless; returns the new end.
GridPoint* add_point(GridPoint* begin, GridPoint* end, GridPoint p) {
    while (end != begin) {
        if (end[-1] == p) {
            return end;
        }
        if (end - begin < 2 || turn(end[-2], end[-1], p) != 0) {
            break;
        }
        --end;  // On a straight line, or the tip of a spike without area.
    }
    *end = p;
    return end + 1;
}

/// Does the same where the ring's end meets its beginning; returns the new end, which is the
/// beginning where nothing is left.
GridPoint* close_ring(GridPoint* begin, GridPoint* end) {
    GridPoint* first = begin;
    while (end - first >= 3) {
        if (end[-1] == *first || turn(end[-2], end[-1], *first) == 0) {
            --end;
        } else if (turn(end[-1], *first, first[1]) == 0) {
            ++first;
        } else {
            break;
        }
    }
    return end - first < 3 ? begin : std::copy(first, end, begin);
}

std::int64_t twice_area(std::span<const GridPoint> ring) {
    std::int64_t twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice += turn(ring[0], ring[i], ring[i + 1]);
    }
    return std::abs(twice);
}

}  // namespace

PageGeometry to_page_grid(const BoundarySet& boundaries, const PageTransform& transform,
                          double step_px, int dot, int smallest) {
    PageGeometry to;
    to.area_begin.reserve(boundaries.size() + 1);
    to.is_dot.reserve(boundaries.size());
    const double k = transform.px_per_metre / step_px;
    // All coordinates are at or right of the map's corner, so that truncation rounds to nearest.
    const double x0 = 0.5 - transform.west_m * k;
    const double y0 = 0.5 + transform.north_m * k;
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const auto [first, last] = boundaries.rings_of_area(a);
        const std::size_t rings_before = to.ring_begin.size();
        const std::size_t points_before = to.points.size();
        std::int64_t covered = 0;
        for (std::uint32_t p = boundaries.area_begin[a]; p < boundaries.area_begin[a + 1]; ++p) {
            for (std::uint32_t r = boundaries.polygon_begin[p]; r < boundaries.polygon_begin[p + 1];
                 ++r) {
                const std::span<const Point> ring = boundaries.ring(r);
                const std::size_t begin = to.points.size();
                to.points.resize(begin + ring.size());
                GridPoint* const start = to.points.data() + begin;
                GridPoint* end = start;
                for (const Point& at : ring) {
                    end = add_point(start, end,
                                    {static_cast<std::int32_t>(at.x * k + x0),
                                     static_cast<std::int32_t>(y0 - at.y * k)});
                }
                end = close_ring(start, end);
                to.points.resize(begin + static_cast<std::size_t>(end - start));
                if (end == start) {
                    continue;
                }
                to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
                const std::int64_t twice = twice_area({start, end});
                covered += r == boundaries.polygon_begin[p] ? twice : -twice;
            }
        }
        const bool tiny = first != last && covered < 2 * std::int64_t{smallest};
        if (tiny) {
            to.ring_begin.resize(rings_before);
            to.points.resize(points_before);
            const Box box = bounding_box(boundaries.points_of_area(a));
            const auto x =
                static_cast<std::int32_t>((box.min_x + box.max_x) / 2 * k + x0 - dot / 2.0);
            const auto y =
                static_cast<std::int32_t>(y0 - (box.min_y + box.max_y) / 2 * k - dot / 2.0);
            to.points.insert(to.points.end(),
                             {{x, y}, {x + dot, y}, {x + dot, y + dot}, {x, y + dot}});
            to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
            ++to.dots;
        }
        to.without_shape += first == last ? 1U : 0U;
        to.is_dot.push_back(tiny ? 1 : 0);
        to.area_begin.push_back(static_cast<std::uint32_t>(to.ring_begin.size() - 1));
    }
    return to;
}

}  // namespace levelin::detail
