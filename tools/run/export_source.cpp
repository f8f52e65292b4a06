// What is exported, from a result folder or a boundary file.
#include "export_source.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/export_format.hpp>
#include <levelin/geodata/read_result.hpp>

#include "attribution.hpp"
#include "boundary_order.hpp"
#include "carried_fields.hpp"
#include "json_fields.hpp"
#include "search_folders.hpp"

namespace levelin::run {

namespace {

void tell(const ExportSource& source, std::string_view stage) {
    if (source.progress != nullptr) {
        source.progress->update(stage, -1.0);
    }
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

geodata::Boundaries read_layer(const ExportSource& source, const std::filesystem::path& path,
                               geodata::ReadBoundariesOptions options) {
    options.threads = source.threads;
    options.progress = source.progress;
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

// How the result was made, as its manifest says. Of files the names alone: where they lay is nobody
// else's business.
std::vector<std::pair<std::string, std::string>> notes_of(const Json& manifest) {
    std::vector<std::pair<std::string, std::string>> notes;
    const std::string version = text_in(manifest, "levelin");
    const std::string command = text_in(manifest, "command");
    notes.emplace_back("made by", "levelin " + version + (command.empty() ? "" : " " + command));
    for (const Json& input : list_in(manifest, "inputs")) {
        const std::string name = std::filesystem::path{text_in(input, "file")}.filename().string();
        notes.emplace_back("made from", text_in(input, "role") + " " + name + ", SHA-256 " +
                                            text_in(input, "sha256"));
    }
    if (const auto found = manifest.find("coordinate_operation"); found != manifest.end()) {
        notes.emplace_back("coordinates", text_in(*found, "name"));
    }
    return notes;
}

void check_digest(const Json& manifest, const std::filesystem::path& path) {
    for (const Json& output : list_in(manifest, "outputs")) {
        if (text_in(output, "file") == path.filename().string() &&
            text_in(output, "sha256") != geodata::digest_of_file(path).sha256) {
            throw InputError("E-INPUT-61", "is not the file that manifest.json describes",
                             "a file whose SHA-256 is " + text_in(output, "sha256"),
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

void take_shapes(const ExportSource& source, geodata::ExportLayer& layer,
                 const geodata::ReprojectOptions& reproject, Diagnostics& findings) {
    Inputs inputs;
    for (const auto& file : source.boundaries) {
        geodata::ReadBoundariesOptions reading;
        reading.crs = source.crs;
        inputs.boundaries.push_back(read_layer(source, file, reading));
        findings.append(inputs.boundaries.back().findings);
    }
    geodata::Boundaries all = merged(inputs.boundaries, reproject);
    layer.crs = all.crs;
    OrderedBoundaries ordered = in_order_of(all.set, layer.table.codes);
    const std::string file = source.boundaries.front().string();
    if (!ordered.missing.empty()) {
        throw JoinError(
            "E-EXPORT-10",
            grouped_text(ordered.missing.size()) +
                " areas of the result are not among the boundaries, the first of them " +
                ordered.missing.front().str(),
            "boundaries of every area of the result", "give all layers, each with --boundaries",
            {file, 0, 0});
    }
    if (ordered.left_over > 0) {
        findings.note(
            "N-EXPORT-03",
            grouped_text(ordered.left_over) +
                (ordered.left_over == 1 ? " boundary is of an area" : " boundaries are of areas") +
                " that the result does not have: left out",
            ordered.left_over);
    }
    layer.shapes = std::move(ordered.set);
    add_lines(layer.attribution, attribution_of(std::move(inputs), {}));
}

geodata::ExportLayer result_layer(const ExportSource& source, Diagnostics& findings) {
    geodata::ReadResultOptions options;
    options.derived = true;
    geodata::Result result = geodata::read_result(source.result, options);
    const Json manifest = json_document(source.result / "manifest.json");
    const geodata::ReprojectOptions reproject = reproject_options(source);
    geodata::ExportLayer layer;
    layer.table = std::move(result.table);
    layer.attribution = result.licences;
    layer.notes = notes_of(manifest);
    if (!source.boundaries.empty()) {
        tell(source, "reading boundaries");
        take_shapes(source, layer, reproject, findings);
    } else if (source.shapes && !result.boundaries.empty()) {
        tell(source, "reading boundaries");
        check_digest(manifest, result.boundaries);
        geodata::ReadBoundariesOptions reading;
        reading.code_column = "code";
        reading.name_column = "name";
        geodata::Boundaries shapes = read_layer(source, result.boundaries, reading);
        layer.crs = shapes.crs;
        layer.shapes = in_order_of(shapes.set, layer.table.codes).set;
    }
    add_lines(layer.attribution,
              attribution_of({}, datum_grid(layer.crs, layer.shapes, reproject)));
    return layer;
}

geodata::ExportLayer boundary_layer(const ExportSource& source, Diagnostics& findings) {
    tell(source, "reading boundaries");
    geodata::ReadBoundariesOptions reading;
    reading.crs = source.crs;
    reading.with_fields = true;
    Inputs inputs;
    inputs.boundaries.push_back(read_layer(source, source.result, reading));
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
    const std::string grid = datum_grid(layer.crs, layer.shapes, reproject_options(source));
    layer.attribution = attribution_of(std::move(inputs), grid);
    layer.notes.emplace_back("made from", source.result.filename().string() + ", SHA-256 " +
                                              geodata::digest_of_file(source.result).sha256);
    return layer;
}

}  // namespace

bool is_lon_lat(const geodata::CrsInfo& crs) {
    return crs.authority_code == "EPSG:4326" || crs.authority_code == "OGC:CRS84" ||
           crs.wkt.starts_with("GEOG");
}

geodata::ReprojectOptions reproject_options(const ExportSource& source) {
    geodata::ReprojectOptions options;
    options.grid = source.grid;
    options.threads = source.threads;
    options.progress = source.progress;
    add_search_folders(options.search_folders, source.result);
    for (const auto& file : source.boundaries) {
        add_search_folders(options.search_folders, file);
    }
    return options;
}

geodata::ExportLayer layer_of(const ExportSource& source, Diagnostics& findings) {
    std::error_code ignored;
    if (std::filesystem::is_directory(source.result, ignored)) {
        return result_layer(source, findings);
    }
    if (!geodata::is_boundary_name(source.result)) {
        throw UsageError("E-EXPORT-09", "is neither a result folder nor a boundary file",
                         "the folder that a command wrote, or .shp, .gpkg, .geojson, .topojson, "
                         ".fgb",
                         "name the folder, not a file in it", {source.result.string(), 0, 0});
    }
    if (!source.boundaries.empty()) {
        throw UsageError("E-EXPORT-09", "is a boundary file, and --boundaries gives others",
                         "one or the other", "leave --boundaries out",
                         {source.result.string(), 0, 0});
    }
    return boundary_layer(source, findings);
}

}  // namespace levelin::run
