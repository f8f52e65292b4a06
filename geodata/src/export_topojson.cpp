#include <algorithm>
#include <functional>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/geodata/write_topojson.hpp>

#include "export_shapes.hpp"
#include "export_support.hpp"

namespace levelin::geodata {

namespace {

constexpr int topojson_decimals = 6;
constexpr std::uint32_t most_positions = 1000000;
constexpr const char* lon_lat = "EPSG:4326";
// Text is made in blocks, some of them at a time, and written in their order.
constexpr std::size_t areas_a_block = 512;
constexpr std::size_t arcs_a_block = 2048;
constexpr std::size_t blocks_a_time = 16;

// Writes the texts of [0, count), separated by commas.
void write_list(OutputFile& file, std::size_t count, std::size_t block, unsigned threads,
                const std::function<void(std::string&, std::size_t)>& append,
                const std::function<void(std::size_t)>& tell) {
    const std::size_t step = block * blocks_a_time;
    for (std::size_t first = 0; first < count; first += step) {
        const std::size_t here = std::min(step, count - first);
        std::vector<std::string> texts(blocks_a_time);
        parallel_blocks(here, block, threads, [&](std::size_t begin, std::size_t end) {
            std::string& text = texts[begin / block];
            for (std::size_t i = first + begin; i < first + end; ++i) {
                text += i == 0 ? "" : ",";
                append(text, i);
            }
        });
        for (const std::string& text : texts) {
            file.write(text);
        }
        tell(first + here);
    }
}

// A topology of the same areas in which none has a polygon.
Topology without_rings(const BoundarySet& shapes, double cells_per_unit) {
    Topology topology;
    topology.grid = SnapGrid(cells_per_unit, bounding_box(shapes.points));
    topology.codes = shapes.codes;
    topology.names = shapes.names;
    topology.area_begin.assign(shapes.size() + 1, 0);
    return topology;
}

// Coordinates as columns and rows: the extent's lowest is 0, its highest positions - 1.
class Quantiser {
  public:
    Quantiser(const Box& extent, std::uint32_t positions) {
        const auto cell = [&](double low, double high) {
            return high > low ? (high - low) / (positions - 1) : 1.0;
        };
        if (!extent.empty()) {
            m_scale.unit = {cell(extent.min_x, extent.max_x), cell(extent.min_y, extent.max_y)};
            m_scale.origin = {extent.min_x, extent.min_y};
        }
    }
    [[nodiscard]] const TopoJsonScale& scale() const noexcept { return m_scale; }
    [[nodiscard]] std::vector<Point> cells(std::vector<Point> points) const {
        for (Point& p : points) {
            p = {(p.x - m_scale.origin.x) / m_scale.unit.x,
                 (p.y - m_scale.origin.y) / m_scale.unit.y};
        }
        return points;
    }

  private:
    TopoJsonScale m_scale;
};

// Puts the rings of areas that the grid is too coarse for back, each an arc of its own.
void keep_vanished(TopoJsonShapes& shapes, const BoundarySet& had) {
    std::uint64_t count = 0;
    std::vector<std::string> codes;
    const Topology& topology = shapes.topology;
    for (std::size_t a = 0; a < had.size(); ++a) {
        if (topology.area_begin[a] == topology.area_begin[a + 1] &&
            had.area_begin[a] != had.area_begin[a + 1]) {
            ++count;
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(had.codes[a].str());
            }
        }
    }
    if (count == 0) {
        return;
    }
    shapes.topology = with_separate_rings(std::move(shapes.topology), had);
    shapes.findings.warn("W-TOPOJSON-01",
                         std::to_string(count) +
                             " areas are smaller than the file's numbers can hold; they are "
                             "written as rings without area",
                         count, std::move(codes));
}

// All findings but that some areas keep their shape: here they cannot.
Diagnostics without_kept(const Diagnostics& findings) {
    Diagnostics rest;
    for (const Finding& finding : findings.findings()) {
        if (finding.code != "W-GEOMETRY-09") {
            rest.add(finding);
        }
    }
    return rest;
}

// The prepared shapes as arcs.
TopoJsonShapes as_arcs(PreparedShapes prepared, double cells_per_unit) {
    TopoJsonShapes shapes;
    shapes.operation = std::move(prepared.operation);
    shapes.findings = without_kept(prepared.findings);
    if (prepared.topology) {
        shapes.topology = std::move(*prepared.topology);
        keep_vanished(shapes, prepared.set);
    } else {
        shapes.topology =
            with_separate_rings(without_rings(prepared.set, cells_per_unit), prepared.set);
    }
    return shapes;
}

// Areas that are no coverage.
TopoJsonShapes quantise_separately(const ExportLayer& layer, std::uint32_t positions,
                                   const ReprojectOptions& options) {
    detail::MovedPoints moved = detail::move_points(layer.shapes.points, layer, lon_lat, options);
    const Quantiser quantiser(bounding_box(moved.points), positions);
    ExportLayer cells;
    cells.shapes = layer.shapes;
    cells.shapes.points = quantiser.cells(std::move(moved.points));
    TopoJsonShapes shapes = as_arcs(prepare_shapes(cells, "", 0, options), 1);
    shapes.scale = quantiser.scale();
    shapes.operation = std::move(moved.operation);
    moved.findings.append(shapes.findings);
    shapes.findings = std::move(moved.findings);
    return shapes;
}

}  // namespace

