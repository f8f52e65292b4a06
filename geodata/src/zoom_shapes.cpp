#include "zoom_shapes.hpp"

#include <algorithm>
#include <levelin/core/parallel.hpp>

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t point_block = 65536;
// Cells of the fine grid along the side of the world: the units of the highest zoom there is.
constexpr std::int64_t fine_cells = units_per_world(max_tile_zoom);

template <class Change>
void change_points(std::vector<Point>& points, unsigned threads, Change change) {
    parallel_blocks(points.size(), point_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            points[i] = change(points[i]);
        }
    });
}

bool is_lon_lat(const CrsInfo& crs) {
    return crs.authority_code == "EPSG:4326" || crs.authority_code == "OGC:CRS84";
}

// As other exports make a coverage: overlaps and gaps up to this width are of drawing.
CoverageResult coverage_of(const ExportLayer& layer, const ReprojectOptions& options) {
    constexpr double sliver_m = 0.1;
    constexpr double sliver_degrees = 1e-6;
    CoverageOptions rules;
    const bool degrees = is_lon_lat(layer.crs);
    rules.cells_per_unit = degrees ? SnapGrid::per_degree : SnapGrid::per_metre;
    rules.sliver_width = degrees ? sliver_degrees : sliver_m;
    rules.threads = options.threads;
    rules.progress = options.progress;
    return make_coverage(layer.shapes, rules);
}

}  // namespace

ZoomShapes::ZoomShapes(const ExportLayer& layer, int max_zoom, const ReprojectOptions& options)
    : m_max_zoom(max_zoom), m_threads(options.threads) {
    if (layer.coverage) {
        const Topology& topology = layer.coverage->topology();
        for (std::uint32_t a = 0; a < layer.shapes.size(); ++a) {
            if (layer.shapes.area_begin[a] != layer.shapes.area_begin[a + 1] &&
                topology.area_begin[a] == topology.area_begin[a + 1]) {
                m_vanished.push_back(a);
            }
        }
        use_coverage(*layer.coverage, layer, options);
        return;
    }
    CoverageResult made = coverage_of(layer, options);
    if (made.coverage) {
        m_vanished = std::move(made.report.vanished);
        use_coverage(*made.coverage, layer, options);
    } else {
        use_shapes(layer, options);
    }
}

void ZoomShapes::use_coverage(const Coverage& coverage, const ExportLayer& layer,
                              const ReprojectOptions& options) {
    LonLatPoints moved = points_to_lon_lat(arc_positions(coverage.topology(), m_threads),
                                           layer.table.codes, layer.crs, options);
    m_operation = std::move(moved.operation);
    m_findings = std::move(moved.findings);
    m_bounds = bounding_box(moved.points);
    change_points(moved.points, m_threads, to_mercator);
    m_world = to_boundaries(coverage.topology(), moved.points, m_threads);
    change_points(moved.points, m_threads, [](Point p) {
        return Point{p.x * fine_cells, (1 - p.y) * fine_cells};
    });
    Requantised fine = requantise(coverage, moved.points, 1, m_threads);
    m_coverage = std::make_unique<const Coverage>(std::move(fine.coverage));
    m_simplifier = std::make_unique<const Simplifier>(*m_coverage, m_threads);
}

void ZoomShapes::use_shapes(const ExportLayer& layer, const ReprojectOptions& options) {
    LonLatBoundaries lon_lat = to_lon_lat(normalise_winding(layer.shapes), layer.crs, options);
    m_operation = std::move(lon_lat.operation);
    m_findings = std::move(lon_lat.findings);
    m_bounds = bounding_box(lon_lat.set.points);
    m_world = std::move(lon_lat.set);
    change_points(m_world.points, m_threads, to_mercator);
}

KeptVisible ZoomShapes::at(int zoom) const {
    if (!is_coverage()) {
        return keep_visible(round_to_zoom(m_world, zoom, m_threads), m_world);
    }
    const auto cells_per_unit = static_cast<double>(fine_cells / units_per_world(zoom));
    const double tolerance = zoom == m_max_zoom ? last_tolerance_units : tolerance_units;
    const Simplified level = m_simplifier->with_tolerance(tolerance * cells_per_unit);
    std::vector<Point> positions = arc_positions(level.coverage.topology(), m_threads);
    change_points(positions, m_threads, [&](Point p) {
        return Point{p.x / cells_per_unit, p.y / cells_per_unit};
    });
    const Requantised units = requantise(level.coverage, positions, 1, m_threads);
    KeptVisible result =
        keep_visible(shapes_of_topology(units.coverage.topology(), zoom, m_threads), m_world);
    result.missing.insert(result.missing.end(), m_vanished.begin(), m_vanished.end());
    std::sort(result.missing.begin(), result.missing.end());
    return result;
}

}  // namespace levelin::geodata::detail
