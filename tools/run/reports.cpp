#include "reports.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/versions.hpp>
#include <nlohmann/json.hpp>

#include "json_parts.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

Json names_json(const NameReport& names) {
    return {{"names", names.names},
            {"exact", names.exact},
            {"normalised", names.normalised},
            {"normalised_examples", names.normalised_examples},
            {"alias", names.alias},
            {"alias_examples", names.alias_examples},
            {"ambiguous", names.ambiguous},
            {"ambiguous_examples", names.ambiguous_examples},
            {"unmatched", names.unmatched},
            {"unmatched_examples", names.unmatched_examples},
            {"blank", names.blank}};
}

Json table_json(const TableUse& use) {
    const JoinReport& join = use.to_boundaries;
    Json columns = Json::object();
    for (const auto& [part, column] : use.columns) {
        columns[part] = column;
    }
    return {{"id", use.id},
            {"file", use.file},
            {"sheet", use.sheet},
            {"header_row", use.header_row},
            {"code_column", use.names ? Json() : Json(use.code_column)},
            {"name_column", use.names ? Json(use.code_column) : Json()},
            {"names", use.names ? names_json(*use.names) : Json()},
            {"geography", to_string(use.geography.kind)},
            {"vintage", use.geography.vintage == 0 ? Json() : Json(use.geography.vintage)},
            {"columns", columns},
            {"areas", join.areas},
            {"matched", join.matched},
            {"areas_without_row", join.areas_without_row},
            {"areas_without_row_examples", join.areas_without_row_examples},
            {"rows", join.rows},
            {"rows_used", join.rows_used},
            {"rows_without_boundary", join.rows_without_area},
            {"rows_without_boundary_examples", join.rows_without_area_examples},
            {"duplicate_rows", join.duplicate_rows},
            {"duplicate_examples", join.duplicate_examples},
            {"total_rows", join.total_rows},
            {"total_examples", join.total_examples},
            {"rows_without_code", join.rows_without_code},
            {"rows_set_aside", use.rows_set_aside},
            {"rows_set_aside_examples", use.set_aside_examples}};
}

Json part_json(const PartSpec& part) {
    Json json{{"id", part.id},
              {"title", part.title},
              {"weight", part.weight},
              {"normalise", to_string(part.normalise)}};
    if (part.normalise == Normalisation::distance_to_target) {
        json["target"] = part.target;
    }
    if (part.normalise == Normalisation::exponential) {
        json["exponential_constant"] = part.curve.constant;
        json["rank_share"] = to_string(part.curve.share);
    }
    if (part.parts.empty()) {
        json["direction"] = to_string(part.direction);
        json["ranks"] = part.ranks;
        return json;
    }
    json["aggregation"] = to_string(part.aggregation);
    json["missing"] = to_string(part.missing);
    if (part.missing == MissingPolicy::reweight) {
        json["minimum_weight"] = part.minimum_weight;
    }
    Json parts = Json::array();
    for (const PartSpec& child : part.parts) {
        parts.push_back(part_json(child));
    }
    json["parts"] = std::move(parts);
    return json;
}

Json composite_json(const config::IndexConfig& config, const IndexFacts& facts) {
    const CompositeSpec& spec = config.composite->spec;
    Json models = Json::array();
    for (const NationModel& model : facts.models) {
        Json json{{"nation", model.nation},
                  {"areas", model.areas},
                  {"intercept", model.intercept},
                  {"employment", model.employment}};
        if (spec.version == CompositeVersion::both) {
            json["income"] = model.income;
        }
        json["r2"] = model.r2;
        json["residual_sd"] = model.residual_sd;
        models.push_back(std::move(json));
    }
    return {{"id", config.spec.root.id},
            {"title", config.spec.root.title},
            {"method", "composite"},
            {"base", spec.nations[spec.base]},
            {"version", to_string(spec.version)},
            {"models", models},
            {"deciles_of", facts.population > 0 ? "people" : "areas"},
            {"population", facts.population > 0 ? Json(facts.population) : Json()}};
}

Json index_json(const config::IndexConfig& config, const ScoredIndex& index,
                const IndexFacts& facts, std::size_t written) {
    Json json;
    if (config.composite) {
        json = composite_json(config, facts);
    } else {
        json = part_json(config.spec.root);
        json.erase("weight");
        json.erase("normalise");
    }
    for (const DirectionCheck& check : facts.checks) {
        if (check.areas != 0) {
            json["checks"].push_back(
                {{"column", check.column}, {"areas", check.areas}, {"agreement", check.agreement}});
        }
    }
    json["source"] = config.source;
    json["ties"] = to_string(config.spec.ties);
    json["decile_rule"] = to_string(config.spec.decile_rule);
    json["ranked_areas"] = index.ranked;
    json["status"] = status_counts({index.status.begin(), index.status.begin() + written});
    return json;
}

}  // namespace

