#include "arrangement.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <limits>
#include <numeric>

namespace levelin::detail {

namespace {

__extension__ using Wide = __int128;

GridPoint start_of(const Linework& lines, HalfEdge h) {
    const auto line = lines.line(line_of(h));
    return (h & 1U) == 0 ? line.front() : line.back();
}

GridPoint second_of(const Linework& lines, HalfEdge h) {
    const auto line = lines.line(line_of(h));
    return (h & 1U) == 0 ? line[1] : line[line.size() - 2];
}

bool in_lower_half(GridPoint from, GridPoint to) {
    return to.y < from.y || (to.y == from.y && to.x < from.x);
}

// Numbers the nodes in the order in which half-edges begin at them.
void number_nodes(const Linework& lines, Arrangement& faces) {
    const auto count = static_cast<HalfEdge>(2 * lines.line_count());
    std::size_t size = 16;
    while (size < 2 * std::size_t{count}) {
        size *= 2;
    }
    struct Slot {
        GridPoint at;
        std::uint32_t node = none;
    };
    std::vector<Slot> table(size);
    faces.node.resize(count);
    for (HalfEdge h = 0; h < count; ++h) {
        const GridPoint at = start_of(lines, h);
        std::size_t s = hash_of(at) & (size - 1);
        while (table[s].node != none && table[s].at != at) {
            s = (s + 1) & (size - 1);
        }
        if (table[s].node == none) {
            table[s] = {at, faces.node_count++};
        }
        faces.node[h] = table[s].node;
    }
}

// Links every half-edge to the one that follows it along the face to its left: at the node where it
// ends, the first one clockwise from where it came.
void link_nodes(const Linework& lines, Arrangement& faces) {
    const auto count = static_cast<HalfEdge>(faces.node.size());
    std::vector<std::uint32_t> begin(faces.node_count + 1, 0);
    for (const std::uint32_t n : faces.node) {
        ++begin[n + 1];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    struct Start {
        HalfEdge half_edge;
        GridPoint second;
    };
    std::vector<Start> starts(count);
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (HalfEdge h = 0; h < count; ++h) {
        starts[next[faces.node[h]]++] = {h, second_of(lines, h)};
    }
    faces.next.resize(count);
    for (std::uint32_t n = 0; n < faces.node_count; ++n) {
        const auto first = starts.begin() + begin[n];
        const auto last = starts.begin() + begin[n + 1];
        const GridPoint at = start_of(lines, first->half_edge);
        std::sort(first, last, [at](const Start& a, const Start& b) {
            const bool low = in_lower_half(at, a.second);
            if (low != in_lower_half(at, b.second)) {
                return !low;
            }
            return side_of_line(at, a.second, b.second) > 0;
        });
        HalfEdge clockwise = (last - 1)->half_edge;
        for (auto s = first; s != last; ++s) {
            faces.next[twin(s->half_edge)] = clockwise;
            clockwise = s->half_edge;
        }
    }
}

std::uint64_t twice_area(std::span<const GridPoint> line) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        sum += static_cast<std::uint64_t>(std::int64_t{line[i].x} * line[i + 1].y -
                                          std::int64_t{line[i + 1].x} * line[i].y);
    }
    return sum;
}

double length_of(std::span<const GridPoint> line) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double dx = static_cast<double>(line[i + 1].x) - line[i].x;
        const double dy = static_cast<double>(line[i + 1].y) - line[i].y;
        sum += std::sqrt(dx * dx + dy * dy);
    }
    return sum;
}

void measure_lines(const Linework& lines, Arrangement& faces, unsigned threads) {
    faces.length.resize(lines.line_count());
    faces.twice_area.resize(lines.line_count());
    parallel_blocks(lines.line_count(), 4096, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            faces.length[k] = length_of(lines.line(k));
            faces.twice_area[k] = twice_area(lines.line(k));
        }
    });
}

/// A walk along the left side of half-edges, back to its start.
struct Cycle {
    HalfEdge first;
    std::int64_t twice_area;  // Above 0: round a face; else round a connected part from outside.
};

struct Cycles {
    std::vector<Cycle> all;
    std::vector<std::uint32_t> of;  // Of each half-edge.
};

