#include "page_geometry.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::detail {

namespace {

std::int64_t turn(GridPoint a, GridPoint b, GridPoint c) {
    return std::int64_t{b.x - a.x} * (c.y - b.y) - std::int64_t{b.y - a.y} * (c.x - b.x);
}

/// Adds rings to a geometry, one point after another.
class RingMaker {
  public:
    explicit RingMaker(PageGeometry& to) : m_to{to} {}

    void add(GridPoint p) {
        auto& points = m_to.points;
        const std::size_t begin = m_to.ring_begin.back();
        while (points.size() > begin) {
            if (points.back() == p) {
                return;
            }
            if (points.size() < begin + 2 || turn(points[points.size() - 2], points.back(), p)) {
                break;
            }
            points.pop_back();  // On the line, or the tip of a spike without area.
        }
        points.push_back(p);
    }

    /// Ends the ring; returns twice its signed area, 0 where nothing is left of it.
    std::int64_t close() {
        auto& points = m_to.points;
        const std::size_t begin = m_to.ring_begin.back();
        std::size_t first = begin;
        while (points.size() - first >= 3) {
            const std::size_t last = points.size() - 1;
            if (points[last] == points[first] ||
                turn(points[last - 1], points[last], points[first]) == 0) {
                points.pop_back();
            } else if (turn(points[last], points[first], points[first + 1]) == 0) {
                ++first;
            } else {
                break;
            }
        }
        const auto from = points.begin() + static_cast<std::ptrdiff_t>(begin);
        points.erase(from, points.begin() + static_cast<std::ptrdiff_t>(first));
        if (points.size() - begin < 3) {
            points.resize(begin);
            return 0;
        }
        std::int64_t twice = 0;
        const GridPoint origin = points[begin];
        for (std::size_t i = begin + 1; i + 1 < points.size(); ++i) {
            twice += std::int64_t{points[i].x - origin.x} * (points[i + 1].y - origin.y) -
                     std::int64_t{points[i + 1].x - origin.x} * (points[i].y - origin.y);
        }
        m_to.ring_begin.push_back(static_cast<std::uint32_t>(points.size()));
        return twice;
    }

  private:
    PageGeometry& m_to;
};

}  // namespace

PageGeometry to_page_grid(const BoundarySet& boundaries, const PageTransform& transform,
                          double step_px, int dot) {
    PageGeometry to;
    to.area_begin.reserve(boundaries.size() + 1);
    to.is_dot.reserve(boundaries.size());
    RingMaker maker{to};
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
                for (const Point& at : boundaries.ring(r)) {
                    maker.add({static_cast<std::int32_t>(at.x * k + x0),
                               static_cast<std::int32_t>(y0 - at.y * k)});
                }
                const std::int64_t twice = std::abs(maker.close());
                covered += r == boundaries.polygon_begin[p] ? twice : -twice;
            }
        }
        const bool tiny = first != last && covered < 2 * std::int64_t{dot} * dot;
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
