#include "simplify_layer.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/export_to_fit.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>

#include "attribution.hpp"
#include "carried_fields.hpp"
#include "export_source.hpp"
#include "json_parts.hpp"
#include "search_folders.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const SimplifyRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

std::string count_text(std::uint64_t count) {
    return grouped_text(static_cast<long long>(count));
}

void check_numbers(const SimplifyRequest& request) {
    const int given =
        (request.keep ? 1 : 0) + (request.tolerance_m ? 1 : 0) + (request.max_bytes ? 1 : 0);
    if (given != 1) {
        throw UsageError("E-USAGE-27",
                         given == 0 ? "nothing says how far to simplify"
                                    : "more than one option says how far to simplify",
                         "one of --keep, --tolerance and --max-bytes",
                         "--keep 10% is a good start");
    }
    const auto refuse = [](const char* option, double value, const char* expected) {
        throw UsageError("E-USAGE-28", std::string{option} + " " + shortest_text(value), expected);
    };
    if (request.keep && !(*request.keep >= 0 && *request.keep <= 1)) {
        refuse("--keep", *request.keep, "a share such as 10% or 0.1, from 0 to 100%");
    }
    if (request.tolerance_m && !(*request.tolerance_m >= 0)) {
        refuse("--tolerance", *request.tolerance_m, "metres, 0 or more");
    }
    if (!(request.min_part_m2 >= 0)) {
        refuse("--min-part", request.min_part_m2, "square metres, 0 or more");
    }
    if (!(request.snap_m >= 1e-6 && request.snap_m <= 1e6)) {
        refuse("--snap", request.snap_m, "metres from 0.000001 to 1000000");
    }
    if (!(request.sliver_m >= 0)) {
        refuse("--sliver", request.sliver_m, "metres, 0 or more");
    }
}

geodata::ReprojectOptions reproject_options(const SimplifyRequest& request) {
    geodata::ReprojectOptions options;
    options.grid = request.grid;
    options.threads = request.threads;
    options.progress = request.progress;
    add_search_folders(options.search_folders, request.in);
    return options;
}

double total_area(const Topology& topology) {
    // Twice the area to the left of each arc, about the middle of the grid, once for each ring.
    const double cell = topology.grid.cell();
    double sum = 0;
    for (std::size_t r = 0; r < topology.ring_count(); ++r) {
        const GridPoint about = topology.arc(arc_of(topology.arcs_of_ring(r)[0])).front();
        double twice = 0;
        for (const ArcRef ref : topology.arcs_of_ring(r)) {
            const auto arc = topology.arc(arc_of(ref));
            double along = 0;
            for (std::size_t i = 1; i < arc.size(); ++i) {
                along += static_cast<double>(side_of_line(about, arc[i - 1], arc[i]));
            }
            twice += is_forward(ref) ? along : -along;
        }
        sum += twice / 2;
    }
    return sum * cell * cell;
}

// "E01000001 and E01000002", or positions where there are no codes.
std::string named(const std::vector<std::uint32_t>& areas, const std::vector<AreaCode>& codes) {
    std::string text;
    for (std::size_t i = 0; i < areas.size() && i < 2; ++i) {
        const AreaCode& code = codes[areas[i]];
        text += (i == 0 ? "" : " and ") +
                (code.empty() ? "feature " + std::to_string(areas[i] + 1) : code.str());
    }
    return text;
}

// No coverage: which areas claim the same ground.
[[noreturn]] void refuse_overlaps(const CoverageReport& report, const std::vector<AreaCode>& codes,
                                  const SimplifyRequest& request) {
    std::string examples;
    std::size_t overlaps = 0;
    double widest = 0;
    for (const CoverageFault& fault : report.faults) {
        if (fault.kind != CoverageFaultKind::overlap) {
            continue;
        }
        if (++overlaps <= 3) {
            examples += (examples.empty() ? "" : ", ") + named(fault.areas, codes) + " (" +
                        fixed_text(fault.area, fault.area < 100 ? 2 : 0) + " m2)";
        }
        widest = std::max(widest, fault.width);
    }
    const bool strips = widest < 10;
    throw GeometryError("E-TOPOLOGY-10",
                        "areas overlap in " + count_text(overlaps) +
                            (overlaps == 1 ? " place: " : " places: ") + examples,
                        "areas that lie beside each other",
                        strips
                            ? "close strips up to " + fixed_text(std::ceil(widest * 10) / 10, 1) +
                                  " m with --sliver " + fixed_text(std::ceil(widest * 10) / 10, 1)
                            : "simplify layers that lie over each other one at a time",
                        {request.in.string(), 0, 0});
}

