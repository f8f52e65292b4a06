#include "export_result.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/export_format.hpp>
#include <levelin/geodata/export_to_fit.hpp>
#include <levelin/geodata/read_result.hpp>
#include <limits>

#include "attribution.hpp"
#include "boundary_order.hpp"
#include "carried_fields.hpp"
#include "json_parts.hpp"
#include "search_folders.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const ExportRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

geodata::ReprojectOptions reproject_options(const ExportRequest& request) {
    geodata::ReprojectOptions options;
    options.grid = request.grid;
    options.threads = request.threads;
    options.progress = request.progress;
    add_search_folders(options.search_folders, request.result);
    for (const auto& file : request.boundaries) {
        add_search_folders(options.search_folders, file);
    }
    return options;
}

// The datum grid that bringing the layer to WGS 84 will use, or an empty text.
std::string datum_grid(const geodata::CrsInfo& crs, const BoundarySet& shapes,
                       const geodata::ReprojectOptions& options) {
    if (shapes.points.empty()) {
        return {};
    }
    BoundarySet one;
    one.points = {shapes.points.front()};
    return geodata::to_lon_lat(one, crs, options).operation.grid_file;
}

bool is_lon_lat(const geodata::CrsInfo& crs) {
    return crs.authority_code == "EPSG:4326" || crs.authority_code == "OGC:CRS84" ||
           crs.wkt.starts_with("GEOG");
}

geodata::Boundaries read_layer(const ExportRequest& request, const std::filesystem::path& path,
                               geodata::ReadBoundariesOptions options) {
    options.threads = request.threads;
    options.progress = request.progress;
    return geodata::read_boundaries(path, options);
}

// The lines that boundaries call for.
std::vector<std::string> attribution_of(Inputs inputs, const std::string& grid) {
    config::ProjectConfig project;
    project.boundaries.resize(inputs.boundaries.size());
    return attribution_lines(project, inputs, grid);
}

void add_lines(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    for (const std::string& line : more) {
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(line);
        }
    }
}

