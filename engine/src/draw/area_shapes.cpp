#include <algorithm>
#include <cmath>
#include <levelin/draw/area_shapes.hpp>

namespace levelin::draw {

namespace {

std::int64_t turn(GridPoint a, GridPoint b, GridPoint c) {
    return std::int64_t{b.x - a.x} * (c.y - b.y) - std::int64_t{b.y - a.y} * (c.x - b.x);
}

bool is_needless(GridPoint a, GridPoint b, GridPoint c, bool straight) {
    if (turn(a, b, c) != 0) {
        return false;
    }
    // The tip of a spike is never kept, a corner on a straight line on request.
    const std::int64_t along =
        std::int64_t{b.x - a.x} * (c.x - b.x) + std::int64_t{b.y - a.y} * (c.y - b.y);
    return !straight || along <= 0;
}

/// Puts a point at the end of an open ring, less what it makes needless; returns the new end.
GridPoint* add_point(GridPoint* begin, GridPoint* end, GridPoint p, bool straight) {
    while (end != begin) {
        if (end[-1] == p) {
            return end;
        }
        if (end - begin < 2 || !is_needless(end[-2], end[-1], p, straight)) {
            break;
        }
        --end;
    }
    *end = p;
    return end + 1;
}

/// Does the same where the ring's end meets its beginning; returns the new end, which is the
/// beginning where nothing is left.
GridPoint* close_ring(GridPoint* begin, GridPoint* end, bool straight) {
    GridPoint* first = begin;
    while (end - first >= 3) {
        if (end[-1] == *first || is_needless(end[-2], end[-1], *first, straight)) {
            --end;
        } else if (is_needless(end[-1], *first, first[1], straight)) {
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

/// From metres to the nearest grid point.
class ToGrid {
  public:
    ToGrid(const PageTransform& t, double steps_per_px)
        : m_k{t.px_per_metre * steps_per_px},
          m_x0{steps_per_px * t.left_px - t.west_m * m_k + 0.5 + beyond},
          m_y0{steps_per_px * t.top_px + t.north_m * m_k + 0.5 + beyond} {}

    [[nodiscard]] GridPoint operator()(Point p) const noexcept { return at(p, 0); }
    /// The point `offset` steps up and left of it.
    [[nodiscard]] GridPoint at(Point p, double offset) const noexcept {
        return {whole(p.x * m_k + m_x0 - offset), whole(m_y0 - p.y * m_k - offset)};
    }

  private:
    // What lies far off the page is cut off; the rest is made positive, where truncation rounds
    // down, which is faster than to ask for it.
    static constexpr double beyond = 1 << 28;
    static std::int32_t whole(double v) noexcept {
        return static_cast<std::int32_t>(std::clamp(v, 0.0, 2 * beyond)) - (1 << 28);
    }

    double m_k;
    double m_x0;
    double m_y0;
};

bool touches(const Box& a, const Box& b) {
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

}  // namespace

AreaShapes area_shapes(const BoundarySet& boundaries, const PageTransform& transform,
                       std::span<const std::uint8_t> drawn, const ShapeGrid& grid) {
    AreaShapes to;
    to.area_begin.reserve(boundaries.size() + 1);
    to.is_dot.reserve(boundaries.size());
    const ToGrid to_grid{transform, grid.steps_per_px};
    const auto skip = [&] {
        to.is_dot.push_back(0);
        to.area_begin.push_back(static_cast<std::uint32_t>(to.ring_begin.size() - 1));
    };
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const auto [first, last] = boundaries.rings_of_area(a);
        to.without_shape += first == last ? 1U : 0U;
        if ((!drawn.empty() && drawn[a] == not_drawn) || first == last ||
            (!grid.clip_px.empty() &&
             !touches(transform.to_page(bounding_box(boundaries.points_of_area(a))),
                      grid.clip_px))) {
            skip();
            continue;
        }
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
                    end = add_point(start, end, to_grid(at), grid.straight);
                }
                end = close_ring(start, end, grid.straight);
                to.points.resize(begin + static_cast<std::size_t>(end - start));
                if (end == start) {
                    continue;
                }
                to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
                const std::int64_t twice = twice_area({start, end});
                covered += r == boundaries.polygon_begin[p] ? twice : -twice;
            }
        }
        const bool tiny = covered < 2 * std::int64_t{grid.smallest};
        if (tiny) {
            to.ring_begin.resize(rings_before);
            to.points.resize(points_before);
            const Box box = bounding_box(boundaries.points_of_area(a));
            const GridPoint at = to_grid.at(
                {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, grid.dot / 2.0);
            to.points.insert(to.points.end(), {at,
                                               {at.x + grid.dot, at.y},
                                               {at.x + grid.dot, at.y + grid.dot},
                                               {at.x, at.y + grid.dot}});
            to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
            ++to.dots;
        }
        to.is_dot.push_back(tiny ? 1 : 0);
        to.area_begin.push_back(static_cast<std::uint32_t>(to.ring_begin.size() - 1));
    }
    return to;
}

}  // namespace levelin::draw
