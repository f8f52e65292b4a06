#include <levelin/core/error.hpp>
#include <levelin/geodata/inspect.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <memory>

#include "boundary_layers.hpp"
#include "boundary_source.hpp"
#include "text_encoding.hpp"

namespace levelin::geodata {

namespace {

struct Attributes {
    Grid grid;
    std::vector<std::string> names;
};

// Every feature's fields as text, in the order of the file.
Attributes read_attributes(OGRLayer& layer, const std::string& declared_encoding) {
    Attributes read;
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    const int fields = definition.GetFieldCount();
    for (int f = 0; f < fields; ++f) {
        read.names.emplace_back(
            detail::decode_text(definition.GetFieldDefn(f)->GetNameRef(), declared_encoding).text);
    }
    auto texts = std::make_shared<std::vector<std::unique_ptr<const std::string>>>();
    std::vector<std::string_view> cells(static_cast<std::size_t>(fields));
    std::uint64_t row = 0;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        for (int f = 0; f < fields; ++f) {
            std::string_view& cell = cells[static_cast<std::size_t>(f)];
            cell = {};
            if (feature->IsFieldSetAndNotNull(f)) {
                texts->push_back(std::make_unique<const std::string>(
                    detail::decode_text(feature->GetFieldAsString(f), declared_encoding).text));
                cell = *texts->back();
            }
        }
        read.grid.add_row(cells, ++row);
    }
    read.grid.keep(std::move(texts));
    return read;
}

std::string crs_text(const CrsInfo& crs) {
    if (crs.authority_code.empty()) {
        return crs.name;
    }
    return crs.authority_code + (crs.name.empty() ? "" : " (" + crs.name + ")");
}

InspectedLayer inspect_layer(OGRLayer& ogr, const std::string& declared_encoding,
                             const Markers& markers) {
    const Attributes attributes = read_attributes(ogr, declared_encoding);
    const SheetLayout layout = layout_of_records(attributes.grid, attributes.names);
    InspectedLayer layer;
    layer.name = ogr.GetName();
    layer.rows = attributes.grid.row_count();
    layer.geometry = to_string(detail::kind_of_layer(ogr));
    layer.codes_ambiguous = layout.codes_ambiguous;
    layer.why_no_codes = layout.why_no_code_column;
    layer.code_candidates = layout.code_candidates;
    if (!layout.code_candidates.empty()) {
        layer.code_column = layout.code_candidates.front().name;
        layer.geography = layout.code_candidates.front().geography;
    }
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
        layer.columns.push_back(profile_column(attributes.grid, layout, c, markers));
    }
    return layer;
}

// What reading the shapes finds: the CRS as it is understood, rings to repair, codes that repeat.
void look_at_shapes(InspectedFile& file, InspectedLayer& layer, const std::filesystem::path& path,
                    const InspectOptions& options) {
    ReadBoundariesOptions reading;
    reading.layer = layer.name;
    reading.crs = options.crs;
    reading.need_crs = false;
    reading.need_codes = false;
    reading.code_column = layer.code_column;  // Saves a complaint where two are equally good.
    try {
        const Boundaries boundaries = read_boundaries(path, reading);
        layer.crs = crs_text(boundaries.crs);
        for (Finding finding : boundaries.findings.findings()) {
            finding.message = "layer " + layer.name + ": " + finding.message;
            file.findings.add(std::move(finding));
        }
    } catch (const Error& error) {
        file.findings.warn("W-READ-02", "layer " + layer.name + " cannot be used for a run: " +
                                            error.problem() + " (" + error.code() + ")");
    }
}

InspectedFile inspect_boundaries(const std::filesystem::path& path, const InspectOptions& options) {
    InspectedFile file;
    file.path = path.string();
    const std::vector<LayerSummary> summaries = list_layers(path);
    std::size_t number = 0;
    for (const detail::BoundarySource& source : detail::boundary_sources(path)) {
        const detail::DatasetPtr data = detail::open_source(source);
        file.kind =
            std::string{data->GetDriver()->GetDescription()} + (source.zipped ? " in a zip" : "");
        const std::string declared = source.format == detail::BoundaryFormat::shapefile
                                         ? detail::declared_encoding(source)
                                         : std::string{};
        for (int l = 0; l < data->GetLayerCount(); ++l, ++number) {
            OGRLayer& ogr = *data->GetLayer(l);
            if (!options.layer.empty() && options.layer != ogr.GetName()) {
                continue;
            }
            InspectedLayer layer;
            {
                const detail::GdalMessages quiet;
                layer = inspect_layer(ogr, declared, options.table.markers);
            }
            if (number < summaries.size()) {
                layer.crs = crs_text(summaries[number].crs);
            }
            if (layer.geometry == "polygon") {
                look_at_shapes(file, layer, path, options);
            }
            file.findings.append(findings_of(
                layer.geography, "layer " + layer.name + ", column " + layer.code_column));
            file.layers.push_back(std::move(layer));
        }
    }
    if (file.layers.empty()) {
        std::string names;
        for (const LayerSummary& summary : summaries) {
            names += (names.empty() ? "" : ", ") + summary.name;
        }
        throw InputError("E-INPUT-22", "has no layer " + options.layer, "one of " + names,
                         "give one of these names", {path.string(), 0, 0});
    }
    return file;
}

}  // namespace

InspectedFile inspect_file(const std::filesystem::path& path, const InspectOptions& options) {
    if (is_boundary_name(path)) {
        try {
            return inspect_boundaries(path, options);
        } catch (Error& error) {
            error.in_file(path.string());
            throw;
        }
    }
    return inspect_table(path, read_table(path, options.table), options.table.markers);
}

}  // namespace levelin::geodata
