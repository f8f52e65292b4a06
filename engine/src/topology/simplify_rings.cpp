#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>

#include "simplify_parts.hpp"

namespace levelin::topology_detail {

namespace {

constexpr std::size_t arc_block = 1024;

// Whether a point that is not on the ring lies inside it.
bool inside(std::span<const GridPoint> ring, GridPoint p) {
    bool in = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const GridPoint a = ring[i - 1];
        const GridPoint b = ring[i];
        if ((a.y > p.y) != (b.y > p.y)) {
            in ^= (b.y > a.y) == (side_of_line(a, b, p) > 0);
        }
    }
    return in;
}

// Rings that have a border of their own: one arc that meets no other and has nothing beyond.
class LoneRings {
  public:
    explicit LoneRings(const Topology& topology) : m_topology(topology) {
        const std::vector<ArcSides> sides = arc_sides(topology);
        m_lone.assign(topology.ring_count(), 0);
        std::vector<std::pair<GridPoint, std::size_t>> starts;
        for (std::size_t r = 0; r < topology.ring_count(); ++r) {
            const auto refs = topology.arcs_of_ring(r);
            if (refs.size() == 1) {
                const ArcSides& side = sides[arc_of(refs[0])];
                if (side.left == no_area || side.right == no_area) {
                    m_lone[r] = 1;
                    starts.emplace_back(topology.arc(arc_of(refs[0])).front(), r);
                }
            }
        }
        std::sort(starts.begin(), starts.end());
        for (std::size_t k = 0; k < topology.arc_count(); ++k) {
            for (const GridPoint end : {topology.arc(k).front(), topology.arc(k).back()}) {
                auto at =
                    std::lower_bound(starts.begin(), starts.end(), std::pair{end, std::size_t{0}});
                for (; at != starts.end() && at->first == end; ++at) {
                    if (arc_of(topology.arcs_of_ring(at->second)[0]) != k) {
                        m_lone[at->second] = 0;
                    }
                }
            }
        }
    }

    [[nodiscard]] bool is_lone(std::size_t ring) const { return m_lone[ring] != 0; }
    [[nodiscard]] double cells(std::size_t ring) const {
        double twice = 0;
        // About the ring's first point, arc by arc.
        const auto refs = m_topology.arcs_of_ring(ring);
        const auto first = m_topology.arc(arc_of(refs[0]));
        const GridPoint about = is_forward(refs[0]) ? first.front() : first.back();
        for (const ArcRef ref : refs) {
            const auto arc = m_topology.arc(arc_of(ref));
            double along = 0;
            for (std::size_t i = 1; i < arc.size(); ++i) {
                along += static_cast<double>(side_of_line(about, arc[i - 1], arc[i]));
            }
            twice += is_forward(ref) ? along : -along;
        }
        return std::abs(twice) / 2;
    }

  private:
    const Topology& m_topology;
    std::vector<std::uint8_t> m_lone;
};

// Holes that have another ring inside.
class OuterRings {
  public:
    explicit OuterRings(const Topology& topology) : m_topology(topology) {
        for (const std::uint32_t r : topology.polygon_begin) {
            if (r < topology.ring_count()) {
                const auto arc = topology.arc(arc_of(topology.arcs_of_ring(r)[0]));
                m_points.push_back(arc.front());
            }
        }
        std::sort(m_points.begin(), m_points.end());
    }

    [[nodiscard]] bool any_inside(std::size_t hole) const {
        const std::vector<GridPoint> ring = ring_points(m_topology, hole);
        GridBox box;
        for (const GridPoint p : ring) {
            box.expand(p);
        }
        auto at =
            std::lower_bound(m_points.begin(), m_points.end(), GridPoint{box.min_x, box.min_y});
        for (; at != m_points.end() && at->x <= box.max_x; ++at) {
            // A hole of one arc that meets no other shares no point with an outer ring.
            if (box.holds(*at) && inside(ring, *at)) {
                return true;
            }
        }
        return false;
    }

  private:
    const Topology& m_topology;
    std::vector<GridPoint> m_points;  // One of each outer ring.
};

}  // namespace

