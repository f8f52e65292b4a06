#include "export_support.hpp"

namespace levelin::geodata::detail {

namespace {

constexpr int metre_decimals = 3;  // The millimetre of the snap grid.
constexpr const char* national_grid = "EPSG:27700";

bool is_lon_lat(const std::string& crs) {
    return crs == "EPSG:4326" || crs == "OGC:CRS84";
}

}  // namespace

Coordinates coordinates_of(const ExportLayer& layer, const ExportOptions& options,
                           int degree_decimals) {
    Coordinates coordinates;
    coordinates.lon_lat = options.target_crs.empty() || is_lon_lat(options.target_crs);
    if (coordinates.lon_lat) {
        coordinates.crs = {"WGS 84", "EPSG:4326", "as exported", {}};
        const int usual =
            options.profile != nullptr ? options.profile->style.decimals : degree_decimals;
        coordinates.decimals = options.decimals.value_or(usual);
        return coordinates;
    }
    coordinates.decimals = options.decimals.value_or(metre_decimals);
    coordinates.crs = layer.crs;
    if (options.target_crs != layer.crs.authority_code) {
        coordinates.crs = {"OSGB36 / British National Grid", national_grid, "as exported", {}};
    }
    return coordinates;
}

PreparedShapes prepare_for(const ExportLayer& layer, const ExportOptions& options,
                           const Coordinates& coordinates, ExportOutcome& outcome) {
    ReprojectOptions reproject = options.reproject;
    reproject.threads = options.threads;
    reproject.progress = options.progress;
    PreparedShapes prepared;
    if (coordinates.lon_lat || coordinates.crs.authority_code == layer.crs.authority_code) {
        prepared = prepare_shapes(layer, coordinates.lon_lat ? "EPSG:4326" : "",
                                  coordinates.decimals, reproject);
    } else {
        ExportLayer moved;
        moved.shapes = to_national_grid(layer.shapes, layer.crs, reproject);
        moved.crs = coordinates.crs;
        prepared = prepare_shapes(moved, "", coordinates.decimals, reproject);
    }
    outcome.findings.append(prepared.findings);
    outcome.operation = prepared.operation;
    return prepared;
}

FeatureStyle style_of(const ExportLayer& layer, const ExportOptions& options) {
    FeatureStyle style = options.profile != nullptr ? options.profile->style : FeatureStyle{};
    style.decimals = options.decimals.value_or(style.decimals);
    style.has_status = layer.has_status;
    return style;
}

std::vector<std::string> column_names(const ExportLayer& layer) {
    std::vector<std::string> names{"code", "name"};
    if (layer.has_status) {
        names.emplace_back("status");
    }
    for (const ResultColumn& column : layer.table.columns) {
        names.push_back(column.name);
    }
    return names;
}

std::string notes_text(const ExportLayer& layer) {
    std::string text;
    for (const std::string& line : layer.attribution) {
        text += line + "\n";
    }
    for (const auto& [name, note] : layer.notes) {
        text += (name.empty() ? "" : name + ": ") + note + "\n";
    }
    return text;
}

std::filesystem::path beside(const std::filesystem::path& to, std::string_view ending) {
    std::filesystem::path name = to.stem();
    name += ending;
    return to.parent_path() / name;
}

NotesBeside::NotesBeside(const std::filesystem::path& to, const ExportLayer& layer,
                         const ExportOptions& options)
    : m_path(to), m_text(notes_text(layer)) {
    m_path += ".notes.txt";
    if (!m_text.empty()) {
        m_file.emplace(m_path, options.overwrite);
    }
}

void NotesBeside::commit(ExportOutcome& outcome) {
    if (m_file) {
        m_file->write(m_text);
        outcome.files.push_back({m_path, m_file->commit()});
    }
}

void tell(const ExportOptions& options, std::string_view stage, std::size_t done, std::size_t all) {
    if (options.progress != nullptr) {
        options.progress->update(
            stage, all == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(all));
    }
}

}  // namespace levelin::geodata::detail
