#include <algorithm>
#include <bit>
#include <levelin/draw/area_shapes.hpp>

namespace levelin::draw {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

std::uint64_t packed(GridPoint p) noexcept {
    return std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32U | static_cast<std::uint32_t>(p.y);
}

/// Mixes the bits of a key. Source: A. Appleby, MurmurHash3 (2011), the 64-bit finaliser.
std::uint64_t mixed_bits(std::uint64_t k) noexcept {
    k ^= k >> 33U;
    k *= 0xff51afd7ed558ccdU;
    k ^= k >> 33U;
    k *= 0xc4ceb9fe1a85ec53U;
    k ^= k >> 33U;
    return k;
}

struct Edge {
    GridPoint from;
    GridPoint to;
    std::uint32_t first_area = no_area;
    std::uint32_t second_area = no_area;
    bool dead = false;  ///< An area lies on both sides of it.
};

/// Positions in a list, found by what they hold; probed one after another.
class PositionTable {
  public:
    explicit PositionTable(std::size_t entries)
        : m_slots(std::bit_ceil(2 * entries + 16), none), m_mask{m_slots.size() - 1} {}

    /// The slot of the entry for which `same` holds, or the empty one where it belongs.
    template <typename Same>
    [[nodiscard]] std::uint32_t& slot(std::uint64_t hash, Same same) {
        std::size_t i = hash & m_mask;
        while (m_slots[i] != none && !same(m_slots[i])) {
            i = (i + 1) & m_mask;
        }
        return m_slots[i];
    }

  private:
    std::vector<std::uint32_t> m_slots;
    std::size_t m_mask;
};

/// Each edge once, with the areas that have it, in the order in which they come up.
std::vector<Edge> edges_of(const AreaShapes& shapes) {
    std::vector<Edge> edges;
    edges.reserve(shapes.points.size());
    PositionTable table{shapes.points.size()};
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        if (shapes.is_dot[a] != 0) {
            continue;
        }
        const auto area = static_cast<std::uint32_t>(a);
        for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
            GridPoint from = shapes.points[shapes.ring_begin[r + 1] - 1];
            for (std::uint32_t i = shapes.ring_begin[r]; i < shapes.ring_begin[r + 1]; ++i) {
                const GridPoint to = shapes.points[i];
                const std::uint64_t hash = mixed_bits(packed(from)) + mixed_bits(packed(to));
                std::uint32_t& at = table.slot(hash, [&](std::uint32_t e) {
                    return (edges[e].from == from && edges[e].to == to) ||
                           (edges[e].from == to && edges[e].to == from);
                });
                if (at == none) {
                    at = static_cast<std::uint32_t>(edges.size());
                    edges.push_back({from, to, area, no_area, false});
                } else if (edges[at].first_area == area && edges[at].second_area == no_area) {
                    edges[at].dead = true;
                } else if (edges[at].second_area == no_area) {
                    edges[at].second_area = area;
                }
                from = to;
            }
        }
    }
    std::erase_if(edges, [](const Edge& e) { return e.dead && e.second_area == no_area; });
    return edges;
}

/// The edges that meet in a point.
struct Meeting {
    GridPoint at;
    std::uint32_t first = none;
    std::uint32_t second = none;
    std::uint32_t count = 0;
};

class Chainer {
  public:
    explicit Chainer(std::vector<Edge> edges)
        : m_edges{std::move(edges)}, m_table{m_edges.size() + 1}, m_used(m_edges.size(), 0) {
        for (std::uint32_t e = 0; e < m_edges.size(); ++e) {
            meet(m_edges[e].from, e);
            meet(m_edges[e].to, e);
        }
    }

    [[nodiscard]] BorderLines chain() {
        for (std::uint32_t e = 0; e < m_edges.size(); ++e) {
            if (m_used[e] == 0) {
                follow(e);
            }
        }
        return std::move(m_out);
    }

  private:
    [[nodiscard]] std::uint32_t& slot(GridPoint p) {
        return m_table.slot(mixed_bits(packed(p)),
                            [&](std::uint32_t m) { return m_meetings[m].at == p; });
    }