std::string time_stamp() {
    std::time_t now = std::time(nullptr);
    if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) {
        char* end = nullptr;
        const long long seconds = std::strtoll(fixed, &end, 10);
        if (end != fixed && *end == '\0') {
            now = static_cast<std::time_t>(seconds);
        }
    }
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text.data();
}

std::string report_json(const RunFacts& facts) {
    const config::ProjectConfig& project = facts.request.project;
    Json tables = Json::array();
    for (const TableUse& use : facts.frame.tables) {
        tables.push_back(table_json(use));
    }
    Json indices = Json::array();
    for (std::size_t i = 0; i < facts.scored.indices.size(); ++i) {
        indices.push_back(index_json(project.indices[i], facts.scored.indices[i],
                                     facts.scored.facts[i], facts.frame.written));
    }
    Json boundaries = Json::array();
    for (const geodata::Boundaries& layer : facts.inputs.boundaries) {
        boundaries.push_back(
            {{"layer", layer.layer},
             {"areas", layer.set.size()},
             {"code_column", layer.code_column},
             {"name_column", layer.name_column},
             {"geography", to_string(layer.geography.kind)},
             {"vintage", layer.geography.vintage == 0 ? Json() : Json(layer.geography.vintage)},
             {"crs", layer.crs.authority_code.empty() ? layer.crs.name : layer.crs.authority_code},
             {"crs_how", layer.crs.how},
             {"repaired", layer.repaired}});
    }
    Json classes = Json::array();
    for (const ClassBound& bound : facts.classes) {
        classes.push_back({{"label", bound.label},
                           {"lower", bound.has_range ? Json(bound.lower) : Json()},
                           {"upper", bound.has_range ? Json(bound.upper) : Json()},
                           {"areas", bound.count}});
    }
    Json document{{"title", project.title},
                  {"areas", facts.results.size()},
                  {"reference", to_string(project.reference)},
                  {"reference_areas", facts.frame.codes.size()},
                  {"status", status_counts(facts.results.status)},
                  {"boundaries", boundaries},
                  {"tables", tables},
                  {"indices", indices},
                  {"classes", classes},
                  {"attribution", facts.attribution},
                  {"findings", findings_json<Json>(facts.findings)}};
    if (facts.target != nullptr) {
        document["target"] = *facts.target;
    }
    return document_text(document);
}

std::string manifest_json(const RunFacts& facts, const std::vector<OutputDigest>& outputs) {
    const RunRequest& request = facts.request;
    Json inputs = Json::array();
    for (const InputDigest& input : facts.inputs.digests) {
        inputs.push_back({{"role", input.role},
                          {"file", input.name},
                          {"bytes", input.digest.bytes},
                          {"sha256", input.digest.sha256}});
    }
    Json written = Json::array();
    for (const OutputDigest& output : outputs) {
        written.push_back({{"file", output.name},
                           {"bytes", output.digest.bytes},
                           {"sha256", output.digest.sha256}});
    }
    Json operation;
    if (!facts.operation.name.empty()) {
        operation = {
            {"name", facts.operation.name},
            {"accuracy_m",
             facts.operation.accuracy_m < 0 ? Json() : Json(facts.operation.accuracy_m)},
            {"grid", facts.operation.grid_file.empty() ? Json() : Json(facts.operation.grid_file)},
            {"shortcut_error_m", facts.operation.shortcut_error_m}};
    }
    const geodata::Versions versions = geodata::versions();
    const Json document{{"created", request.time.empty() ? time_stamp() : request.time},
                        {"levelin", versions.levelin},
                        {"gdal", versions.gdal},
                        {"proj", versions.proj},
                        {"options",
                         {{"strict", request.strict},
                          {"map", request.map},
                          {"crs", request.crs},
                          {"grid", request.grid.string()}}},
                        {"configuration", Json::parse(request.project.effective_json)},
                        {"coordinate_operation", operation},
                        {"inputs", inputs},
                        {"outputs", written},
                        {"licences", facts.attribution}};
    return document_text(document);
}

}  // namespace levelin::run