void note_mending(const CoverageReport& report, const std::vector<AreaCode>& codes,
                  const SimplifyRequest& request, Diagnostics& findings) {
    if (report.crossings + report.flat_rings > 0) {
        findings.note("N-TOPOLOGY-10",
                      "before simplifying, borders were made to meet in " +
                          count_text(report.crossings) +
                          (report.crossings == 1 ? " place" : " places") +
                          " where they crossed or touched without a common point, strips up to " +
                          shortest_text(request.sliver_m) + " m wide were closed, and " +
                          count_text(report.flat_rings) + " flat " +
                          (report.flat_rings == 1 ? "ring was" : "rings were") + " left out",
                      report.crossings + report.flat_rings);
    }
    if (!report.vanished.empty()) {
        std::vector<std::string> examples;
        for (const std::uint32_t area : report.vanished) {
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(named({area}, codes));
            }
        }
        findings.warn("W-TOPOLOGY-10",
                      counted_text(report.vanished.size(), "area has", "areas have") +
                          " no extent on a grid of " + shortest_text(request.snap_m) +
                          (report.vanished.size() == 1 ? " m and is written without a shape"
                                                       : " m and are written without a shape"),
                      report.vanished.size(), std::move(examples));
    }
}

std::vector<std::string> attribution_of(const std::vector<AreaCode>& codes,
                                        const std::string& grid) {
    Inputs inputs;
    inputs.boundaries.resize(1);
    inputs.boundaries[0].set.codes = codes;
    config::ProjectConfig project;
    project.boundaries.resize(1);
    return attribution_lines(project, inputs, grid);
}

// The datum grid that bringing the layer to WGS 84 will use, or an empty text.
std::string datum_grid(const geodata::CrsInfo& crs, const Topology& topology,
                       const geodata::ReprojectOptions& options) {
    if (topology.arc_points.empty()) {
        return {};
    }
    BoundarySet one;
    one.points = {topology.grid.position(topology.arc_points.front())};
    return geodata::to_lon_lat(one, crs, options).operation.grid_file;
}

Json report_json(const SimplifyOutcome& outcome, const SimplifyRequest& request) {
    Json files = Json::array();
    for (const auto& file : outcome.files) {
        files.push_back(file.string());
    }
    const auto counts = [](std::uint64_t before, std::uint64_t after) {
        return Json{{"before", before}, {"after", after}};
    };
    return {{"input", request.in.string()},
            {"areas", outcome.areas},
            {"points", counts(outcome.points_before, outcome.points_after)},
            {"removable_points", counts(outcome.removable_before, outcome.removable_after)},
            {"ring_points", counts(outcome.ring_points_before, outcome.ring_points_after)},
            {"put_back", outcome.put_back},
            {"dropped_parts", outcome.dropped_parts},
            {"dropped_holes", outcome.dropped_holes},
            {"tolerance_m", outcome.tolerance_m},
            {"area_m2", {{"before", outcome.area_before_m2}, {"after", outcome.area_after_m2}}},
            {"mended",
             {{"crossings", outcome.mended.crossings},
              {"flat_rings", outcome.mended.flat_rings},
              {"vanished", outcome.mended.vanished.size()},
              {"reshaped", outcome.mended.reshaped.size()}}},
            {"bytes", outcome.bytes},
            {"files", files},
            {"findings", findings_json<Json>(outcome.findings)}};
}

void take_counts(SimplifyOutcome& outcome, const Simplified& level) {
    const Topology& after = level.coverage.topology();
    outcome.points_before = level.points_before;
    outcome.points_after = level.points_after;
    outcome.removable_before = level.removable_before;
    outcome.removable_after = level.removable_after;
    outcome.ring_points_after = count_ring_points(after);
    outcome.put_back = level.put_back;
    outcome.dropped_parts = level.dropped_parts;
    outcome.dropped_holes = level.dropped_holes;
    outcome.tolerance_m = level.tolerance_m;
    outcome.area_after_m2 = total_area(after);
}

geodata::ExportOptions export_options(const SimplifyRequest& request, const std::string& own_crs) {
    geodata::ExportOptions options;
    options.format = request.format;
    options.decimals = request.decimals;
    options.target_crs = request.target_crs;
    const geodata::ExportFormat& format = geodata::find_format(request.to, request.format);
    if (options.target_crs.empty() && format.any_crs) {
        options.target_crs = own_crs;
    }
    options.overwrite = request.overwrite;
    options.threads = request.threads;
    options.progress = request.progress;
    options.reproject = reproject_options(request);
    return options;
}

