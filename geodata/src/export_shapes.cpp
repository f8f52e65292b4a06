#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/geodata/export_layer.hpp>
#include <stdexcept>

#include "export_shapes.hpp"

namespace levelin::geodata {

using detail::coverage_options;
using detail::move_points;
using detail::MovedPoints;

namespace {

// Overlaps and gaps up to this width are of drawing, not of meaning; about what six decimals of a
// degree can tell apart.
constexpr double sliver_width_m = 0.1;
constexpr double sliver_width_degrees = 1e-6;

bool is_lon_lat(const CrsInfo& crs) {
    return crs.authority_code == "EPSG:4326" || crs.authority_code == "OGC:CRS84";
}

double cells_for(int decimals) {
    if (decimals < 0 || decimals > 9) {
        throw std::invalid_argument("decimals from 0 to 9");
    }
    return std::pow(10.0, decimals);
}

// Appends an area of one set to another; codes and names aside.
void append_area(BoundarySet& to, const BoundarySet& from, std::size_t area) {
    for (std::uint32_t p = from.area_begin[area]; p < from.area_begin[area + 1]; ++p) {
        for (std::uint32_t r = from.polygon_begin[p]; r < from.polygon_begin[p + 1]; ++r) {
            const auto ring = from.ring(r);
            to.points.insert(to.points.end(), ring.begin(), ring.end());
            to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
        }
        to.polygon_begin.push_back(static_cast<std::uint32_t>(to.ring_count()));
    }
    to.area_begin.push_back(static_cast<std::uint32_t>(to.polygon_count()));
}

BoundarySet one_area(const BoundarySet& set, std::size_t area) {
    BoundarySet one;
    one.codes.push_back(set.codes[area]);
    one.names.emplace_back();
    append_area(one, set, area);
    return one;
}

// Rounding parts neighbours who differ by a hair by a cell in x and in y, 1.41 across; overlaps as
// wide as that are of the grid, not of the layer.
constexpr double sliver_width_cells = 1.5;

// How many outer rings and holes there are.
struct RingCounts {
    std::uint64_t parts = 0;
    std::uint64_t holes = 0;
};

RingCounts count_rings(const Topology& topology) {
    const std::uint64_t parts = topology.polygon_begin.size() - 1;
    return {parts, topology.ring_count() - parts};
}

RingCounts lost_rings(const Topology& before, const Topology& after) {
    const RingCounts was = count_rings(before);
    const RingCounts is = count_rings(after);
    return {was.parts > is.parts ? was.parts - is.parts : 0,
            was.holes > is.holes ? was.holes - is.holes : 0};
}

void note_lost_rings(RingCounts lost, int decimals, Diagnostics& findings) {
    if (lost.parts + lost.holes > 0) {
        findings.warn("W-GEOMETRY-08",
                      std::to_string(lost.parts) + " parts and " + std::to_string(lost.holes) +
                          " holes have no area at " + std::to_string(decimals) +
                          " decimals and are left out",
                      lost.parts + lost.holes);
    }
}

std::vector<std::string> some_codes(std::span<const std::uint32_t> areas,
                                    std::span<const AreaCode> codes) {
    std::vector<std::string> out;
    for (const std::uint32_t a : areas) {
        if (out.size() == Diagnostics::max_examples) {
            break;
        }
        out.push_back(codes[a].str());
    }
    return out;
}

// Areas that rounding has left without shape get the one that they had.
// @param had  the same areas before, in the coordinates of `result`.
void keep_vanished(PreparedShapes& result, const BoundarySet& had, int decimals) {
    std::vector<std::uint32_t> vanished;
    for (std::uint32_t a = 0; a < had.size(); ++a) {
        if (result.set.area_begin[a] == result.set.area_begin[a + 1] &&
            had.area_begin[a] != had.area_begin[a + 1]) {
            vanished.push_back(a);
        }
    }
    if (vanished.empty()) {
        return;
    }
    BoundarySet all;
    std::size_t next = 0;
    for (std::size_t a = 0; a < result.set.size(); ++a) {
        const bool gone = next < vanished.size() && vanished[next] == a;
        append_area(all, gone ? had : result.set, a);
        next += gone ? 1 : 0;
    }
    all.codes = std::move(result.set.codes);
    all.names = std::move(result.set.names);
    result.set = std::move(all);
    result.findings.warn("W-GEOMETRY-09",
                         std::to_string(vanished.size()) + " areas have no extent at " +
                             std::to_string(decimals) + " decimals and keep the shape they had",
                         vanished.size(), some_codes(vanished, result.set.codes));
}

bool any_vanished(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after) {
    for (std::size_t a = 0; a + 1 < before.size(); ++a) {
        if (before[a] < before[a + 1] && after[a] == after[a + 1]) {
            return true;
        }
    }
    return false;
}

// A coverage that is there already: its arcs are moved and rounded.
PreparedShapes prepare_coverage(const ExportLayer& layer, const Coverage& coverage,
                                const std::string& target, int decimals,
                                const ReprojectOptions& options) {
    PreparedShapes result;
    const Topology& topology = coverage.topology();
    MovedPoints moved =
        move_points(arc_positions(topology, options.threads), layer, target, options);
    result.operation = std::move(moved.operation);
    result.findings = std::move(moved.findings);
    const Requantised rounded =
        requantise(coverage, moved.points, cells_for(decimals), options.threads);
    const Topology& after = rounded.coverage.topology();
    note_lost_rings(lost_rings(topology, after), decimals, result.findings);
    result.set = to_boundaries(after, options.threads);
    result.topology = after;
    // Layers that are a coverage alone have what their arcs say.
    const bool shapes = layer.shapes.size() > 0;
    if (any_vanished(shapes ? layer.shapes.area_begin : topology.area_begin, after.area_begin)) {
        BoundarySet had = shapes ? layer.shapes : to_boundaries(topology, options.threads);
        had.points = move_points(std::move(had.points), layer, target, options).points;
        keep_vanished(result, had, decimals);
    }
    return result;
}

// The layer in the coordinates of the target, points as they come.
struct MovedLayer {
    BoundarySet set;
    CoordinateOperation operation;
    Diagnostics findings;
};

MovedLayer move_layer(const ExportLayer& layer, const std::string& target,
                      const ReprojectOptions& options) {
    BoundarySet set = layer.shapes;
    MovedPoints moved = move_points(std::move(set.points), layer, target, options);
    set.points = std::move(moved.points);
    return {std::move(set), std::move(moved.operation), std::move(moved.findings)};
}

// A coverage straight on the grid of the target: half the work of one that is rounded afterwards.
PreparedShapes prepare_directly(MovedLayer moved, CoverageResult made, int decimals,
                                unsigned threads) {
    PreparedShapes result;
    result.operation = std::move(moved.operation);
    result.findings = std::move(moved.findings);
    const CoverageReport& report = made.report;
    note_lost_rings({report.flat_rings - report.flat_holes, report.flat_holes}, decimals,
                    result.findings);
    result.set = to_boundaries(made.coverage->topology(), threads);
    result.topology = std::move(*made.coverage).topology();
    keep_vanished(result, moved.set, decimals);
    return result;
}

// Each area rounded by itself: a coverage of one.
PreparedShapes prepare_one_by_one(MovedLayer moved, int decimals, unsigned threads) {
    PreparedShapes result;
    result.operation = std::move(moved.operation);
    result.findings = std::move(moved.findings);
    const BoundarySet& set = moved.set;
    CoverageOptions rules;
    rules.cells_per_unit = cells_for(decimals);
    rules.close_wide_overlaps = true;
    rules.threads = 1;
    std::vector<BoundarySet> rounded(set.size());
    parallel_blocks(set.size(), 64, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            BoundarySet one = one_area(set, a);
            const CoverageResult made = make_coverage(one, rules);
            rounded[a] = made.coverage && made.report.vanished.empty()
                             ? to_boundaries(made.coverage->topology(), 1)
                             : std::move(one);
        }
    });
    result.set.codes = set.codes;
    result.set.names = set.names;
    for (const BoundarySet& one : rounded) {
        append_area(result.set, one, 0);
    }
    return result;
}

}  // namespace