std::string text_of(const Json& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Json list_of(const Json& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found != object.end() && found->is_array() ? *found : Json::array();
}

Json manifest_of(const std::filesystem::path& folder) {
    std::ifstream in{folder / "manifest.json", std::ios::binary};
    Json json = Json::parse(in, nullptr, false);
    return json.is_object() ? json : Json::object();
}

// How the result was made, as its manifest says. Of files the names alone: where they lay is nobody
// else's business.
std::vector<std::pair<std::string, std::string>> notes_of(const Json& manifest) {
    std::vector<std::pair<std::string, std::string>> notes;
    const std::string version = text_of(manifest, "levelin");
    const std::string command = text_of(manifest, "command");
    notes.emplace_back("made by", "levelin " + version + (command.empty() ? "" : " " + command));
    for (const Json& input : list_of(manifest, "inputs")) {
        const std::string name = std::filesystem::path{text_of(input, "file")}.filename().string();
        notes.emplace_back("made from", text_of(input, "role") + " " + name + ", SHA-256 " +
                                            text_of(input, "sha256"));
    }
    if (const auto found = manifest.find("coordinate_operation"); found != manifest.end()) {
        notes.emplace_back("coordinates", text_of(*found, "name"));
    }
    return notes;
}

void check_digest(const Json& manifest, const std::filesystem::path& path) {
    for (const Json& output : list_of(manifest, "outputs")) {
        if (text_of(output, "file") == path.filename().string() &&
            text_of(output, "sha256") != geodata::digest_of_file(path).sha256) {
            throw InputError("E-INPUT-61", "is not the file that manifest.json describes",
                             "a file whose SHA-256 is " + text_of(output, "sha256"),
                             "run levelin again, and leave the files of its result as they are",
                             {path.string(), 0, 0});
        }
    }
}

// All layers of --boundaries in one coordinate system.
geodata::Boundaries merged(std::vector<geodata::Boundaries> layers,
                           const geodata::ReprojectOptions& reproject) {
    geodata::Boundaries out = layers.front();
    const bool alike = std::all_of(layers.begin(), layers.end(), [&](const auto& layer) {
        return !layer.crs.authority_code.empty() &&
               layer.crs.authority_code == out.crs.authority_code;
    });
    std::vector<BoundarySet> sets;
    for (geodata::Boundaries& layer : layers) {
        sets.push_back(layers.size() == 1 || alike
                           ? std::move(layer.set)
                           : geodata::to_lon_lat(std::move(layer.set), layer.crs, reproject).set);
    }
    if (layers.size() > 1 && !alike) {
        out.crs = {"WGS 84", "EPSG:4326", "brought to it", {}};
    }
    out.set = sets.size() == 1 ? std::move(sets.front()) : concatenate(sets);
    return out;
}

void take_shapes(const ExportRequest& request, geodata::ExportLayer& layer,
                 const geodata::ReprojectOptions& reproject, Diagnostics& findings) {
    Inputs inputs;
    for (const auto& file : request.boundaries) {
        geodata::ReadBoundariesOptions reading;
        reading.crs = request.crs;
        inputs.boundaries.push_back(read_layer(request, file, reading));
        findings.append(inputs.boundaries.back().findings);
    }
    geodata::Boundaries all = merged(inputs.boundaries, reproject);
    layer.crs = all.crs;
    OrderedBoundaries ordered = in_order_of(all.set, layer.table.codes);
    const std::string file = request.boundaries.front().string();
    if (!ordered.missing.empty()) {
        throw JoinError(
            "E-EXPORT-10",
            grouped_text(static_cast<long long>(ordered.missing.size())) +
                " areas of the result are not among the boundaries, the first of them " +
                ordered.missing.front().str(),
            "boundaries of every area of the result", "give all layers, each with --boundaries",
            {file, 0, 0});
    }
    if (ordered.left_over > 0) {
        findings.note(
            "N-EXPORT-03",
            grouped_text(static_cast<long long>(ordered.left_over)) +
                (ordered.left_over == 1 ? " boundary is of an area" : " boundaries are of areas") +
                " that the result does not have: left out",
            ordered.left_over);
    }
    layer.shapes = std::move(ordered.set);
    add_lines(layer.attribution, attribution_of(std::move(inputs), {}));
}

geodata::ExportLayer result_layer(const ExportRequest& request, Diagnostics& findings) {
    geodata::ReadResultOptions options;
    options.derived = true;
    geodata::Result result = geodata::read_result(request.result, options);
    const Json manifest = manifest_of(request.result);
    const geodata::ReprojectOptions reproject = reproject_options(request);
    geodata::ExportLayer layer;
    layer.table = std::move(result.table);
    layer.attribution = result.licences;
    layer.notes = notes_of(manifest);
    const bool wants_shapes =
        std::any_of(request.to.begin(), request.to.end(), [&](const std::string& to) {
            return geodata::find_format(to, request.format).has_geometry;
        });
    if (!request.boundaries.empty()) {
        tell(request, "reading boundaries");
        take_shapes(request, layer, reproject, findings);
    } else if (wants_shapes && !result.boundaries.empty()) {
        tell(request, "reading boundaries");
        check_digest(manifest, result.boundaries);
        geodata::ReadBoundariesOptions reading;
        reading.code_column = "code";
        reading.name_column = "name";
        geodata::Boundaries shapes = read_layer(request, result.boundaries, reading);
        layer.crs = shapes.crs;
        layer.shapes = in_order_of(shapes.set, layer.table.codes).set;
    }
    add_lines(layer.attribution,
              attribution_of({}, datum_grid(layer.crs, layer.shapes, reproject)));
    return layer;
}

geodata::ExportLayer boundary_layer(const ExportRequest& request, Diagnostics& findings) {
    tell(request, "reading boundaries");
    geodata::ReadBoundariesOptions reading;
    reading.crs = request.crs;
    reading.with_fields = true;
    Inputs inputs;
    inputs.boundaries.push_back(read_layer(request, request.result, reading));
    geodata::Boundaries& read = inputs.boundaries.front();
    findings.append(read.findings);
    geodata::ExportLayer layer;
    layer.table.columns = carried_fields(read, findings);
    layer.table.codes = read.set.codes;
    layer.table.names = read.set.names;
    layer.table.status.assign(read.set.size(), Status::ok);
    layer.has_status = false;
    layer.crs = read.crs;
    layer.shapes = read.set;
    const std::string grid = datum_grid(layer.crs, layer.shapes, reproject_options(request));
    layer.attribution = attribution_of(std::move(inputs), grid);
    layer.notes.emplace_back("made from", request.result.filename().string() + ", SHA-256 " +
                                              geodata::digest_of_file(request.result).sha256);
    return layer;
}

geodata::ExportLayer layer_of(const ExportRequest& request, Diagnostics& findings) {
    std::error_code ignored;
    if (std::filesystem::is_directory(request.result, ignored)) {
        return result_layer(request, findings);
    }
    if (!geodata::is_boundary_name(request.result)) {
        throw UsageError("E-EXPORT-09", "is neither a result folder nor a boundary file",
                         "the folder that a command wrote, or .shp, .gpkg, .geojson, .topojson, "
                         ".fgb",
                         "name the folder, not a file in it", {request.result.string(), 0, 0});
    }
    if (!request.boundaries.empty()) {
        throw UsageError("E-EXPORT-09", "is a boundary file, and --boundaries gives others",
                         "one or the other", "leave --boundaries out",
                         {request.result.string(), 0, 0});
    }
    return boundary_layer(request, findings);
}

// A layer as a coverage in metres, and the weights of its points: made once for all files that have
// to fit a size.
class Simplifying {
  public:
    Simplifying(const ExportRequest& request, const geodata::ExportLayer& layer,
                Diagnostics& findings)
        : m_layer(layer) {
        tell(request, "finding shared borders");
        if (is_lon_lat(m_layer.crs)) {
            m_layer.shapes =
                geodata::to_national_grid(m_layer.shapes, m_layer.crs, reproject_options(request));
            m_layer.crs = {"OSGB36 / British National Grid", "EPSG:27700", "brought to it", {}};
        }
        CoverageOptions rules;
        rules.sliver_width = sliver_width_m;
        rules.threads = request.threads;
        rules.progress = request.progress;
        CoverageResult made = make_coverage(m_layer.shapes, rules);
        if (!made.coverage) {
            throw GeometryError("E-TOPOLOGY-10", "areas overlap and cannot be simplified together",
                                "areas that lie beside each other",
                                "leave --max-bytes out; levelin validate says where they overlap",
                                {request.result.string(), 0, 0});
        }
        if (!made.report.vanished.empty()) {
            findings.warn("W-TOPOLOGY-10",
                          grouped_text(static_cast<long long>(made.report.vanished.size())) +
                              " areas have no extent on a grid of 1 mm and are written without a "
                              "shape",
                          made.report.vanished.size());
        }
        m_coverage = std::move(made.coverage);
        m_simplifier.emplace(*m_coverage, request.threads);
    }
    Simplifying(const Simplifying&) = delete;
    Simplifying& operator=(const Simplifying&) = delete;

    [[nodiscard]] geodata::ExportOutcome write(const std::string& to, std::uint64_t max_bytes,
                                               const geodata::ExportOptions& options) const {
        geodata::FittedExport fitted =
            geodata::export_to_fit(to, m_layer, *m_simplifier, max_bytes, options);
        const Simplified& level = fitted.level;
        if (level.removable_after < level.removable_before) {
            fitted.outcome.findings.note(
                "N-EXPORT-04", std::filesystem::path{to}.filename().string() +
                                   " is simplified to fit: borders keep " +
                                   fixed_text(100.0 * static_cast<double>(level.removable_after) /
                                                  static_cast<double>(level.removable_before),
                                              1) +
                                   " % of their points, details up to " +
                                   fixed_text(level.tolerance_m, 1) + " m are gone");
        }
        return std::move(fitted.outcome);
    }

  private:
    static constexpr double sliver_width_m = 0.1;  // As in `prepare_shapes`.

    geodata::ExportLayer m_layer;
    std::optional<Coverage> m_coverage;
    std::optional<Simplifier> m_simplifier;
};

geodata::ExportOptions options_of(const ExportRequest& request) {
    geodata::ExportOptions options;
    options.format = request.format;
    options.profile = request.profile.empty() ? nullptr : &geodata::find_profile(request.profile);
    options.decimals = request.decimals;
    options.target_crs = request.target_crs;
    options.quantization = request.quantization;
    options.max_bytes = request.max_bytes;
    options.min_zoom = request.min_zoom;
    options.max_zoom = request.max_zoom;
    options.overwrite = request.overwrite;
    options.threads = request.threads;
    options.progress = request.progress;
    options.reproject = reproject_options(request);
    return options;
}

void check_targets(const ExportRequest& request, const geodata::ExportOptions& options) {
    for (const std::string& to : request.to) {
        (void)geodata::find_format(to, options.format, options.profile);
        if (request.max_bytes > 0 && geodata::is_database(to)) {
            throw UsageError("E-EXPORT-05", "a table of a data base has no size to fit",
                             "--max-bytes with files alone", "leave --max-bytes out");
        }
        std::error_code ignored;
        if (!geodata::is_database(to) && !request.overwrite &&
            std::filesystem::exists(to, ignored)) {
            throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                             "give another --to, or --overwrite", {to, 0, 0});
        }
    }
}

