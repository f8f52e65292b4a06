#include "moving_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace levelin::cartogram_parts {

namespace {

/// Adds up what the edges of a map change from one cell to the next one east of it.
class EdgeSums {
  public:
    explicit EdgeSums(const Frame& frame) : m_grid(frame.nx + 1, frame.ny) {}

    /// The change in density is `step` for one who crosses the edge going east, times the height of
    /// the edge; `a` to `b` in cells, inside the frame.
    void add(Point a, Point b, double step) {
        if (a.y == b.y) {
            return;
        }
        const double slope = (b.x - a.x) / (b.y - a.y);
        const double down = b.y > a.y ? 1.0 : -1.0;
        const double low = std::min(a.y, b.y);
        const double high = std::max(a.y, b.y);
        const auto last_row = static_cast<double>(m_grid.ny - 1);
        const auto first = static_cast<std::size_t>(std::clamp(std::floor(low), 0.0, last_row));
        const auto last = static_cast<std::size_t>(std::clamp(std::ceil(high) - 1, 0.0, last_row));
        for (std::size_t y = first; y <= last; ++y) {
            const double y0 = std::max(low, static_cast<double>(y));
            const double y1 = std::min(high, static_cast<double>(y + 1));
            if (y1 > y0) {
                add_in_row(y, a.x + (y0 - a.y) * slope, a.x + (y1 - a.y) * slope,
                           step * down * (y1 - y0));
            }
        }
    }

    [[nodiscard]] NumberGrid filled(double outside) const {
        NumberGrid out(m_grid.nx - 1, m_grid.ny);
        for (std::size_t y = 0; y < m_grid.ny; ++y) {
            double value = outside;
            for (std::size_t x = 0; x + 1 < m_grid.nx; ++x) {
                value += m_grid.row(y)[x];
                out.row(y)[x] = value;
            }
        }
        return out;
    }

  private:
    // An edge from x0 to x1 within one row, `weight` in all, shared out evenly along x.
    void add_in_row(std::size_t y, double x0, double x1, double weight) {
        const double west = std::min(x0, x1);
        const double east = std::max(x0, x1);
        const auto last_cell = static_cast<double>(m_grid.nx - 2);
        const auto first = static_cast<std::size_t>(std::clamp(std::floor(west), 0.0, last_cell));
        const auto last = static_cast<std::size_t>(std::clamp(std::floor(east), 0.0, last_cell));
        double* row = m_grid.row(y);
        if (first == last) {
            const double middle = (west + east) / 2 - static_cast<double>(first);
            row[first] += weight * (1 - middle);
            row[first + 1] += weight * middle;
            return;
        }
        for (std::size_t x = first; x <= last; ++x) {
            const double x_west = std::max(west, static_cast<double>(x));
            const double x_east = std::min(east, static_cast<double>(x + 1));
            const double part = weight * (x_east - x_west) / (east - west);
            const double middle = (x_west + x_east) / 2 - static_cast<double>(x);
            row[x] += part * (1 - middle);
            row[x + 1] += part * middle;
        }
    }