geodata::Boundaries read_layer(const SimplifyRequest& request) {
    geodata::ReadBoundariesOptions reading;
    reading.layer = request.in_layer;
    reading.code_column = request.code_column;
    reading.crs = request.crs;
    reading.need_codes = false;
    reading.with_fields = true;
    reading.threads = request.threads;
    reading.progress = request.progress;
    return geodata::read_boundaries(request.in, reading);
}

}  // namespace

SimplifyOutcome simplify_layer(const SimplifyRequest& request) {
    check_numbers(request);
    const geodata::ExportFormat& format = geodata::find_format(request.to, request.format);
    std::error_code ignored;
    if (!request.overwrite && !geodata::is_database(request.to) &&
        std::filesystem::exists(request.to, ignored)) {
        throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                         "give another name, or --overwrite", {request.to.string(), 0, 0});
    }
    if (!format.has_geometry) {
        throw UsageError("E-USAGE-28", std::string{format.title} + " holds no shapes",
                         "a format of boundaries such as .geojson or .gpkg", {},
                         {request.to.string(), 0, 0});
    }
    tell(request, "reading boundaries");
    SimplifyOutcome outcome;
    geodata::Boundaries read = read_layer(request);
    outcome.findings.append(read.findings);
    outcome.areas = read.set.size();
    const geodata::ReprojectOptions reproject = reproject_options(request);
    const std::string own_crs = is_lon_lat(read.crs) ? "" : read.crs.authority_code;
    if (is_lon_lat(read.crs)) {
        tell(request, "bringing to British National Grid");
        read.set = geodata::to_national_grid(read.set, read.crs, reproject);
        read.crs = {"OSGB36 / British National Grid", "EPSG:27700", "brought to it", {}};
    }

    tell(request, "finding shared borders");
    CoverageOptions rules;
    rules.cells_per_unit = 1 / request.snap_m;
    rules.sliver_width = request.sliver_m;
    rules.threads = request.threads;
    rules.progress = request.progress;
    CoverageResult made = make_coverage(read.set, rules);
    if (!made.coverage) {
        refuse_overlaps(made.report, read.set.codes, request);
    }
    note_mending(made.report, read.set.codes, request, outcome.findings);
    outcome.mended = std::move(made.report);
    outcome.ring_points_before = count_ring_points(made.coverage->topology());
    outcome.area_before_m2 = total_area(made.coverage->topology());

    geodata::ExportLayer layer;
    layer.name = request.to.stem().string();
    layer.table.codes = std::move(read.set.codes);
    layer.table.names = std::move(read.set.names);
    layer.table.status.assign(layer.table.codes.size(), Status::ok);
    layer.table.columns = carried_fields(read, outcome.findings);
    layer.has_status = false;
    layer.crs = read.crs;
    layer.attribution = attribution_of(layer.table.codes,
                                       datum_grid(layer.crs, made.coverage->topology(), reproject));
    layer.coverage = made.coverage;
    const geodata::ExportOptions writing = export_options(request, own_crs);
    geodata::check_export(request.to, layer, writing);
    if (request.strict && outcome.findings.has_warnings()) {
        outcome.report = document_text(report_json(outcome, request));
        return outcome;
    }

    tell(request, "simplifying");
    const Simplifier simplifier(*made.coverage, request.threads);
    SimplifyOptions simplify;
    simplify.min_part = request.min_part_m2;
    geodata::ExportOutcome written;
    if (request.max_bytes) {
        geodata::FittedExport fitted = geodata::export_to_fit(
            request.to, std::move(layer), simplifier, *request.max_bytes, writing, simplify);
        take_counts(outcome, fitted.level);
        written = std::move(fitted.outcome);
    } else {
        const Simplified level = request.keep
                                     ? simplifier.keep_share(*request.keep, simplify)
                                     : simplifier.with_tolerance(*request.tolerance_m, simplify);
        take_counts(outcome, level);
        layer.coverage = level.coverage;
        if (!writing.target_crs.empty()) {
            layer.shapes = to_boundaries(level.coverage.topology(), request.threads);
        }
        tell(request, "writing");
        written = geodata::export_layer(request.to, layer, writing);
    }
    outcome.bytes = geodata::bytes_of(written);
    for (const geodata::ExportedFile& file : written.files) {
        outcome.files.push_back(file.path);
    }
    outcome.findings.append(written.findings);
    outcome.written = true;
    outcome.report = document_text(report_json(outcome, request));
    return outcome;
}

}  // namespace levelin::run
