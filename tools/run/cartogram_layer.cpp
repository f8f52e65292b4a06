#include "cartogram_layer.hpp"

#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/export_to_fit.hpp>

#include "json_parts.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const CartogramRequest& request, std::string_view stage) {
    if (request.source.progress != nullptr) {
        request.source.progress->update(stage, -1.0);
    }
}

// Everything that can be wrong with a call is said before anything is read.
void check(const CartogramRequest& request) {
    check_cartogram(request.choice);
    const geodata::ExportFormat& format = geodata::find_format(request.to, request.format);
    if (!format.has_geometry) {
        throw UsageError("E-CARTOGRAM-05", std::string{format.title} + " holds no shapes",
                         "a format of boundaries such as .geojson or .gpkg",
                         "see levelin cartogram --help");
    }
    std::error_code ignored;
    if (!request.overwrite && !geodata::is_database(request.to) &&
        std::filesystem::exists(request.to, ignored)) {
        throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                         "give another --to, or --overwrite", {request.to.string(), 0, 0});
    }
}

ResultTable widened_table(const CartogramRequest& request, const ResultTable& table,
                          Diagnostics& findings) {
    geodata::Result areas;
    areas.table = table;
    areas.geography = detect_geography(table.codes, {});
    RuleInputsRequest reading;
    reading.tables = request.tables;
    reading.lookups = request.lookups;
    reading.threads = request.source.threads;
    reading.progress = request.source.progress;
    RuleInputs inputs = widened(std::move(areas), reading);
    findings.append(inputs.findings);
    return std::move(inputs.result.table);
}

// For those who open the file: that shapes are not true, and what they are.
std::string note_of(const CartogramRequest& request, const CartogramFit& fit) {
    std::string text = request.choice.kind + " cartogram";
    if (!request.choice.by.empty()) {
        text += " by " + request.choice.by + ", sizes at most " +
                fixed_text(100 * fit.max_error, 2) + " % off";
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
    return document_text({{"kind", request.choice.kind},
                          {"by", request.choice.by.empty() ? Json() : Json(request.choice.by)},
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
    check(request);
    CartogramOutcome outcome;
    geodata::ExportLayer layer = layer_of(request.source, outcome.findings);
    geodata::check_export(request.to, layer, export_options(request));
    outcome.areas = layer.table.size();
    const ResultTable table = widened_table(request, layer.table, outcome.findings);
    tell(request, "bringing to British National Grid");
    Cartogram made = make_cartogram(
        request.choice, table,
        geodata::to_national_grid(layer.shapes, layer.crs, reproject_options(request.source)),
        request.source.threads, request.source.progress);
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