    void meet(GridPoint p, std::uint32_t e) {
        std::uint32_t& at = slot(p);
        if (at == none) {
            at = static_cast<std::uint32_t>(m_meetings.size());
            m_meetings.push_back({p, none, none, 0});
        }
        Meeting& meeting = m_meetings[at];
        (meeting.count == 0 ? meeting.first : meeting.second) = e;
        ++meeting.count;
    }

    /// The only edge that goes on from `e` at `p` with the same areas, or none.
    [[nodiscard]] std::uint32_t next(std::uint32_t e, GridPoint p) {
        const Meeting& meeting = m_meetings[slot(p)];
        if (meeting.count != 2) {
            return none;
        }
        const std::uint32_t other = meeting.first == e ? meeting.second : meeting.first;
        return m_used[other] == 0 && m_edges[other].first_area == m_edges[e].first_area &&
                       m_edges[other].second_area == m_edges[e].second_area
                   ? other
                   : none;
    }

    /// Points from one end of `e` on, not counting that end.
    void walk(std::uint32_t e, GridPoint p, std::vector<GridPoint>& points) {
        for (std::uint32_t n = next(e, p); n != none; n = next(n, p)) {
            m_used[n] = 1;
            p = m_edges[n].from == p ? m_edges[n].to : m_edges[n].from;
            points.push_back(p);
        }
    }

    void follow(std::uint32_t e) {
        m_used[e] = 1;
        m_back.clear();
        walk(e, m_edges[e].from, m_back);
        const auto begin = static_cast<std::uint32_t>(m_out.points.size());
        for (std::size_t i = m_back.size(); i > 0; --i) {
            add(begin, m_back[i - 1]);
        }
        add(begin, m_edges[e].from);
        add(begin, m_edges[e].to);
        m_ahead.clear();
        walk(e, m_edges[e].to, m_ahead);
        for (const GridPoint p : m_ahead) {
            add(begin, p);
        }
        const auto [low, high] = std::minmax(m_edges[e].first_area, m_edges[e].second_area);
        m_out.lines.push_back({low, high, begin, static_cast<std::uint32_t>(m_out.points.size())});
    }

    /// Adds a point to the line that begins at `begin`, in place of the last where that lies
    /// between it and the one before.
    void add(std::uint32_t begin, GridPoint p) {
        std::vector<GridPoint>& points = m_out.points;
        if (points.size() >= begin + 2U) {
            const GridPoint a = points[points.size() - 2];
            const GridPoint b = points.back();
            const std::int64_t ux = b.x - a.x;
            const std::int64_t uy = b.y - a.y;
            const std::int64_t vx = p.x - b.x;
            const std::int64_t vy = p.y - b.y;
            if (ux * vy == uy * vx && ux * vx + uy * vy > 0) {
                points.back() = p;
                return;
            }
        }
        points.push_back(p);
    }

    std::vector<Edge> m_edges;
    PositionTable m_table;
    std::vector<Meeting> m_meetings;
    std::vector<std::uint8_t> m_used;
    std::vector<GridPoint> m_back;
    std::vector<GridPoint> m_ahead;
    BorderLines m_out;
};

}  // namespace

BorderLines border_lines(const AreaShapes& shapes) {
    return Chainer{edges_of(shapes)}.chain();
}

BorderLines between_groups(const BorderLines& borders, std::span<const std::uint32_t> group) {
    const auto group_of = [&](std::uint32_t area) {
        return area == no_area ? GroupOutline::no_group : group[area];
    };
    BorderLines kept;
    for (BorderLine line : borders.lines) {
        if (group_of(line.first_area) == group_of(line.second_area)) {
            continue;
        }
        const auto begin = static_cast<std::uint32_t>(kept.points.size());
        kept.points.insert(kept.points.end(),
                           borders.points.begin() + static_cast<std::ptrdiff_t>(line.begin),
                           borders.points.begin() + static_cast<std::ptrdiff_t>(line.end));
        line.begin = begin;
        line.end = static_cast<std::uint32_t>(kept.points.size());
        kept.lines.push_back(line);
    }
    return kept;
}

}  // namespace levelin::draw
