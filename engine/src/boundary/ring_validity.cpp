#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/boundary/ring_validity.hpp>

namespace levelin {

namespace {

constexpr std::size_t leaf = 8;

// The sign of the turn a, b, c: +1 left, -1 right, 0 not certain.
// Shewchuk (1997), "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
// Predicates", section 4.1: ccwerrboundA = (3 + 16 eps) eps with eps = 2^-53.
int certain_turn(Point a, Point b, Point c) noexcept {
    constexpr double eps = 0x1p-53;
    constexpr double bound = (3.0 + 16.0 * eps) * eps;
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double turn = left - right;
    const double error = bound * (std::abs(left) + std::abs(right));
    if (turn > error) {
        return 1;
    }
    return turn < -error ? -1 : 0;
}

bool certainly_apart(Point a, Point b, Point c, Point d) noexcept {
    const int c_side = certain_turn(a, b, c);
    if (c_side != 0 && c_side == certain_turn(a, b, d)) {
        return true;
    }
    const int a_side = certain_turn(c, d, a);
    return a_side != 0 && a_side == certain_turn(c, d, b);
}

}  // namespace

bool RingCheck::add_ring(std::span<const Point> points) {
    if (points.size() < 4 || !(points.front() == points.back())) {
        return false;
    }
    Ring ring;
    ring.first = m_segments.size();
    Point from = points.front();
    ring.box.expand(from);
    for (const Point& to : points.subspan(1)) {
        if (!std::isfinite(to.x) || !std::isfinite(to.y)) {
            return false;
        }
        if (to == from) {
            continue;  // A repeated point is allowed and no segment.
        }
        m_segments.push_back({from, to});
        ring.box.expand(to);
        from = to;
    }
    ring.last = m_segments.size();
    if (ring.last - ring.first < 3) {
        return false;
    }
    m_ring_of.resize(m_segments.size(), static_cast<std::uint32_t>(m_rings.size()));
    m_rings.push_back(ring);
    return true;
}

void RingCheck::build_tree() {
    const std::size_t leaves = (m_segments.size() + leaf - 1) / leaf;
    std::size_t depth = 1;
    for (std::size_t n = leaves; n > 1; n = (n + 1) / 2) {
        ++depth;
    }
    m_levels.resize(std::max(m_levels.size(), depth));
    std::vector<Node>& bottom = m_levels[0];
    bottom.resize(leaves);
    for (std::size_t i = 0; i < leaves; ++i) {
        const std::size_t end = std::min(m_segments.size(), (i + 1) * leaf);
        const Segment& first = m_segments[i * leaf];
        Node node{first.a.x, first.a.y, first.a.x, first.a.y};
        for (std::size_t s = i * leaf; s < end; ++s) {
            for (const Point& p : {m_segments[s].a, m_segments[s].b}) {
                node.min_x = std::min(node.min_x, p.x);
                node.max_x = std::max(node.max_x, p.x);
                node.min_y = std::min(node.min_y, p.y);
                node.max_y = std::max(node.max_y, p.y);
            }
        }
        bottom[i] = node;
    }
    for (std::size_t level = 1; level < depth; ++level) {
        const std::vector<Node>& below = m_levels[level - 1];
        std::vector<Node>& here = m_levels[level];
        here.resize((below.size() + 1) / 2);
        for (std::size_t i = 0; i < here.size(); ++i) {
            Node node = below[2 * i];
            if (2 * i + 1 < below.size()) {
                const Node& other = below[2 * i + 1];
                node.min_x = std::min(node.min_x, other.min_x);
                node.min_y = std::min(node.min_y, other.min_y);
                node.max_x = std::max(node.max_x, other.max_x);
                node.max_y = std::max(node.max_y, other.max_y);
            }
            here[i] = node;
        }
    }
}

bool RingCheck::neighbours(std::size_t s, std::size_t t) const {
    const Ring& ring = m_rings[m_ring_of[s]];
    return m_ring_of[s] == m_ring_of[t] && (t == s + 1 || (s == ring.first && t + 1 == ring.last));
}

// Whether two segments, the second further along, have more in common than neighbours may.
bool RingCheck::contact(std::size_t s, std::size_t t) const {
    const auto& [a, b] = m_segments[s];
    const auto& [c, d] = m_segments[t];
    if (std::min(c.x, d.x) > std::max(a.x, b.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
        std::min(c.y, d.y) > std::max(a.y, b.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) {
        return false;
    }
    if (!neighbours(s, t)) {
        return !certainly_apart(a, b, c, d);
    }
    // Neighbours share one vertex; more than that only where the second folds back.
    const bool follows = t == s + 1 && b == c;
    const Point corner = follows ? b : a;
    const Point before = follows ? a : c;
    const Point after = follows ? d : b;
    const double along =
        (before.x - corner.x) * (after.x - corner.x) + (before.y - corner.y) * (after.y - corner.y);
    return along > 0 && certain_turn(before, corner, after) == 0;
}

// Whether the segments of leaves i to j, one after another on one ring, all advance along the
// direction from the first point to the last: such a run cannot meet itself.
bool RingCheck::runs_one_way(std::size_t i, std::size_t j) const {
    const std::size_t first = i * leaf;
    const std::size_t last = std::min(m_segments.size(), (j + 1) * leaf) - 1;
    if (m_ring_of[first] != m_ring_of[last]) {
        return false;
    }
    const double dx = m_segments[last].b.x - m_segments[first].a.x;
    const double dy = m_segments[last].b.y - m_segments[first].a.y;
    bool advances = true;
    for (std::size_t s = first; s <= last; ++s) {
        const double along_x = (m_segments[s].b.x - m_segments[s].a.x) * dx;
        const double along_y = (m_segments[s].b.y - m_segments[s].a.y) * dy;
        // Three roundings for each product and one for the sum.
        advances =
            advances && along_x + along_y > 0x1p-50 * (std::abs(along_x) + std::abs(along_y));
    }
    return advances;
}

bool RingCheck::leaf_contact(std::size_t i, std::size_t j) const {
    if (j <= i + 1 && runs_one_way(i, j)) {
        return false;
    }
    const std::size_t i_end = std::min(m_segments.size(), (i + 1) * leaf);
    const std::size_t j_end = std::min(m_segments.size(), (j + 1) * leaf);
    if (i == j) {
        for (std::size_t s = i * leaf; s < i_end; ++s) {
            for (std::size_t t = s + 1; t < i_end; ++t) {
                if (contact(s, t)) {
                    return true;
                }
            }
        }
        return false;
    }
    // Only segments that reach into what the two boxes have in common can meet.
    const Node& a = m_levels[0][i];
    const Node& b = m_levels[0][j];
    const Node common{std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y),
                      std::min(a.max_x, b.max_x), std::min(a.max_y, b.max_y)};
    const auto reaching = [&](std::size_t begin, std::size_t end) {
        std::array<std::size_t, leaf> found{};
        std::size_t count = 0;
        for (std::size_t s = begin; s < end; ++s) {
            const auto& [p, q] = m_segments[s];
            const bool reaches =
                (std::min(p.x, q.x) <= common.max_x) && (std::max(p.x, q.x) >= common.min_x) &&
                (std::min(p.y, q.y) <= common.max_y) && (std::max(p.y, q.y) >= common.min_y);
            found[count] = s;
            count += reaches ? 1 : 0;
        }
        return std::pair{found, count};
    };
    const auto [from_i, count_i] = reaching(i * leaf, i_end);
    if (count_i == 0) {
        return false;
    }
    const auto [from_j, count_j] = reaching(j * leaf, j_end);
    for (std::size_t s = 0; s < count_i; ++s) {
        for (std::size_t t = 0; t < count_j; ++t) {
            if (contact(from_i[s], from_j[t])) {
                return true;
            }
        }
    }
    return false;
}

bool RingCheck::any_contact(std::size_t level, std::size_t i, std::size_t j) const {
    const std::vector<Node>& nodes = m_levels[level];
    if (i != j) {
        const Node& a = nodes[i];
        const Node& b = nodes[j];
        if (a.min_x > b.max_x || a.max_x < b.min_x || a.min_y > b.max_y || a.max_y < b.min_y) {
            return false;
        }
    }
    if (level == 0) {
        return leaf_contact(i, j);
    }
    const std::size_t below = m_levels[level - 1].size();
    for (std::size_t p = 2 * i; p < std::min(below, 2 * i + 2); ++p) {
        for (std::size_t q = i == j ? p : 2 * j; q < std::min(below, 2 * j + 2); ++q) {
            if (any_contact(level - 1, p, q)) {
                return true;
            }
        }
    }
    return false;
}

// +1 inside, -1 outside, 0 not certain.
int RingCheck::side_of_ring(Point p, const Ring& ring) const {
    if (p.x < ring.box.min_x || p.x > ring.box.max_x || p.y < ring.box.min_y ||
        p.y > ring.box.max_y) {
        return -1;
    }
    bool inside = false;
    for (std::size_t s = ring.first; s < ring.last; ++s) {
        const auto [a, b] = m_segments[s];
        if ((a.y > p.y) == (b.y > p.y)) {
            continue;
        }
        const int turn = a.y < b.y ? certain_turn(a, b, p) : certain_turn(b, a, p);
        if (turn == 0) {
            return 0;
        }
        if (turn > 0) {
            inside = !inside;
        }
    }
    return inside ? 1 : -1;
}

bool RingCheck::certainly_valid(const BoundarySet& boundaries, std::size_t area) {
    m_segments.clear();
    m_ring_of.clear();
    m_rings.clear();
    const std::pair<std::uint32_t, std::uint32_t> rings = boundaries.rings_of_area(area);
    const std::uint32_t first_ring = rings.first;
    for (std::uint32_t r = first_ring; r < rings.second; ++r) {
        if (!add_ring(boundaries.ring(r))) {
            return false;
        }
    }
    if (m_rings.empty()) {
        return true;
    }
    build_tree();
    std::size_t top = 0;
    for (std::size_t n = (m_segments.size() + leaf - 1) / leaf; n > 1; n = (n + 1) / 2) {
        ++top;
    }
    if (any_contact(top, 0, 0)) {
        return false;
    }
    // No contact: a ring lies wholly on one side of any other, so one point of it tells.
    const auto is_outer = [&](std::size_t r) {
        const auto begin = boundaries.polygon_begin.begin();
        return std::binary_search(begin + boundaries.area_begin[area],
                                  begin + boundaries.area_begin[area + 1],
                                  static_cast<std::uint32_t>(first_ring + r));
    };
    std::size_t own_outer = 0;
    for (std::size_t r = 0; r < m_rings.size() && m_rings.size() > 1; ++r) {
        const bool outer = is_outer(r);
        own_outer = outer ? r : own_outer;
        const Point p = m_segments[m_rings[r].first].a;
        for (std::size_t other = 0; other < m_rings.size(); ++other) {
            // A hole lies inside its own outer ring and outside every other ring; an outer ring
            // lies outside every other. (A part inside a hole of another is valid; it is left to
            // the full test.)
            if (other == r || (!outer && other != own_outer && is_outer(other))) {
                continue;
            }
            const int expected = !outer && other == own_outer ? 1 : -1;
            if (side_of_ring(p, m_rings[other]) != expected) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace levelin
