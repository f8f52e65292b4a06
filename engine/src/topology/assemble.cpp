#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "arrangement.hpp"

namespace levelin::detail {

namespace {

constexpr ArcRef no_arc = std::numeric_limits<ArcRef>::min();

/// A ring as half-edges, with the region that lies to their left.
struct Ring {
    std::vector<HalfEdge> edges;
    std::uint32_t region;
    bool hole;
};

class Assembler {
  public:
    Assembler(const Linework& lines, const Arrangement& faces, std::span<const std::uint32_t> owner,
              std::size_t areas)
        : m_lines(lines), m_faces(faces), m_owner(owner), m_areas(areas) {}

    [[nodiscard]] Assembled assemble() {
        find_regions();
        find_nodes();
        trace_rings();
        return write();
    }

  private:
    [[nodiscard]] bool is_border(HalfEdge h) const {
        return m_owner[m_faces.face[h]] != m_owner[m_faces.face[twin(h)]];
    }

    std::uint32_t root(std::uint32_t f) {
        while (m_region[f] != f) {
            m_region[f] = m_region[m_region[f]];
            f = m_region[f];
        }
        return f;
    }

    // Faces of one owner with an edge in common are one region: one polygon.
    void find_regions() {
        m_region.resize(m_faces.face_count);
        std::iota(m_region.begin(), m_region.end(), 0U);
        for (HalfEdge h = 0; h < m_faces.face.size(); h += 2) {
            if (!is_border(h)) {
                const std::uint32_t a = root(m_faces.face[h]);
                const std::uint32_t b = root(m_faces.face[twin(h)]);
                m_region[std::max(a, b)] = std::min(a, b);
            }
        }
    }

    // Where other than two borders meet.
    void find_nodes() {
        std::vector<std::uint32_t> degree(m_faces.node_count, 0);
        for (HalfEdge h = 0; h < m_faces.node.size(); ++h) {
            degree[m_faces.node[h]] += is_border(h) ? 1 : 0;
        }
        m_is_node.resize(m_faces.node_count);
        for (std::size_t n = 0; n < degree.size(); ++n) {
            m_is_node[n] = degree[n] != 2 ? 1 : 0;
        }
    }

    [[nodiscard]] HalfEdge next_border(HalfEdge h) const {
        HalfEdge g = m_faces.next[h];
        while (!is_border(g)) {
            g = m_faces.next[twin(g)];
        }
        return g;
    }

    void trace_rings() {
        std::vector<std::uint8_t> done(m_faces.face.size(), 0);
        std::vector<std::uint32_t> place_of(m_faces.node_count, none);  // In the walk.
        std::vector<HalfEdge> walk;
        for (HalfEdge h = 0; h < m_faces.face.size(); ++h) {
            if (done[h] != 0 || m_owner[m_faces.face[h]] == no_area || !is_border(h)) {
                continue;
            }
            const std::uint32_t region = root(m_faces.face[h]);
            HalfEdge g = h;
            do {
                done[g] = 1;
                std::uint32_t& place = place_of[m_faces.node[g]];
                if (place != none) {
                    cut_loop(walk, place, region, place_of);
                }
                place = static_cast<std::uint32_t>(walk.size());
                walk.push_back(g);
                g = next_border(g);
            } while (g != h);
            cut_loop(walk, 0, region, place_of);
        }
    }

    // Takes a ring that has come back to its start off the end of the walk.
    void cut_loop(std::vector<HalfEdge>& walk, std::size_t from, std::uint32_t region,
                  std::vector<std::uint32_t>& place_of) {
        Ring ring;
        ring.edges.assign(walk.begin() + static_cast<std::ptrdiff_t>(from), walk.end());
        ring.region = region;
        for (const HalfEdge g : ring.edges) {
            place_of[m_faces.node[g]] = none;
        }
        walk.resize(from);
        ring.hole = !runs_counter_clockwise(ring.edges);
        m_rings.push_back(std::move(ring));
    }

    [[nodiscard]] bool runs_counter_clockwise(const std::vector<HalfEdge>& edges) const {
        std::uint64_t sum = 0;
        for (const HalfEdge h : edges) {
            const std::uint64_t part = m_faces.twice_area[line_of(h)];
            sum += (h & 1U) == 0 ? part : -part;
        }
        return static_cast<std::int64_t>(sum) > 0;
    }