DroppedRings small_rings(const Topology& topology, double min_cells) {
    DroppedRings dropped;
    if (!(min_cells > 0)) {
        return dropped;
    }
    dropped.ring.assign(topology.ring_count(), 0);
    const LoneRings rings(topology);
    const OuterRings outer(topology);
    for (std::size_t a = 0; a < topology.size(); ++a) {
        std::uint32_t largest = topology.area_begin[a];
        double most = -1;
        for (std::uint32_t p = topology.area_begin[a]; p < topology.area_begin[a + 1]; ++p) {
            const double cells = rings.cells(topology.polygon_begin[p]);
            largest = cells > most ? p : largest;
            most = std::max(most, cells);
        }
        for (std::uint32_t p = topology.area_begin[a]; p < topology.area_begin[a + 1]; ++p) {
            const std::uint32_t first = topology.polygon_begin[p];
            const std::uint32_t last = topology.polygon_begin[p + 1];
            bool all_lone = true;
            for (std::uint32_t r = first; r < last; ++r) {
                all_lone = all_lone && rings.is_lone(r);
            }
            if (p != largest && all_lone && rings.cells(first) < min_cells) {
                std::fill(dropped.ring.begin() + first, dropped.ring.begin() + last,
                          std::uint8_t{1});
                ++dropped.parts;
                continue;
            }
            for (std::uint32_t r = first + 1; r < last; ++r) {
                if (rings.is_lone(r) && rings.cells(r) < min_cells && !outer.any_inside(r)) {
                    dropped.ring[r] = 1;
                    ++dropped.holes;
                }
            }
        }
    }
    if (dropped.parts + dropped.holes == 0) {
        return {};
    }
    dropped.arc.assign(topology.arc_count(), 0);
    for (std::size_t r = 0; r < topology.ring_count(); ++r) {
        if (dropped.ring[r] != 0) {
            dropped.arc[arc_of(topology.arcs_of_ring(r)[0])] = 1;
        }
    }
    return dropped;
}

Topology kept_topology(const Topology& topology, std::span<const std::uint8_t> kept,
                       const DroppedRings& dropped, unsigned threads) {
    const bool drops = !dropped.ring.empty();
    Topology out;
    out.grid = topology.grid;
    out.codes = topology.codes;
    out.names = topology.names;
    std::vector<std::uint32_t> arcs;  // Those that stay, and where they come.
    std::vector<std::uint32_t> number(topology.arc_count());
    arcs.reserve(topology.arc_count());
    for (std::uint32_t k = 0; k < topology.arc_count(); ++k) {
        number[k] = static_cast<std::uint32_t>(arcs.size());
        if (!drops || dropped.arc[k] == 0) {
            arcs.push_back(k);
        }
    }
    if (!drops) {
        out.area_begin = topology.area_begin;
        out.polygon_begin = topology.polygon_begin;
        out.ring_begin = topology.ring_begin;
        out.ring_arcs = topology.ring_arcs;
    } else {
        for (std::size_t a = 0; a < topology.size(); ++a) {
            for (std::uint32_t p = topology.area_begin[a]; p < topology.area_begin[a + 1]; ++p) {
                for (std::uint32_t r = topology.polygon_begin[p]; r < topology.polygon_begin[p + 1];
                     ++r) {
                    if (dropped.ring[r] != 0) {
                        continue;
                    }
                    for (const ArcRef ref : topology.arcs_of_ring(r)) {
                        const auto k = static_cast<ArcRef>(number[arc_of(ref)]);
                        out.ring_arcs.push_back(is_forward(ref) ? k : ~k);
                    }
                    out.ring_begin.push_back(static_cast<std::uint32_t>(out.ring_arcs.size()));
                }
                // The outer ring goes with all of its polygon or not at all.
                if (out.ring_begin.size() - 1 > out.polygon_begin.back()) {
                    out.polygon_begin.push_back(
                        static_cast<std::uint32_t>(out.ring_begin.size() - 1));
                }
            }
            out.area_begin.push_back(static_cast<std::uint32_t>(out.polygon_begin.size() - 1));
        }
    }
    out.arc_begin.assign(arcs.size() + 1, 0);
    parallel_blocks(arcs.size(), arc_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            std::uint32_t points = 0;
            for (std::uint32_t p = topology.arc_begin[arcs[i]]; p < topology.arc_begin[arcs[i] + 1];
                 ++p) {
                points += kept[p];
            }
            out.arc_begin[i + 1] = points;
        }
    });
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        out.arc_begin[i + 1] += out.arc_begin[i];
    }
    out.arc_points.resize(out.arc_begin.back());
    parallel_blocks(arcs.size(), arc_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            GridPoint* to = out.arc_points.data() + out.arc_begin[i];
            for (std::uint32_t p = topology.arc_begin[arcs[i]]; p < topology.arc_begin[arcs[i] + 1];
                 ++p) {
                if (kept[p] != 0) {
                    *to++ = topology.arc_points[p];
                }
            }
        }
    });
    return out;
}

}  // namespace levelin::topology_detail
