#include <algorithm>
#include <levelin/export/csv_text.hpp>
#include <levelin/geodata/write_geojson.hpp>

#include "export_support.hpp"

namespace levelin::geodata::detail {

namespace {

constexpr int geojson_decimals = 6;
constexpr std::size_t csv_block = 4096;

ExportOutcome export_features(const Path& to, const ExportLayer& layer,
                              const ExportOptions& options, GeoJsonFraming framing) {
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    OutputFile file(to, options.overwrite);
    std::optional<NotesBeside> notes;
    if (framing != GeoJsonFraming::collection) {
        notes.emplace(to, layer, options);
    }
    GeoJsonOptions writing;
    writing.style = style_of(layer, options);
    writing.framing = framing;
    writing.attribution = layer.attribution;
    writing.threads = options.threads;
    writing.progress = options.progress;
    const Coordinates coordinates = coordinates_of(layer, options, geojson_decimals);
    const PreparedShapes shapes = prepare_for(layer, options, coordinates, outcome);
    outcome.findings.append(write_geojson(file, shapes.set, layer.table, writing));
    outcome.files.push_back({to, file.commit()});
    if (notes) {
        notes->commit(outcome);
    }
    return outcome;
}

}  // namespace

ExportOutcome export_geojson(const Path& to, const ExportLayer& layer,
                             const ExportOptions& options) {
    return export_features(to, layer, options, GeoJsonFraming::collection);
}

ExportOutcome export_geojson_lines(const Path& to, const ExportLayer& layer,
                                   const ExportOptions& options) {
    return export_features(to, layer, options, GeoJsonFraming::lines);
}

ExportOutcome export_geojson_sequence(const Path& to, const ExportLayer& layer,
                                      const ExportOptions& options) {
    return export_features(to, layer, options, GeoJsonFraming::sequence);
}

ExportOutcome export_csv(const Path& to, const ExportLayer& layer, const ExportOptions& options) {
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    OutputFile file(to, options.overwrite);
    NotesBeside notes(to, layer, options);
    file.write(csv_head(layer.table, layer.has_status));
    for (std::size_t row = 0; row < layer.table.size(); row += csv_block) {
        std::string text;
        append_csv_rows(text, layer.table, row, std::min(row + csv_block, layer.table.size()),
                        layer.has_status);
        file.write(text);
        tell(options, "writing CSV", row, layer.table.size());
    }
    outcome.files.push_back({to, file.commit()});
    notes.commit(outcome);
    return outcome;
}

}  // namespace levelin::geodata::detail
