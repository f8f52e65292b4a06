#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/status.hpp>
#include <levelin/export/csv_text.hpp>

#include "export_support.hpp"
#include "field_names.hpp"
#include "gdal_layer.hpp"
#include "staged_folder.hpp"

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t longest_name = 10;
constexpr std::size_t longest_text = 254;
constexpr int number_width = 24;
constexpr int most_decimals = 15;
constexpr const char* dbf_date = "2000-01-01";  // Fixed, so that the bytes are.

struct Size {
    int width = 1;
    int decimals = 0;
};

[[noreturn]] void too_long(const std::string& field, const AreaCode& code, std::size_t bytes) {
    throw OutputError("E-EXPORT-08",
                      "the text of column \"" + field + "\" at area " + code.str() + " has " +
                          std::to_string(bytes) + " bytes",
                      "at most " + std::to_string(longest_text) + " in a shapefile",
                      "write a GeoPackage (.gpkg)");
}

template <class TextAt>
Size size_of_texts(const ExportLayer& layer, const std::string& field, const TextAt& text_at) {
    std::size_t width = 1;
    for (std::size_t a = 0; a < layer.table.size(); ++a) {
        const std::size_t bytes = text_at(a).size();
        if (bytes > longest_text) {
            too_long(field, layer.table.codes[a], bytes);
        }
        width = std::max(width, bytes);
    }
    return {static_cast<int>(width), 0};
}

// As many decimals as leave room for the largest value: 15 below 10 million.
Size size_of_decimals(const DecimalColumn& column) {
    double largest = 0;
    for (std::size_t a = 0; a < column.values.size(); ++a) {
        if (column.status[a] == Status::ok) {
            largest = std::max(largest, std::abs(column.values[a]));
        }
    }
    const int before = largest < 10 ? 1 : static_cast<int>(std::floor(std::log10(largest))) + 1;
    return {number_width, std::clamp(number_width - 3 - before, 0, most_decimals)};
}

Size size_of(const ExportLayer& layer, const ResultColumn& column) {
    if (const auto* text = std::get_if<TextColumn>(&column.data)) {
        return size_of_texts(layer, column.name,
                             [&](std::size_t a) -> const std::string& { return text->values[a]; });
    }
    if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        std::size_t width = 1;
        for (std::size_t a = 0; a < whole->values.size(); ++a) {
            if (whole->status[a] == Status::ok) {
                width = std::max(width, std::to_string(whole->values[a]).size());
            }
        }
        // Ten digits are read as 64-bit numbers everywhere, so that the type does not hang on data.
        return {std::max(static_cast<int>(width), 10), 0};
    }
    return size_of_decimals(std::get<DecimalColumn>(column.data));
}

std::vector<Size> sizes_of(const ExportLayer& layer) {
    const ResultTable& table = layer.table;
    std::vector<Size> sizes;
    sizes.push_back(
        size_of_texts(layer, "code", [&](std::size_t a) { return table.codes[a].view(); }));
    sizes.push_back(size_of_texts(layer, "name", [&](std::size_t a) {
        return table.names.empty() ? std::string_view{} : std::string_view{table.names[a]};
    }));
    if (layer.has_status) {
        sizes.push_back(size_of_texts(layer, "status",
                                      [&](std::size_t a) { return to_string(table.status[a]); }));
    }
    for (const ResultColumn& column : table.columns) {
        sizes.push_back(size_of(layer, column));
    }
    return sizes;
}

std::string fields_csv(const std::vector<std::string>& columns, const FieldNames& names) {
    std::string text = "field,column\n";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        append_csv_cell(text, names.names[i]);
        text += ',';
        append_csv_cell(text, columns[i]);
        text += '\n';
    }
    return text;
}

}  // namespace

ExportOutcome export_shapefile(const Path& to, const ExportLayer& layer,
                               const ExportOptions& options) {
    constexpr std::array<std::string_view, 5> endings{".cpg", ".prj", ".dbf", ".shx", ".shp"};
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    const StagedFolder folder(to, options.overwrite);
    for (const std::string_view ending : endings) {
        refuse_existing(beside(to, ending), options.overwrite);
    }
    NotesBeside notes(to, layer, options);
    const std::vector<std::string> columns = column_names(layer);
    FieldNameRules rules;
    rules.max_bytes = longest_name;
    rules.ascii = true;
    const FieldNames names = fit_field_names(columns, rules);
    std::optional<OutputFile> renames;
    if (!names.renamed.empty()) {
        renames.emplace(beside(to, "_fields.csv"), options.overwrite);
        renames->write(fields_csv(columns, names));
    }
    note_renames(names, "shapefile (see " + beside(to, "_fields.csv").filename().string() + ")",
                 outcome);

    GdalLayerSpec spec;
    spec.layer_name = to.stem().string();
    spec.field_names = names.names;
    spec.options = {"ENCODING=UTF-8", "2GB_LIMIT=YES",
                    std::string{"DBF_DATE_LAST_UPDATE="} + dbf_date};
    spec.stage = "writing shapefile";
    for (const Size& size : sizes_of(layer)) {
        spec.widths.push_back(size.width);
        spec.decimals.push_back(size.decimals);
    }
    const Coordinates coordinates = coordinates_of(layer, options, gdal_decimals);
    const PreparedShapes shapes = prepare_for(layer, options, coordinates, outcome);
    GdalMessages messages;
    DatasetPtr dataset =
        create_dataset("ESRI Shapefile", folder.file(to.stem().string() + ".shp"), messages);
    write_gdal_layer(*dataset, layer, shapes.set, coordinates.crs, spec, options, messages);
    close_dataset(dataset, messages);
    check_count("ESRI Shapefile", folder.file(to.stem().string() + ".shp"), outcome.areas,
                messages);
    for (const std::string_view ending : endings) {
        const std::filesystem::path path = beside(to, ending);
        outcome.files.insert(outcome.files.begin(), {path, folder.commit(path.filename())});
    }
    if (renames) {
        outcome.files.push_back({beside(to, "_fields.csv"), renames->commit()});
    }
    notes.commit(outcome);
    return outcome;
}

}  // namespace levelin::geodata::detail