CoverageOptions detail::coverage_options(const CrsInfo& crs, const ReprojectOptions& options) {
    CoverageOptions result;
    result.cells_per_unit = is_lon_lat(crs) ? SnapGrid::per_degree : SnapGrid::per_metre;
    result.sliver_width = is_lon_lat(crs) ? sliver_width_degrees : sliver_width_m;
    result.threads = options.threads;
    result.progress = options.progress;
    return result;
}

MovedPoints detail::move_points(std::vector<Point> points, const ExportLayer& layer,
                                const std::string& target, const ReprojectOptions& options) {
    if (target.empty() || target == layer.crs.authority_code) {
        return {std::move(points), {"none (as in the layer)", 0, {}, {}, 0}, {}};
    }
    if (target != "EPSG:4326") {
        throw std::invalid_argument("shapes are prepared in EPSG:4326 or as they are");
    }
    LonLatPoints moved =
        points_to_lon_lat(std::move(points), layer.table.codes, layer.crs, options);
    return {std::move(moved.points), std::move(moved.operation), std::move(moved.findings)};
}

ExportLayer layer_of(BoundarySet shapes, CrsInfo crs) {
    ExportLayer layer;
    layer.name = "areas";
    layer.table.codes = shapes.codes;
    layer.table.names = shapes.names;
    layer.shapes = std::move(shapes);
    layer.crs = std::move(crs);
    return layer;
}

PreparedShapes prepare_shapes(const ExportLayer& layer, const std::string& target, int decimals,
                              const ReprojectOptions& options) {
    if (layer.coverage) {
        return prepare_coverage(layer, *layer.coverage, target, decimals, options);
    }
    if (layer.shapes.size() == 0) {
        return {};
    }
    MovedLayer moved = move_layer(layer, target, options);
    CoverageOptions rules = coverage_options(layer.crs, options);
    if (!target.empty() && target != layer.crs.authority_code) {
        rules.sliver_width = sliver_width_degrees;
    }
    rules.cells_per_unit = cells_for(decimals);
    rules.sliver_width = std::max(rules.sliver_width, sliver_width_cells / rules.cells_per_unit);
    CoverageResult direct = make_coverage(moved.set, rules);
    if (direct.coverage) {
        return prepare_directly(std::move(moved), std::move(direct), decimals, options.threads);
    }
    // Overlaps that the layer has not, but its rounding: a finer grid does without them.
    const CoverageResult fine = make_coverage(layer.shapes, coverage_options(layer.crs, options));
    if (fine.coverage) {
        return prepare_coverage(layer, *fine.coverage, target, decimals, options);
    }
    PreparedShapes result = prepare_one_by_one(std::move(moved), decimals, options.threads);
    const auto overlap = std::find_if(
        fine.report.faults.begin(), fine.report.faults.end(),
        [](const CoverageFault& fault) { return fault.kind == CoverageFaultKind::overlap; });
    result.findings.note("N-TOPOLOGY-01",
                         "some areas overlap, so that borders are not shared: each area is "
                         "rounded by itself",
                         1,
                         overlap == fine.report.faults.end()
                             ? std::vector<std::string>{}
                             : some_codes(overlap->areas, layer.shapes.codes));
    return result;
}

}  // namespace levelin::geodata
