#include "cartogram_layer.hpp"

#include <algorithm>
#include <array>
#include <levelin/cartogram/dorling_cartogram.hpp>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/cartogram/hexagon_cartogram.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/export_to_fit.hpp>
#include <levelin/target/table_columns.hpp>

#include "json_parts.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

enum class Kind { flow, dorling, hexagon };

void tell(const CartogramRequest& request, std::string_view stage) {
    if (request.source.progress != nullptr) {
        request.source.progress->update(stage, -1.0);
    }
}

[[noreturn]] void wrong_call(const std::string& problem, const std::string& expected,
                             const std::string& hint = "see levelin cartogram --help") {
    throw UsageError("E-CARTOGRAM-05", problem, expected, hint);
}

Kind kind_of(const CartogramRequest& request) {
    constexpr std::array<std::string_view, 3> words{"flow", "dorling", "hexagon"};
    const auto found = std::find(words.begin(), words.end(), request.kind);
    if (found == words.end()) {
        wrong_call("\"" + request.kind + "\" is no kind of cartogram", "flow, dorling or hexagon");
    }
    return static_cast<Kind>(found - words.begin());
}

// Everything that can be wrong with a call is said before anything is read.
Kind check(const CartogramRequest& request) {
    const Kind kind = kind_of(request);
    const auto only = [&](bool given, const char* option, Kind its) {
        if (given && kind != its) {
            wrong_call(std::string{option} + " does not go with --kind " + request.kind,
                       "one without the other");
        }
    };
    if (kind != Kind::hexagon && request.by.empty()) {
        wrong_call("nothing says what areas are to be sized by", "--by COLUMN, such as population");
    }
    if (kind == Kind::hexagon && !request.by.empty()) {
        wrong_call("hexagons are all of one size", "--kind hexagon without --by",
                   "take --kind flow or dorling for sizes");
    }
    only(request.goal.has_value(), "--goal", Kind::flow);
    only(request.rounds.has_value(), "--rounds", Kind::flow);
    only(request.fill.has_value(), "--fill", Kind::dorling);
    only(request.seed.has_value(), "--seed", Kind::hexagon);
    only(!request.group.empty(), "--group", Kind::hexagon);
    if (request.goal && !(*request.goal > 0 && *request.goal < 1)) {
        wrong_call("--goal is out of range", "a share above 0 and below 1, such as 1%");
    }
    if (request.rounds && (*request.rounds < 1 || *request.rounds > 1000)) {
        wrong_call("--rounds is out of range", "a number from 1 to 1000");
    }
    if (request.fill && !(*request.fill >= 0.05 && *request.fill <= 1)) {
        wrong_call("--fill is out of range", "a share from 5% to 100%");
    }
    const geodata::ExportFormat& format = geodata::find_format(request.to, request.format);
    if (!format.has_geometry) {
        wrong_call(std::string{format.title} + " holds no shapes",
                   "a format of boundaries such as .geojson or .gpkg");
    }
    std::error_code ignored;
    if (!request.overwrite && !geodata::is_database(request.to) &&
        std::filesystem::exists(request.to, ignored)) {
        throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                         "give another --to, or --overwrite", {request.to.string(), 0, 0});
    }
    return kind;
}

/// The column that sizes areas, and the groups that hexagons keep together.
struct Columns {
    NumberColumn values;
    std::vector<std::uint32_t> groups;
};

Columns columns_of(const CartogramRequest& request, Kind kind, const ResultTable& table,
                   Diagnostics& findings) {
    geodata::Result areas;
    areas.table = table;
    areas.geography = detect_geography(table.codes, {});
    RuleInputsRequest reading;
    reading.tables = request.tables;
    reading.lookups = request.lookups;
    reading.threads = request.source.threads;
    reading.progress = request.source.progress;
    const RuleInputs inputs = widened(std::move(areas), reading);
    findings.append(inputs.findings);
    Columns out;
    if (kind != Kind::hexagon) {
        out.values = columns::numbers_of(inputs.table(), request.by);
        return out;
    }
    const std::string group = !request.group.empty()                     ? request.group
                              : inputs.table().find("nation") != nullptr ? "nation"
                                                                         : "";
    if (!group.empty()) {
        columns::Groups groups = columns::groups_of(inputs.table(), group);
        for (const std::uint32_t of : groups.of_area) {
            out.groups.push_back(
                of == columns::Groups::none ? static_cast<std::uint32_t>(groups.names.size()) : of);
        }
    }
    return out;
}

Coverage coverage_of(const CartogramRequest& request, const BoundarySet& metres,
                     Diagnostics& findings) {
    tell(request, "finding shared borders");
    CoverageOptions joining;
    joining.sliver_width = 1;
    joining.close_wide_overlaps = true;
    joining.threads = request.source.threads;
    joining.progress = request.source.progress;
    CoverageResult made = make_coverage(metres, joining);
    std::uint64_t wide = 0;
    double ground = 0;
    std::vector<std::string> examples;
    for (const CoverageFault& fault : made.report.faults) {
        if (fault.kind == CoverageFaultKind::overlap && fault.width > joining.sliver_width) {
            ++wide;
            ground += fault.area;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(metres.codes[fault.areas[0]].str() + " and " +
                                   metres.codes[fault.areas[1]].str());
            }
        }
    }
    if (wide > 0) {
        findings.warn(
            "W-CARTOGRAM-06",
            grouped_text(static_cast<long long>(wide)) + (wide == 1 ? " piece" : " pieces") +
                " of ground, " + fixed_text(ground, 0) +
                " m2 in all, are claimed by more than one area; each was given to the one "
                "with the longest border along it",
            wide, std::move(examples));
    }
    return std::move(made.coverage.value());
}