// What several formats have to say alike is said once.
void add_findings(Diagnostics& findings, const Diagnostics& more) {
    for (const Finding& finding : more.findings()) {
        const auto& all = findings.findings();
        if (std::none_of(all.begin(), all.end(), [&](const Finding& f) {
                return f.code == finding.code && f.message == finding.message;
            })) {
            findings.add(finding);
        }
    }
}

std::string report_of(const ExportResultOutcome& outcome,
                      const std::vector<geodata::ExportOutcome>& exports,
                      const ExportRequest& request) {
    Json list = Json::array();
    for (std::size_t i = 0; i < exports.size(); ++i) {
        Json files = Json::array();
        for (const geodata::ExportedFile& file : exports[i].files) {
            files.push_back({{"file", file.path.string()},
                             {"bytes", file.digest.bytes},
                             {"sha256", file.digest.sha256}});
        }
        list.push_back({{"to", outcome.lines[i].file},
                        {"format", outcome.lines[i].format},
                        {"areas", outcome.lines[i].areas},
                        {"bytes", outcome.lines[i].bytes},
                        {"coordinates", exports[i].operation.name},
                        {"files", files}});
    }
    return document_text({{"profile", request.profile.empty() ? Json() : Json(request.profile)},
                          {"exports", list},
                          {"findings", findings_json<Json>(outcome.findings)}});
}

}  // namespace

