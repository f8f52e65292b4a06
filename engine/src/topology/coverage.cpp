#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/topology/coverage.hpp>
#include <stdexcept>

#include "arrangement.hpp"
#include "linework.hpp"
#include "owners.hpp"

namespace levelin {

namespace {

using namespace detail;

constexpr std::size_t ring_block = 1024;

void tell(Progress* progress, double fraction) {
    if (progress != nullptr) {
        progress->update("finding shared borders", fraction);
    }
}

std::uint64_t twice_area(std::span<const GridPoint> ring) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const GridPoint a = ring[i];
        const GridPoint b = ring[i + 1 == ring.size() ? 0 : i + 1];
        sum += static_cast<std::uint64_t>(std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y);
    }
    return sum;
}

bool lies_on_a_line(std::span<const GridPoint> ring) {
    return std::all_of(ring.begin(), ring.end(), [&](GridPoint p) {
        return ring.size() < 3 || side_of_line(ring[0], ring[1], p) == 0;
    });
}

// Rings on the grid, each a closed line, wound as a coverage has them.
struct Snapped {
    Linework lines;
    RingRoles roles;
    std::uint64_t flat_rings = 0;
    std::uint64_t flat_holes = 0;
};

Snapped snap(const BoundarySet& set, const SnapGrid& grid, unsigned threads) {
    std::vector<std::uint8_t> hole(set.ring_count(), 1);
    std::vector<std::uint32_t> polygon(set.ring_count());
    Snapped out;
    out.roles.area_of_polygon.resize(set.polygon_count());
    for (std::size_t a = 0; a < set.size(); ++a) {
        for (std::uint32_t p = set.area_begin[a]; p < set.area_begin[a + 1]; ++p) {
            out.roles.area_of_polygon[p] = static_cast<std::uint32_t>(a);
            for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
                polygon[r] = p;
                hole[r] = r == set.polygon_begin[p] ? 0 : 1;
            }
        }
    }
    std::vector<GridPoint> points(set.points.size());
    std::vector<std::uint32_t> kept(set.ring_count());
    parallel_blocks(set.ring_count(), ring_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            GridPoint* const first = points.data() + set.ring_begin[r];
            std::size_t n = 0;
            for (const Point& p : set.ring(r)) {
                const GridPoint g = grid.snap(p);
                if (n == 0 || first[n - 1] != g) {
                    first[n++] = g;
                }
            }
            while (n > 1 && first[n - 1] == first[0]) {
                --n;
            }
            const auto area = static_cast<std::int64_t>(twice_area({first, n}));
            const bool flat = area == 0 && lies_on_a_line({first, n});
            kept[r] = flat ? 0 : static_cast<std::uint32_t>(n);
            if (area != 0 && (area < 0) != (hole[r] != 0)) {
                std::reverse(first, first + n);
            }
        }
    });
    Linework& lines = out.lines;
    std::size_t to = 0;
    for (std::size_t r = 0; r < set.ring_count(); ++r) {
        if (kept[r] == 0) {
            ++out.flat_rings;
            out.flat_holes += hole[r];
            continue;
        }
        const auto first = points.begin() + set.ring_begin[r];
        std::copy(first, first + kept[r], points.begin() + static_cast<std::ptrdiff_t>(to));
        to += kept[r];
        lines.line_begin.push_back(static_cast<std::uint32_t>(to));
        lines.ring_lines.push_back(static_cast<ArcRef>(lines.ring_lines.size()));
        lines.ring_begin.push_back(static_cast<std::uint32_t>(lines.ring_lines.size()));
        out.roles.polygon.push_back(polygon[r]);
        out.roles.hole.push_back(hole[r]);
    }
    points.resize(to);
    lines.points = std::move(points);
    lines.closed.assign(lines.line_count(), 1);
    lines.changed.assign(lines.line_count(), 1);
    return out;
}