Cycles find_cycles(const Arrangement& faces) {
    const std::vector<std::uint64_t>& area = faces.twice_area;
    Cycles cycles;
    cycles.of.assign(faces.next.size(), none);
    for (HalfEdge h = 0; h < faces.next.size(); ++h) {
        if (cycles.of[h] != none) {
            continue;
        }
        std::uint64_t sum = 0;
        HalfEdge g = h;
        do {
            cycles.of[g] = static_cast<std::uint32_t>(cycles.all.size());
            sum += (g & 1U) == 0 ? area[line_of(g)] : -area[line_of(g)];
            g = faces.next[g];
        } while (g != h);
        cycles.all.push_back({h, static_cast<std::int64_t>(sum)});
    }
    return cycles;
}

/// The lowest point of a connected part, and the half-edge right below it, seen from the part.
struct Probe {
    GridPoint at;
    std::uint32_t part = 0;
    std::uint32_t line = none;  // Below; none = nothing is.
    GridPoint left;             // The edge below, in the direction of growing x.
    GridPoint right;
    HalfEdge above = 0;  // The half-edge of that line which has the probe to its left.
};

// Whether at column x, and just to the right of it, edge p runs above edge q. Both span x.
bool runs_above(const Probe& p, GridPoint q_left, GridPoint q_right, std::int32_t x) {
    const auto height = [x](GridPoint l, GridPoint r) {  // Times (r.x - l.x).
        return static_cast<Wide>(l.y) * (std::int64_t{r.x} - l.x) +
               static_cast<Wide>(std::int64_t{x} - l.x) * (std::int64_t{r.y} - l.y);
    };
    const std::int64_t p_dx = std::int64_t{p.right.x} - p.left.x;
    const std::int64_t q_dx = std::int64_t{q_right.x} - q_left.x;
    const Wide a = height(p.left, p.right) * q_dx;
    const Wide b = height(q_left, q_right) * p_dx;
    if (a != b) {
        return a > b;
    }
    return static_cast<Wide>(std::int64_t{p.right.y} - p.left.y) * q_dx >
           static_cast<Wide>(std::int64_t{q_right.y} - q_left.y) * p_dx;
}

class PartFinder {
  public:
    PartFinder(const Linework& lines, const Arrangement& faces)
        : m_lines(lines), m_parent(faces.node_count) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
        for (HalfEdge h = 0; h < faces.node.size(); h += 2) {
            const std::uint32_t a = root(faces.node[h]);
            const std::uint32_t b = root(faces.node[twin(h)]);
            m_parent[std::max(a, b)] = std::min(a, b);
        }
        m_part_of_line.resize(lines.line_count());
        for (std::size_t k = 0; k < m_part_of_line.size(); ++k) {
            m_part_of_line[k] = root(faces.node[2 * k]);
        }
    }

    [[nodiscard]] std::uint32_t part_of_line(std::size_t k) const { return m_part_of_line[k]; }

    // One probe a part, sorted by column, each with the edge below it.
    [[nodiscard]] std::vector<Probe> probes() const {
        std::vector<std::uint32_t> probe_of(m_parent.size(), none);
        std::vector<Probe> probes;
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            std::uint32_t& p = probe_of[m_part_of_line[k]];
            if (p == none) {
                p = static_cast<std::uint32_t>(probes.size());
                probes.push_back({m_lines.line(k)[0], m_part_of_line[k], none, {}, {}, 0});
            }
            GridPoint& at = probes[p].at;
            for (const GridPoint v : m_lines.line(k)) {
                if (v.y < at.y || (v.y == at.y && v.x < at.x)) {
                    at = v;
                }
            }
        }
        std::sort(probes.begin(), probes.end(), [](const Probe& a, const Probe& b) {
            return a.at != b.at ? a.at < b.at : a.part < b.part;
        });
        if (probes.size() > 1) {
            for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
                look_from_line(k, probes);
            }
        }
        return probes;
    }

  private:
    std::uint32_t root(std::uint32_t n) {
        while (m_parent[n] != n) {
            m_parent[n] = m_parent[m_parent[n]];
            n = m_parent[n];
        }
        return n;
    }

    void look_from_line(std::size_t k, std::vector<Probe>& probes) const {
        const auto line = m_lines.line(k);
        const auto [west, east] = std::minmax_element(
            line.begin(), line.end(), [](GridPoint a, GridPoint b) { return a.x < b.x; });
        const auto left_of = [](const Probe& p, std::int32_t x) { return p.at.x < x; };
        const auto first = std::lower_bound(probes.begin(), probes.end(), west->x, left_of);
        const auto last = std::lower_bound(first, probes.end(), east->x, left_of);
        if (first == last) {
            return;
        }
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const bool forward = line[i].x < line[i + 1].x;
            const GridPoint l = forward ? line[i] : line[i + 1];
            const GridPoint r = forward ? line[i + 1] : line[i];
            for (auto p = std::lower_bound(first, last, l.x, left_of); p != last && p->at.x < r.x;
                 ++p) {
                if (p->part == m_part_of_line[k] || side_of_line(l, r, p->at) <= 0 ||
                    (p->line != none && runs_above(*p, l, r, p->at.x))) {
                    continue;
                }
                p->line = static_cast<std::uint32_t>(k);
                p->left = l;
                p->right = r;
                p->above = static_cast<HalfEdge>(2 * k) + (forward ? 0U : 1U);
            }
        }
    }

    const Linework& m_lines;
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_part_of_line;
};