ExportResultOutcome export_result(const ExportRequest& request) {
    const geodata::ExportOptions options = options_of(request);
    check_targets(request, options);
    ExportResultOutcome outcome;
    geodata::ExportLayer layer = layer_of(request, outcome.findings);
    layer.name = request.layer.empty() ? "areas" : request.layer;
    for (const std::string& to : request.to) {
        geodata::check_export(to, layer, options);
    }
    if (request.strict && outcome.findings.has_warnings()) {
        outcome.report = report_of(outcome, {}, request);
        return outcome;
    }
    std::vector<geodata::ExportOutcome> exports;
    std::optional<Simplifying> simplifying;
    for (const std::string& to : request.to) {
        geodata::ExportOutcome written;
        if (request.max_bytes > 0 &&
            geodata::find_format(to, options.format, options.profile).has_geometry) {
            if (!simplifying) {
                simplifying.emplace(request, layer, outcome.findings);
            }
            tell(request, "simplifying");
            written = simplifying->write(to, request.max_bytes, options);
        } else {
            tell(request, "writing");
            written = geodata::export_layer(to, layer, options);
        }
        ExportLine line;
        line.file = written.files.front().path.string();
        line.format = geodata::find_format(to, options.format, options.profile).title;
        line.areas = written.areas;
        for (const geodata::ExportedFile& file : written.files) {
            line.bytes += file.digest.bytes;
            outcome.files.push_back(file.path);
        }
        outcome.lines.push_back(std::move(line));
        add_findings(outcome.findings, written.findings);
        exports.push_back(std::move(written));
    }
    outcome.report = report_of(outcome, exports, request);
    outcome.written = true;
    return outcome;
}

std::uint64_t parse_bytes(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, double>, 5> units{
        {{"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"b", 1}, {"", 1}}};
    const std::string lower = ascii_lower(text);
    for (const auto& [unit, size] : units) {
        if (!lower.ends_with(unit)) {
            continue;
        }
        std::string number = lower.substr(0, lower.size() - unit.size());
        while (number.ends_with(' ')) {
            number.pop_back();
        }
        const auto value = parse_plain_number(number);
        if (value && *value * size >= 1 && *value * size < 1e15) {
            return static_cast<std::uint64_t>(std::floor(*value * size));
        }
        break;
    }
    throw UsageError("E-EXPORT-11", "\"" + std::string{text} + "\" is no size of a file",
                     "a number of bytes such as 5MB, 500kB or 20000", "see levelin export --help");
}

}  // namespace levelin::run
