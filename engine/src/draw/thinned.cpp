#include <algorithm>
#include <cmath>
#include <levelin/draw/area_shapes.hpp>
#include <span>
#include <unordered_set>
#include <utility>

namespace levelin::draw {

namespace {

std::uint64_t packed(GridPoint p) noexcept {
    return std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32U | static_cast<std::uint32_t>(p.y);
}

struct HashPoint {
    std::size_t operator()(std::uint64_t key) const noexcept {
        key *= 0x9e3779b97f4a7c15U;
        return key ^ key >> 29U;
    }
};
using PointSet = std::unordered_set<std::uint64_t, HashPoint>;

/// The distance of a point from the segment between two others.
double distance(GridPoint p, GridPoint a, GridPoint b) {
    const double ux = b.x - a.x;
    const double uy = b.y - a.y;
    const double vx = p.x - a.x;
    const double vy = p.y - a.y;
    const double length2 = ux * ux + uy * uy;
    const double t = length2 > 0 ? std::clamp((ux * vx + uy * vy) / length2, 0.0, 1.0) : 0;
    return std::hypot(vx - t * ux, vy - t * uy);
}

class Thinner {
  public:
    Thinner(std::span<const GridPoint> points, double tolerance)
        : m_points{points}, m_tolerance{tolerance}, m_kept(points.size(), 0) {}

    /// Which points stay.
    [[nodiscard]] const std::vector<std::uint8_t>& kept() {
        const std::size_t last = m_points.size() - 1;
        m_kept[0] = m_kept[last] = 1;
        if (m_points[0] == m_points[last] && last > 2) {
            // A closed line is cut at the corner that lies furthest from its beginning.
            std::size_t furthest = 1;
            for (std::size_t i = 1; i < last; ++i) {
                if (distance(m_points[i], m_points[0], m_points[0]) >
                    distance(m_points[furthest], m_points[0], m_points[0])) {
                    furthest = i;
                }
            }
            m_kept[furthest] = 1;
            m_open = {{0, furthest}, {furthest, last}};
        } else {
            m_open = {{0, last}};
        }
        while (!m_open.empty()) {
            const auto [from, to] = m_open.back();
            m_open.pop_back();
            divide(from, to);
        }
        return m_kept;
    }

  private:
    void divide(std::size_t from, std::size_t to) {
        double most = m_tolerance;
        std::size_t at = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double d = distance(m_points[i], m_points[from], m_points[to]);
            if (d > most) {
                most = d;
                at = i;
            }
        }
        if (at != from) {
            m_kept[at] = 1;
            m_open.emplace_back(from, at);
            m_open.emplace_back(at, to);
        }
    }

    std::span<const GridPoint> m_points;
    double m_tolerance;
    std::vector<std::uint8_t> m_kept;
    std::vector<std::pair<std::size_t, std::size_t>> m_open;
};

/// Leaves corners that lie on a straight line between their neighbours out of an open ring.
void drop_straight(std::vector<GridPoint>& ring) {
    std::vector<GridPoint> kept;
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        const GridPoint a = ring[(i + n - 1) % n];
        const GridPoint b = ring[i];
        const GridPoint c = ring[(i + 1) % n];
        if (std::int64_t{b.x - a.x} * (c.y - b.y) != std::int64_t{b.y - a.y} * (c.x - b.x)) {
            kept.push_back(b);
        }
    }
    if (kept.size() >= 3) {
        ring = std::move(kept);
    }
}

}  // namespace

ThinnedShapes thinned(AreaShapes shapes, BorderLines borders, double tolerance_steps) {
    ThinnedShapes out;
    PointSet kept_points;
    for (BorderLine line : borders.lines) {
        const std::span<const GridPoint> points{borders.points.data() + line.begin,
                                                line.end - line.begin};
        Thinner thinner{points, tolerance_steps};
        const std::vector<std::uint8_t>& kept = thinner.kept();
        const auto begin = static_cast<std::uint32_t>(out.borders.points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (kept[i] != 0) {
                out.borders.points.push_back(points[i]);
                kept_points.insert(packed(points[i]));
            }
        }
        line.begin = begin;
        line.end = static_cast<std::uint32_t>(out.borders.points.size());
        out.borders.lines.push_back(line);
    }
    AreaShapes& to = out.shapes;
    to.is_dot = std::move(shapes.is_dot);
    to.dots = shapes.dots;
    to.without_shape = shapes.without_shape;
    std::vector<GridPoint> ring;
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
            const auto first =
                shapes.points.begin() + static_cast<std::ptrdiff_t>(shapes.ring_begin[r]);
            const auto last =
                shapes.points.begin() + static_cast<std::ptrdiff_t>(shapes.ring_begin[r + 1]);
            ring.clear();
            std::copy_if(first, last, std::back_inserter(ring), [&](GridPoint p) {
                return to.is_dot[a] != 0 || kept_points.contains(packed(p));
            });
            if (ring.size() < 3) {
                ring.assign(first, last);
            }
            drop_straight(ring);
            to.points.insert(to.points.end(), ring.begin(), ring.end());
            to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
        }
        to.area_begin.push_back(static_cast<std::uint32_t>(to.ring_begin.size() - 1));
    }
    return out;
}

}  // namespace levelin::draw