    NumberGrid m_grid;
};

Point middle_of(Point a, Point b) noexcept {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

double apart(Point a, Point b) noexcept {
    return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace

MovingMap::MovingMap(const Topology& topology)
    : m_areas(topology.size()), m_sides(arc_sides(topology)) {
    m_points = arc_positions(topology);
    for (std::size_t k = 0; k < topology.arc_count(); ++k) {
        m_begin.push_back(topology.arc_begin[k + 1]);
    }
}

Box MovingMap::extent() const noexcept {
    return bounding_box(m_points);
}

std::vector<double> MovingMap::sizes() const {
    std::vector<double> out(m_areas, 0.0);
    const Point about = m_points.empty() ? Point{} : m_points.front();
    for (std::size_t k = 0; k < arcs(); ++k) {
        double twice = 0;
        for (std::size_t i = m_begin[k] + 1; i < m_begin[k + 1]; ++i) {
            const Point a{m_points[i - 1].x - about.x, m_points[i - 1].y - about.y};
            const Point b{m_points[i].x - about.x, m_points[i].y - about.y};
            twice += a.x * b.y - b.x * a.y;
        }
        if (m_sides[k].left != no_area) {
            out[m_sides[k].left] += twice / 2;
        }
        if (m_sides[k].right != no_area) {
            out[m_sides[k].right] -= twice / 2;
        }
    }
    return out;
}

NumberGrid MovingMap::mean_density(std::span<const double> density, double sea,
                                   const Frame& frame) const {
    EdgeSums sums(frame);
    const auto of = [&](std::uint32_t area) { return area == no_area ? sea : density[area]; };
    for (std::size_t k = 0; k < arcs(); ++k) {
        // Who goes east over an edge that runs north leaves its left side for its right side.
        const double step = of(m_sides[k].right) - of(m_sides[k].left);
        if (step == 0) {
            continue;
        }
        for (std::size_t i = m_begin[k] + 1; i < m_begin[k + 1]; ++i) {
            sums.add(frame.to_cells(m_points[i - 1]), frame.to_cells(m_points[i]), step);
        }
    }
    return sums.filled(sea);
}

void MovingMap::carry(const std::function<std::vector<Point>(std::vector<Point>)>& moved,
                      double most, double share_of_size) {
    constexpr int most_halvings = 12;
    const std::vector<double> areas = sizes();
    std::vector<double> tolerances;
    for (const ArcSides& sides : m_sides) {
        double smallest = std::numeric_limits<double>::infinity();
        for (const std::uint32_t area : {sides.left, sides.right}) {
            smallest = area == no_area ? smallest : std::min(smallest, std::abs(areas[area]));
        }
        tolerances.push_back(std::min(most, share_of_size * std::sqrt(smallest)));
    }
    std::vector<Point> before = std::move(m_points);
    std::vector<Point> after = moved(before);
    std::vector<bool> settled(before.size(), false);  // The edge from a point to the next.
    for (int halving = 0; halving < most_halvings; ++halving) {
        std::vector<Point> middles;
        std::vector<std::size_t> edges;
        for (std::size_t k = 0; k < arcs(); ++k) {
            const double tolerance = tolerances[k];
            for (std::size_t i = m_begin[k]; i + 1 < m_begin[k + 1]; ++i) {
                // An edge shorter than the tolerance before and after cannot bend by more.
                if (!settled[i] && (apart(before[i], before[i + 1]) > tolerance ||
                                    apart(after[i], after[i + 1]) > tolerance)) {
                    middles.push_back(middle_of(before[i], before[i + 1]));
                    edges.push_back(i);
                }
            }
        }
        if (edges.empty()) {
            break;
        }
        const std::vector<Point> moved_middles = moved(middles);
        std::vector<Point> next_before;
        std::vector<Point> next_after;
        std::vector<bool> next_settled;
        std::vector<std::size_t> begin{0};
        std::size_t e = 0;
        bool split = false;
        for (std::size_t k = 0; k < arcs(); ++k) {
            for (std::size_t i = m_begin[k]; i < m_begin[k + 1]; ++i) {
                next_before.push_back(before[i]);
                next_after.push_back(after[i]);
                next_settled.push_back(true);
                if (e < edges.size() && edges[e] == i) {
                    const Point straight = middle_of(after[i], after[i + 1]);
                    if (apart(moved_middles[e], straight) > tolerances[k]) {
                        next_settled.back() = false;
                        next_before.push_back(middles[e]);
                        next_after.push_back(moved_middles[e]);
                        next_settled.push_back(false);
                        split = true;
                    }
                    ++e;
                }
            }
            begin.push_back(next_before.size());
        }
        before = std::move(next_before);
        after = std::move(next_after);
        settled = std::move(next_settled);
        m_begin = std::move(begin);
        if (!split) {
            break;
        }
    }
    m_points = std::move(after);
}

void MovingMap::thin(double tolerance) {
    std::vector<Point> kept;
    std::vector<std::size_t> begin{0};
    for (std::size_t k = 0; k < arcs(); ++k) {
        const std::size_t first = m_begin[k];
        const std::size_t last = m_begin[k + 1] - 1;
        const std::size_t at = kept.size();
        kept.push_back(m_points[first]);
        for (std::size_t i = first + 1; i < last; ++i) {
            const Point a = kept.back();
            const Point b = m_points[i];
            const Point c = m_points[i + 1];
            const double length = apart(a, c);
            const double cross = std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y));
            // A closed arc keeps at least a triangle.
            if (kept.size() - at < 3 || length > 16 * tolerance || cross > tolerance * length / 4 ||
                apart(a, b) > length || apart(b, c) > length) {
                kept.push_back(b);
            }
        }
        kept.push_back(m_points[last]);
        begin.push_back(kept.size());
    }
    m_points = std::move(kept);
    m_begin = std::move(begin);
}

void MovingMap::scale(Point about, double factor) {
    for (Point& p : m_points) {
        p = {about.x + (p.x - about.x) * factor, about.y + (p.y - about.y) * factor};
    }
}

BoundarySet MovingMap::boundaries(const Topology& topology) const {
    BoundarySet out;
    out.codes = topology.codes;
    out.names = topology.names;
    out.area_begin = topology.area_begin;
    out.polygon_begin = topology.polygon_begin;
    for (std::size_t r = 0; r < topology.ring_count(); ++r) {
        bool first = true;
        for (const ArcRef ref : topology.arcs_of_ring(r)) {
            const std::size_t k = arc_of(ref);
            const std::span<const Point> arc{m_points.data() + m_begin[k],
                                             m_begin[k + 1] - m_begin[k]};
            for (std::size_t i = first ? 0 : 1; i < arc.size(); ++i) {
                out.points.push_back(is_forward(ref) ? arc[i] : arc[arc.size() - 1 - i]);
            }
            first = false;
        }
        out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
    }
    return out;
}

}  // namespace levelin::cartogram_parts