Cartogram make(const CartogramRequest& request, Kind kind, const Coverage& coverage,
               const Columns& columns) {
    const unsigned threads = request.source.threads;
    Progress* progress = request.source.progress;
    switch (kind) {
        case Kind::flow: {
            FlowOptions options;
            options.goal = request.goal.value_or(options.goal);
            options.rounds = static_cast<int>(
                request.rounds.value_or(static_cast<std::uint64_t>(options.rounds)));
            options.threads = threads;
            options.progress = progress;
            return flow_cartogram(coverage, columns.values, options);
        }
        case Kind::dorling: {
            DorlingOptions options;
            options.fill = request.fill.value_or(options.fill);
            options.threads = threads;
            options.progress = progress;
            return dorling_cartogram(coverage, columns.values, options);
        }
        case Kind::hexagon: {
            HexagonCartogramOptions options;
            options.seed = request.seed.value_or(options.seed);
            options.threads = threads;
            options.progress = progress;
            return hexagon_cartogram(coverage, columns.groups, options);
        }
    }
    return {};
}

// For those who open the file: that shapes are not true, and what they are.
std::string note_of(const CartogramRequest& request, const CartogramFit& fit) {
    std::string text = request.kind + " cartogram";
    if (!request.by.empty()) {
        text += " by " + request.by + ", sizes at most " + fixed_text(100 * fit.max_error, 2) +
                " % off";
    }
    return text + "; shapes and places are not the true ones";
}

geodata::ExportOptions export_options(const CartogramRequest& request) {
    geodata::ExportOptions options;
    options.format = request.format;
    options.decimals = request.decimals;
    options.target_crs = request.target_crs;
    if (options.target_crs.empty() && geodata::find_format(request.to, request.format).any_crs) {
        options.target_crs = "EPSG:27700";
    }
    options.overwrite = request.overwrite;
    options.threads = request.source.threads;
    options.progress = request.source.progress;
    options.reproject = reproject_options(request.source);
    return options;
}

std::string report_of(const CartogramOutcome& outcome, const CartogramRequest& request) {
    Json files = Json::array();
    for (const auto& file : outcome.files) {
        files.push_back(file.string());
    }
    const CartogramFit& fit = outcome.fit;
    return document_text({{"kind", request.kind},
                          {"by", request.by.empty() ? Json() : Json(request.by)},
                          {"areas", outcome.areas},
                          {"rounds", outcome.rounds},
                          {"mean_error", fit.mean_error},
                          {"max_error", fit.max_error},
                          {"worst", outcome.worst.empty() ? Json() : Json(outcome.worst)},
                          {"borders", fit.borders},
                          {"borders_kept", fit.borders_kept},
                          {"mean_displacement_m", fit.mean_displacement_m},
                          {"bytes", outcome.bytes},
                          {"files", files},
                          {"findings", findings_json<Json>(outcome.findings)}});
}

}  // namespace

CartogramOutcome cartogram_layer(const CartogramRequest& request) {
    const Kind kind = check(request);
    CartogramOutcome outcome;
    geodata::ExportLayer layer = layer_of(request.source, outcome.findings);
    geodata::check_export(request.to, layer, export_options(request));
    outcome.areas = layer.table.size();
    const Columns columns = columns_of(request, kind, layer.table, outcome.findings);
    tell(request, "bringing to British National Grid");
    const Coverage coverage = coverage_of(
        request,
        geodata::to_national_grid(layer.shapes, layer.crs, reproject_options(request.source)),
        outcome.findings);
    Cartogram made = make(request, kind, coverage, columns);
    outcome.findings.append(made.diagnostics);
    outcome.fit = made.fit;
    outcome.rounds = made.rounds;
    if (made.fit.worst != no_area) {
        const std::string& name = layer.table.names[made.fit.worst];
        outcome.worst = layer.table.codes[made.fit.worst].str() + (name.empty() ? "" : " " + name);
    }
    if (request.strict && outcome.findings.has_warnings()) {
        outcome.report = report_of(outcome, request);
        return outcome;
    }
    layer.name = request.to.stem().string();
    layer.shapes = std::move(made.boundaries);
    layer.crs = {"OSGB36 / British National Grid", "EPSG:27700", "of the cartogram", {}};
    layer.coverage.reset();
    layer.notes.emplace_back("cartogram", note_of(request, made.fit));
    tell(request, "writing");
    const geodata::ExportOutcome written =
        geodata::export_layer(request.to, layer, export_options(request));
    outcome.bytes = geodata::bytes_of(written);
    for (const geodata::ExportedFile& file : written.files) {
        outcome.files.push_back(file.path);
    }
    outcome.findings.append(written.findings);
    outcome.written = true;
    outcome.report = report_of(outcome, request);
    return outcome;
}

}  // namespace levelin::run
