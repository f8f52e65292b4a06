#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>

#include "export_support.hpp"
#include "field_names.hpp"
#include "gdal_layer.hpp"
#include "staged_folder.hpp"

namespace levelin::geodata::detail {

namespace {}  // namespace

ExportOutcome export_geopackage(const Path& to, const ExportLayer& layer,
                                const ExportOptions& options) {
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    const StagedFolder folder(to, options.overwrite);
    const Coordinates coordinates = coordinates_of(layer, options, gdal_decimals);
    const PreparedShapes shapes = prepare_for(layer, options, coordinates, outcome);

    GdalMessages messages;
    const GdalSetting moment("OGR_CURRENT_DATE", fixed_moment);
    // The file is made aside and put in its place when whole, so that no journal is needed.
    const GdalSetting journal("OGR_SQLITE_JOURNAL", "OFF");
    const GdalSetting flushing("OGR_SQLITE_SYNCHRONOUS", "OFF");
    const FieldNames names = fit_field_names(column_names(layer), {});
    note_renames(names, "GeoPackage", outcome);
    const std::string notes = notes_text(layer);
    GdalLayerSpec spec;
    spec.layer_name = layer.name;
    spec.field_names = names.names;
    spec.options = {"FID=" + free_name("fid", names.names),
                    "GEOMETRY_NAME=" + free_name("geom", names.names)};
    if (!notes.empty()) {
        spec.options.push_back("DESCRIPTION=" + notes);
        spec.metadata.emplace_back("ATTRIBUTION", notes);
    }
    spec.stage = "writing GeoPackage";
    DatasetPtr dataset = create_dataset("GPKG", folder.file(to.filename()), messages);
    if (dataset->StartTransaction() != OGRERR_NONE) {
        fail_in_gdal("no transaction", messages);
    }
    write_gdal_layer(*dataset, layer, shapes.set, coordinates.crs, spec, options, messages);
    if (dataset->CommitTransaction() != OGRERR_NONE) {
        fail_in_gdal("the areas cannot be committed", messages);
    }
    close_dataset(dataset, messages);
    check_count("GPKG", folder.file(to.filename()), outcome.areas, messages);
    outcome.files.push_back({to, folder.commit(to.filename())});
    return outcome;
}

ExportOutcome export_flatgeobuf(const Path& to, const ExportLayer& layer,
                                const ExportOptions& options) {
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    const StagedFolder folder(to, options.overwrite);
    NotesBeside notes(to, layer, options);
    const Coordinates coordinates = coordinates_of(layer, options, gdal_decimals);
    const PreparedShapes shapes = prepare_for(layer, options, coordinates, outcome);

    GdalMessages messages;
    const FieldNames names = fit_field_names(column_names(layer), {});
    note_renames(names, "FlatGeobuf", outcome);
    GdalLayerSpec spec;
    spec.layer_name = layer.name;
    spec.field_names = names.names;
    spec.stage = "writing FlatGeobuf";
    // GDAL leaves features without geometry out of a FlatGeobuf without a word; levelin says so.
    const std::vector<std::size_t> bare = areas_without_shape(shapes.set);
    if (!bare.empty()) {
        std::vector<std::string> codes;
        for (const std::size_t a : bare) {
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(layer.table.codes[a].str());
            }
        }
        outcome.findings.warn("W-EXPORT-02",
                              grouped_text(bare.size()) +
                                  (bare.size() == 1 ? " area has" : " areas have") +
                                  " no shape, which FlatGeobuf cannot hold: left out",
                              bare.size(), codes);
    }
    spec.only_with_shape = true;
    outcome.areas -= bare.size();
    DatasetPtr dataset = create_dataset("FlatGeobuf", folder.file(to.filename()), messages);
    write_gdal_layer(*dataset, layer, shapes.set, coordinates.crs, spec, options, messages);
    close_dataset(dataset, messages);
    check_count("FlatGeobuf", folder.file(to.filename()), outcome.areas, messages);
    outcome.files.push_back({to, folder.commit(to.filename())});
    notes.commit(outcome);
    return outcome;
}

}  // namespace levelin::geodata::detail