// Numbers the faces: one for every cycle round a face; a cycle round a part belongs to the face
// that the part lies in.
void number_faces(const Linework& lines, const Cycles& cycles, Arrangement& faces) {
    std::vector<std::uint32_t> face_of(cycles.all.size(), none);
    std::vector<double> area{0};
    for (std::size_t c = 0; c < cycles.all.size(); ++c) {
        if (cycles.all[c].twice_area > 0) {
            face_of[c] = faces.face_count++;
            area.push_back(0.5 * static_cast<double>(cycles.all[c].twice_area));
        }
    }
    PartFinder parts(lines, faces);
    std::vector<std::uint32_t> outside_of(faces.node_count, none);  // Cycle, by part.
    for (std::size_t c = 0; c < cycles.all.size(); ++c) {
        if (face_of[c] == none) {
            outside_of[parts.part_of_line(line_of(cycles.all[c].first))] =
                static_cast<std::uint32_t>(c);
        }
    }
    // A part below whose lowest point an edge of another part is seen from outside lies where that
    // other part lies, which is lower: parts are settled from the lowest up.
    std::vector<Probe> probes = parts.probes();
    std::sort(probes.begin(), probes.end(), [](const Probe& a, const Probe& b) {
        return a.at.y != b.at.y ? a.at.y < b.at.y : a.at.x < b.at.x;
    });
    for (const Probe& probe : probes) {
        const std::uint32_t c = outside_of[probe.part];
        const std::uint32_t around =
            probe.line == none ? Arrangement::unbounded : face_of[cycles.of[probe.above]];
        face_of[c] = around;
        area[around] += 0.5 * static_cast<double>(cycles.all[c].twice_area);
    }
    faces.face_area = std::move(area);
    faces.face.resize(faces.next.size());
    for (HalfEdge h = 0; h < faces.next.size(); ++h) {
        faces.face[h] = face_of[cycles.of[h]];
    }
}

void list_face_edges(Arrangement& faces) {
    faces.face_border.assign(faces.face_count, 0);
    faces.face_begin.assign(faces.face_count + 1, 0);
    for (HalfEdge h = 0; h < faces.face.size(); ++h) {
        ++faces.face_begin[faces.face[h] + 1];
        faces.face_border[faces.face[h]] += faces.length[line_of(h)];
    }
    std::partial_sum(faces.face_begin.begin(), faces.face_begin.end(), faces.face_begin.begin());
    std::vector<std::uint32_t> next(faces.face_begin.begin(), faces.face_begin.end() - 1);
    faces.face_edges.resize(faces.face.size());
    for (HalfEdge h = 0; h < faces.face.size(); ++h) {
        faces.face_edges[next[faces.face[h]]++] = h;
    }
}

}  // namespace

Arrangement arrange(const Linework& lines, unsigned threads) {
    Arrangement faces;
    measure_lines(lines, faces, threads);
    number_nodes(lines, faces);
    link_nodes(lines, faces);
    number_faces(lines, find_cycles(faces), faces);
    list_face_edges(faces);
    return faces;
}

}  // namespace levelin::detail