    [[nodiscard]] Assembled write() {
        // By area, then by region, outer ring first, then as found.
        std::vector<std::uint32_t> order(m_rings.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto key = [&](std::uint32_t r) {
            const Ring& ring = m_rings[r];
            return std::tuple(m_owner[ring.region], ring.region, ring.hole, r);
        };
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
        Assembled out;
        out.arc_points.reserve(m_lines.points.size());
        m_arc_of.assign(m_faces.face.size(), no_arc);
        std::size_t area = 0;
        std::uint32_t region = none;
        for (const std::uint32_t r : order) {
            const Ring& ring = m_rings[r];
            if (ring.region != region) {
                if (region != none) {
                    out.polygon_begin.push_back(
                        static_cast<std::uint32_t>(out.ring_begin.size() - 1));
                }
                region = ring.region;
                for (; area < m_owner[region]; ++area) {
                    out.area_begin.push_back(
                        static_cast<std::uint32_t>(out.polygon_begin.size() - 1));
                }
            }
            write_ring(ring.edges, out);
        }
        if (region != none) {
            out.polygon_begin.push_back(static_cast<std::uint32_t>(out.ring_begin.size() - 1));
        }
        for (; area < m_areas; ++area) {
            out.area_begin.push_back(static_cast<std::uint32_t>(out.polygon_begin.size() - 1));
        }
        return out;
    }

    void write_ring(const std::vector<HalfEdge>& edges, Assembled& out) {
        const auto first = std::find_if(edges.begin(), edges.end(), [&](HalfEdge h) {
            return m_is_node[m_faces.node[h]] != 0;
        });
        const auto n = edges.size();
        if (first == edges.end()) {
            write_closed_arc(edges, out);
        } else {
            const auto start = static_cast<std::size_t>(first - edges.begin());
            for (std::size_t i = 0; i < n;) {
                std::size_t end = i + 1;
                while (end < n && m_is_node[m_faces.node[edges[(start + end) % n]]] == 0) {
                    ++end;
                }
                m_chain.clear();
                for (; i < end; ++i) {
                    m_chain.push_back(edges[(start + i) % n]);
                }
                out.ring_arcs.push_back(write_arc(m_chain, out));
            }
        }
        out.ring_begin.push_back(static_cast<std::uint32_t>(out.ring_arcs.size()));
    }

    void append_points(HalfEdge h, std::vector<GridPoint>& points) const {
        const auto line = m_lines.line(line_of(h));
        if ((h & 1U) == 0) {
            points.insert(points.end(), line.begin(), line.end() - 1);
        } else {
            points.insert(points.end(), line.rbegin(), line.rend() - 1);
        }
    }

    void end_arc(Assembled& out) const {
        out.arc_begin.push_back(static_cast<std::uint32_t>(out.arc_points.size()));
    }

    ArcRef write_arc(const std::vector<HalfEdge>& chain, Assembled& out) {
        // An arc is known by its first half-edge in either direction.
        if (m_arc_of[chain.front()] != no_arc) {
            return m_arc_of[chain.front()];
        }
        const auto arc = static_cast<ArcRef>(out.arc_begin.size() - 1);
        m_arc_of[chain.front()] = arc;
        m_arc_of[twin(chain.back())] = ~arc;
        for (const HalfEdge h : chain) {
            append_points(h, out.arc_points);
        }
        const auto last = m_lines.line(line_of(chain.back()));
        out.arc_points.push_back((chain.back() & 1U) == 0 ? last.back() : last.front());
        end_arc(out);
        return arc;
    }

    // A ring without a node: from its lowest point on, as every ring along it is.
    void write_closed_arc(const std::vector<HalfEdge>& edges, Assembled& out) {
        const HalfEdge low =
            *std::min_element(edges.begin(), edges.end(),
                              [](HalfEdge a, HalfEdge b) { return line_of(a) < line_of(b); });
        if (m_arc_of[low] != no_arc) {
            out.ring_arcs.push_back(m_arc_of[low]);
            return;
        }
        std::vector<GridPoint> points;
        for (const HalfEdge h : edges) {
            append_points(h, points);
        }
        std::rotate(points.begin(),
                    std::min_element(points.begin(), points.end(),
                                     [](GridPoint a, GridPoint b) {
                                         return a.y != b.y ? a.y < b.y : a.x < b.x;
                                     }),
                    points.end());
        const auto arc = static_cast<ArcRef>(out.arc_begin.size() - 1);
        m_arc_of[low] = arc;
        m_arc_of[twin(low)] = ~arc;
        out.arc_points.insert(out.arc_points.end(), points.begin(), points.end());
        out.arc_points.push_back(points.front());
        end_arc(out);
        out.ring_arcs.push_back(arc);
    }

    const Linework& m_lines;
    const Arrangement& m_faces;
    std::span<const std::uint32_t> m_owner;
    std::size_t m_areas;
    std::vector<std::uint32_t> m_region;
    std::vector<std::uint8_t> m_is_node;
    std::vector<Ring> m_rings;
    std::vector<HalfEdge> m_chain;  // Lines that become one arc.
    std::vector<ArcRef> m_arc_of;
};

}  // namespace

Assembled assemble(const Linework& lines, const Arrangement& faces,
                   std::span<const std::uint32_t> owner, std::size_t areas) {
    return Assembler(lines, faces, owner, areas).assemble();
}

}  // namespace levelin::detail
