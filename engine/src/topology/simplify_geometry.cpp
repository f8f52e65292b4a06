#include <algorithm>
#include <levelin/core/parallel.hpp>

#include "simplify_parts.hpp"

namespace levelin::topology_detail {

namespace {

int sign(std::int64_t value) noexcept {
    return (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0);
}

bool between(std::int32_t p, std::int32_t a, std::int32_t b) noexcept {
    return a < b ? a <= p && p <= b : b <= p && p <= a;
}

// c lies on the line through a and b.
bool on_segment(GridPoint a, GridPoint b, GridPoint c) noexcept {
    return between(c.x, a.x, b.x) && between(c.y, a.y, b.y);
}

// Whether the segments from `at` to p and to q run one over the other.
bool folds(GridPoint at, GridPoint p, GridPoint q) noexcept {
    if (side_of_line(at, p, q) != 0) {
        return false;
    }
    // On one line: the same way along x, or along y where the line is upright.
    const bool upright = p.x == at.x;
    return upright ? (p.y > at.y) == (q.y > at.y) && q.x == at.x
                   : (p.x > at.x) == (q.x > at.x) && q.x != at.x;
}

// What the edges passed so far say of one point.
class View {
  public:
    explicit View(GridPoint from) : m_from(from) {}

    // Rays along the axes are taken a hair above and to the right of the point, so that each edge
    // is crossed or not, never touched.
    void pass(GridPoint a, GridPoint b) noexcept {
        const bool a_above = a.y > m_from.y;
        const bool b_above = b.y > m_from.y;
        const bool a_right = a.x > m_from.x;
        const bool b_right = b.x > m_from.x;
        if (a_above == b_above && a_right == b_right) {
            return;
        }
        const std::int64_t side = side_of_line(a, b, m_from);
        if (a_above != b_above) {
            const bool edge_is_right = b_above ? side > 0 : side < 0;
            m_right = m_right || edge_is_right;
            m_left = m_left || !edge_is_right;
            m_winding += edge_is_right ? (b_above ? 1 : -1) : 0;
        }
        if (a_right != b_right) {
            const bool edge_is_below = b_right ? side > 0 : side < 0;
            m_below = m_below || edge_is_below;
            m_above = m_above || !edge_is_below;
        }
    }

    // A whole run of edges by its box alone; false where that does not tell.
    [[nodiscard]] bool pass_run(const GridBox& box, GridPoint first, GridPoint last) noexcept {
        const bool across_y = box.min_y <= m_from.y && m_from.y < box.max_y;
        const bool across_x = box.min_x <= m_from.x && m_from.x < box.max_x;
        if (across_y && across_x) {
            return false;
        }
        if (across_y) {
            const bool is_right = box.min_x > m_from.x;
            m_right = m_right || is_right;
            m_left = m_left || !is_right;
            if (is_right) {
                m_winding += (last.y > m_from.y ? 1 : 0) - (first.y > m_from.y ? 1 : 0);
            }
        }
        if (across_x) {
            const bool is_above = box.min_y > m_from.y;
            m_above = m_above || is_above;
            m_below = m_below || !is_above;
        }
        return true;
    }

    [[nodiscard]] bool may_be_enclosed() const noexcept {
        return m_winding != 0 || (m_right && m_left && m_above && m_below);
    }

  private:
    GridPoint m_from;
    int m_winding = 0;
    bool m_right = false;
    bool m_left = false;
    bool m_above = false;
    bool m_below = false;
};

}  // namespace

bool segments_clash(GridPoint a, GridPoint b, GridPoint c, GridPoint d) noexcept {
    if (a == b || c == d) {
        return true;
    }
    if (a == c) {
        return b == d || folds(a, b, d);
    }
    if (a == d) {
        return b == c || folds(a, b, c);
    }
    if (b == c) {
        return folds(b, a, d);
    }
    if (b == d) {
        return folds(b, a, c);
    }
    const int c_side = sign(side_of_line(a, b, c));
    const int d_side = sign(side_of_line(a, b, d));
    if (c_side * d_side > 0) {
        return false;
    }
    const int a_side = sign(side_of_line(c, d, a));
    const int b_side = sign(side_of_line(c, d, b));
    if (c_side * d_side < 0 && a_side * b_side < 0) {
        return true;
    }
    return (c_side == 0 && on_segment(a, b, c)) || (d_side == 0 && on_segment(a, b, d)) ||
           (a_side == 0 && on_segment(c, d, a)) || (b_side == 0 && on_segment(c, d, b));
}

Chains::Chains(const Topology& topology, unsigned threads) : m_points(topology.arc_points) {
    constexpr std::size_t block = 1024;
    m_runs.resize((m_points.size() + run - 1) / run);
    parallel_blocks(m_runs.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            const std::size_t last = std::min(m_points.size(), (r + 1) * run + 1);
            for (std::size_t i = r * run; i < last; ++i) {
                m_runs[r].expand(m_points[i]);
            }
        }
    });
}

bool Chains::may_enclose(std::size_t first, std::size_t last, GridPoint p) const noexcept {
    View view(p);
    for (std::size_t i = first; i < last;) {
        if (i % run == 0 && i + run <= last &&
            view.pass_run(m_runs[i / run], m_points[i], m_points[i + run])) {
            i += run;
            continue;
        }
        const std::size_t end = std::min(last, (i / run + 1) * run);
        for (; i < end; ++i) {
            view.pass(m_points[i], m_points[i + 1]);
        }
    }
    view.pass(m_points[last], m_points[first]);
    return view.may_be_enclosed();
}

GridBox Chains::box(std::size_t first, std::size_t last) const noexcept {
    GridBox box;
    for (std::size_t i = first; i <= last;) {
        if (i % run == 0 && i + run <= last) {
            box.expand(m_runs[i / run]);
            i += run;
        } else {
            box.expand(m_points[i]);
            ++i;
        }
    }
    return box;
}

}  // namespace levelin::topology_detail