// Cuts lines until they meet at nodes alone. @returns how many contacts there were.
std::uint64_t settle(Linework& lines, unsigned threads, Progress* progress) {
    // Each round puts in the points that the round before has made; rounding moves an edge by less
    // than a cell, so that rounds soon find nothing. The limit is for arithmetic gone wrong.
    constexpr int most_rounds = 200;
    std::uint64_t contacts = 0;
    lines = cut_at_nodes(lines, threads);
    for (int round = 0; round < most_rounds; ++round) {
        tell(progress, 0.3 + 0.1 * std::min(round, 4));
        const std::vector<Contact> found = find_contacts(lines, threads);
        if (found.empty()) {
            return contacts;
        }
        contacts += found.size();
        lines = with_contacts(lines, found, threads);
    }
    throw GeometryError(
        "E-TOPOLOGY-02",
        "borders still cross after " + std::to_string(most_rounds) + " rounds of mending",
        "borders that can be taken apart on a grid", "report this layer, or ask for a finer grid");
}

Box box_of(std::span<const Point> points, unsigned threads) {
    constexpr std::size_t block = 1U << 17U;
    std::vector<Box> boxes((points.size() + block - 1) / block);
    parallel_blocks(points.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        boxes[begin / block] = bounding_box(points.subspan(begin, end - begin));
    });
    Box all;
    for (const Box& box : boxes) {
        all.expand({box.min_x, box.min_y});
        all.expand({box.max_x, box.max_y});
    }
    return all;
}

// The arcs of a topology at new positions, as lines; what shrinks to a point is gone.
Linework moved_lines(const Topology& topology, std::span<const Point> positions,
                     const SnapGrid& grid, unsigned threads) {
    constexpr std::size_t arc_block = 4096;
    const std::size_t arcs = topology.arc_count();
    std::vector<GridPoint> points(positions.size());
    std::vector<std::uint32_t> kept(arcs);  // Points of each arc, 0 where it has shrunk to one.
    std::vector<std::uint8_t> closed(arcs);
    parallel_blocks(arcs, arc_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            GridPoint* const first = points.data() + topology.arc_begin[k];
            std::uint32_t n = 0;
            for (std::uint32_t i = topology.arc_begin[k]; i < topology.arc_begin[k + 1]; ++i) {
                const GridPoint g = grid.snap(positions[i]);
                if (n == 0 || first[n - 1] != g) {
                    first[n++] = g;
                }
            }
            const auto arc = topology.arc(k);
            closed[k] = arc.front() == arc.back() && n > 2 ? 1 : 0;
            kept[k] = n < 2 ? 0 : n - closed[k];
        }
    });
    Linework lines;
    std::vector<ArcRef> line_of_arc(arcs, -1);
    std::size_t to = 0;
    for (std::size_t k = 0; k < arcs; ++k) {
        if (kept[k] == 0) {
            continue;
        }
        line_of_arc[k] = static_cast<ArcRef>(lines.line_count());
        const auto first = points.begin() + topology.arc_begin[k];
        std::copy(first, first + kept[k], points.begin() + static_cast<std::ptrdiff_t>(to));
        to += kept[k];
        lines.closed.push_back(closed[k]);
        lines.line_begin.push_back(static_cast<std::uint32_t>(to));
    }
    points.resize(to);
    lines.points = std::move(points);
    lines.ring_lines.reserve(topology.ring_arcs.size());
    lines.ring_begin.reserve(topology.ring_begin.size());
    for (std::size_t r = 0; r < topology.ring_count(); ++r) {
        for (const ArcRef ref : topology.arcs_of_ring(r)) {
            const ArcRef line = line_of_arc[arc_of(ref)];
            if (line >= 0) {
                lines.ring_lines.push_back(is_forward(ref) ? line : ~line);
            }
        }
        lines.ring_begin.push_back(static_cast<std::uint32_t>(lines.ring_lines.size()));
    }
    lines.changed.assign(lines.line_count(), 1);
    return lines;
}

RingRoles roles_of(const Topology& topology) {
    RingRoles roles;
    for (std::size_t a = 0; a < topology.size(); ++a) {
        for (std::uint32_t p = topology.area_begin[a]; p < topology.area_begin[a + 1]; ++p) {
            // One polygon an area: net windings are counted over all its rings.
            for (std::uint32_t r = topology.polygon_begin[p]; r < topology.polygon_begin[p + 1];
                 ++r) {
                roles.polygon.push_back(static_cast<std::uint32_t>(a));
                roles.hole.push_back(0);
            }
        }
        roles.area_of_polygon.push_back(static_cast<std::uint32_t>(a));
    }
    return roles;
}

}  // namespace