void check_quantization(std::uint32_t positions) {
    if (positions < 2 || positions > most_positions) {
        throw UsageError("E-TOPOJSON-01",
                         "a quantisation of " + std::to_string(positions) + " positions",
                         "2 to 1,000,000", "leave it out for decimals of a degree");
    }
}

TopoJsonShapes quantise_shapes(const ExportLayer& layer, std::uint32_t positions,
                               const ReprojectOptions& options) {
    check_quantization(positions);
    CoverageResult made;
    if (!layer.coverage && layer.shapes.size() > 0) {
        made = make_coverage(layer.shapes, detail::coverage_options(layer.crs, options));
    }
    const std::optional<Coverage>& coverage = layer.coverage ? layer.coverage : made.coverage;
    if (!coverage) {
        return quantise_separately(layer, positions, options);
    }
    detail::MovedPoints moved = detail::move_points(
        arc_positions(coverage->topology(), options.threads), layer, lon_lat, options);
    const Quantiser quantiser(bounding_box(moved.points), positions);
    const std::vector<Point> cells = quantiser.cells(std::move(moved.points));
    Requantised rounded = requantise(*coverage, cells, 1, options.threads);
    TopoJsonShapes shapes;
    shapes.topology = rounded.coverage.topology();
    shapes.scale = quantiser.scale();
    shapes.operation = std::move(moved.operation);
    shapes.findings = std::move(moved.findings);
    if (!made.report.vanished.empty() || !rounded.report.vanished.empty()) {
        BoundarySet had =
            layer.shapes.size() > 0 ? layer.shapes : to_boundaries(coverage->topology());
        had.points = quantiser.cells(
            detail::move_points(std::move(had.points), layer, lon_lat, options).points);
        keep_vanished(shapes, had);
    }
    return shapes;
}

TopoJsonShapes round_shapes(const ExportLayer& layer, int decimals,
                            const ReprojectOptions& options) {
    double cells_per_unit = 1;
    for (int i = 0; i < decimals; ++i) {
        cells_per_unit *= 10;
    }
    return as_arcs(prepare_shapes(layer, lon_lat, decimals, options), cells_per_unit);
}

void write_topojson(OutputFile& file, const TopoJsonShapes& shapes, const ResultTable& results,
                    const TopoJsonOptions& options) {
    const TopoJsonText text(shapes.topology, results, options.style, shapes.scale, options.threads);
    const std::size_t areas = results.size();
    const std::size_t arcs = shapes.topology.arc_count();
    const auto tell = [&](std::size_t done) {
        if (options.progress != nullptr) {
            options.progress->update("writing TopoJSON",
                                     static_cast<double>(done) / static_cast<double>(areas + arcs));
        }
    };
    file.write(text.head(options.name, options.attribution));
    write_list(
        file, areas, areas_a_block, options.threads,
        [&](std::string& out, std::size_t a) { text.append_geometry(out, a); }, tell);
    file.write(TopoJsonText::middle());
    write_list(
        file, arcs, arcs_a_block, options.threads,
        [&](std::string& out, std::size_t n) { text.append_arc(out, n); },
        [&](std::size_t done) { tell(areas + done); });
    file.write(TopoJsonText::tail());
}

ExportOutcome export_topojson(const std::filesystem::path& to, const ExportLayer& layer,
                              const ExportOptions& options) {
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    OutputFile file(to, options.overwrite);
    ReprojectOptions reproject = options.reproject;
    reproject.threads = options.threads;
    reproject.progress = options.progress;
    TopoJsonShapes shapes =
        options.quantization != 0
            ? quantise_shapes(layer, options.quantization, reproject)
            : round_shapes(layer,
                           detail::coordinates_of(layer, options, topojson_decimals).decimals,
                           reproject);
    if (shapes.topology.size() == 0 && layer.table.size() != 0) {
        // No shapes at all: every geometry is null.
        shapes.topology.codes = layer.table.codes;
        shapes.topology.area_begin.assign(layer.table.size() + 1, 0);
    }
    TopoJsonOptions writing;
    writing.style = detail::style_of(layer, options);
    writing.name = layer.name.empty() ? writing.name : layer.name;
    writing.attribution = layer.attribution;
    writing.threads = options.threads;
    writing.progress = options.progress;
    write_topojson(file, shapes, layer.table, writing);
    outcome.operation = std::move(shapes.operation);
    outcome.findings.append(shapes.findings);
    outcome.files.push_back({to, file.commit()});
    return outcome;
}

}  // namespace levelin::geodata