class CoverageMaker {
  public:
    static CoverageResult make(const BoundarySet& boundaries, const CoverageOptions& options) {
        const SnapGrid grid(options.cells_per_unit, box_of(boundaries.points, options.threads));
        tell(options.progress, 0);
        Snapped snapped = snap(boundaries, grid, options.threads);
        CoverageResult result;
        result.report.points = boundaries.points.size();
        result.report.flat_rings = snapped.flat_rings;
        result.report.flat_holes = snapped.flat_holes;
        OwnerRules rules;
        rules.sliver_width = options.sliver_width * options.cells_per_unit;
        rules.close_wide_overlaps = options.close_wide_overlaps;
        Topology topology;
        topology.grid = grid;
        topology.codes = boundaries.codes;
        topology.names = boundaries.names;
        if (build(topology, snapped.lines, snapped.roles, ClaimRule::inside_outer_ring, rules,
                  options.threads, options.progress, result.report)) {
            result.coverage = Coverage(std::move(topology));
        }
        note_vanished(result.report, boundaries.area_begin, topology_of(result));
        return result;
    }

    static Requantised requantise(const Coverage& coverage, std::span<const Point> positions,
                                  double cells_per_unit, unsigned threads) {
        const Topology& old = coverage.topology();
        if (positions.size() != old.arc_points.size()) {
            throw std::invalid_argument("one position for each point of the arcs");
        }
        Topology topology;
        topology.grid = SnapGrid(cells_per_unit, box_of(positions, threads));
        topology.codes = old.codes;
        topology.names = old.names;
        Linework lines = moved_lines(old, positions, topology.grid, threads);
        CoverageReport report;
        report.points = positions.size();
        OwnerRules rules;
        rules.close_wide_overlaps = true;
        build(topology, lines, roles_of(old), ClaimRule::net_winding, rules, threads, nullptr,
              report);
        note_vanished(report, old.area_begin, &topology);
        return {Coverage(std::move(topology)), std::move(report)};
    }

  private:
    // False where overlaps are left.
    static bool build(Topology& topology, Linework& lines, const RingRoles& roles, ClaimRule rule,
                      const OwnerRules& rules, unsigned threads, Progress* progress,
                      CoverageReport& report) {
        report.crossings = settle(lines, threads, progress);
        tell(progress, 0.8);
        const Arrangement faces = arrange(lines, threads);
        const Claims claims = find_claims(lines, faces, roles, rule);
        Owners owners = find_owners(faces, claims, rules);
        report.reshaped = claims.reshaped;
        report.faults = describe_faults(lines, faces, claims, topology.grid);
        report.arcs = lines.line_count();
        if (owners.disputed) {
            return false;
        }
        Assembled parts = assemble(lines, faces, owners.of_face, topology.codes.size());
        topology.area_begin = std::move(parts.area_begin);
        topology.polygon_begin = std::move(parts.polygon_begin);
        topology.ring_begin = std::move(parts.ring_begin);
        topology.ring_arcs = std::move(parts.ring_arcs);
        topology.arc_begin = std::move(parts.arc_begin);
        topology.arc_points = std::move(parts.arc_points);
        report.arcs = topology.arc_count();
        tell(progress, 1);
        return true;
    }

    static const Topology* topology_of(const CoverageResult& result) {
        return result.coverage ? &result.coverage->topology() : nullptr;
    }

    static void note_vanished(CoverageReport& report, std::span<const std::uint32_t> before,
                              const Topology* after) {
        for (std::size_t a = 0; after != nullptr && a + 1 < before.size(); ++a) {
            if (before[a] < before[a + 1] && after->area_begin[a] == after->area_begin[a + 1]) {
                report.vanished.push_back(static_cast<std::uint32_t>(a));
            }
        }
    }
};

CoverageResult make_coverage(const BoundarySet& boundaries, const CoverageOptions& options) {
    return CoverageMaker::make(boundaries, options);
}

Requantised requantise(const Coverage& coverage, std::span<const Point> positions,
                       double cells_per_unit, unsigned threads) {
    return CoverageMaker::requantise(coverage, positions, cells_per_unit, threads);
}

}  // namespace levelin
