#include "report_facts.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/target/table_columns.hpp>
#include <numeric>

#include "boundary_order.hpp"
#include "index_model.hpp"
#include "metric_layer.hpp"
#include "read_towns.hpp"
#include "study_table.hpp"

namespace levelin::run {

namespace {

NumberColumn column_or_nothing(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    if (column == nullptr || std::holds_alternative<TextColumn>(column->data)) {
        NumberColumn none;
        none.name = name;
        none.values.assign(table.size(), 0);
        none.status.assign(table.size(), Status::missing);
        return none;
    }
    return columns::numbers_of(table, name);
}

std::optional<ReportGroups> groups_of(const ResultTable& table, const std::string& column,
                                      std::string kind, std::string plural) {
    if (table.find(column) == nullptr) {
        return std::nullopt;
    }
    ReportGroups groups;
    groups.column = column;
    groups.kind = std::move(kind);
    groups.plural = std::move(plural);
    groups.codes = columns::texts_of(table, column);
    groups.names = table.find(column + "_name") != nullptr
                       ? columns::texts_of(table, column + "_name")
                       : groups.codes;
    for (std::size_t a = 0; a < groups.codes.size(); ++a) {
        if (groups.names[a].empty()) {
            groups.names[a] = groups.codes[a];
        }
    }
    return groups;
}

void name_nations(ReportGroups& nations) {
    for (std::size_t a = 0; a < nations.codes.size(); ++a) {
        const std::string& code = nations.codes[a];
        nations.names[a] = code == "E"   ? "England"
                           : code == "S" ? "Scotland"
                           : code == "W" ? "Wales"
                           : code == "N" ? "Northern Ireland"
                                         : code;
    }
}

void name_areas(ReportFacts& facts) {
    switch (facts.inputs.result.geography.kind) {
        case Geography::local_authority:
            facts.area_word = "district";
            facts.area_plural = "districts";
            return;
        case Geography::ward:
            facts.area_word = "ward";
            facts.area_plural = "wards";
            return;
        case Geography::lsoa:
        case Geography::data_zone:
            facts.area_word = "neighbourhood";
            facts.area_plural = "neighbourhoods";
            return;
        default:
            facts.area_word = "area";
            facts.area_plural = "areas";
    }
}

void choose_index(ReportFacts& facts, const std::string& wanted) {
    const std::vector<std::string>& known = facts.inputs.result.indices;
    facts.index = !wanted.empty() ? wanted : known.empty() ? std::string{} : known.front();
    if (std::find(known.begin(), known.end(), facts.index) == known.end()) {
        std::string list;
        for (const std::string& id : known) {
            list += (list.empty() ? "" : ", ") + id;
        }
        throw UsageError("E-USAGE-25", "the result has no index \"" + facts.index + "\"",
                         "one of " + list, "name one with --index");
    }
    facts.index_title = facts.index;
    if (facts.project) {
        for (const config::IndexConfig& index : facts.project->indices) {
            if (index.spec.root.id == facts.index && !index.spec.root.title.empty()) {
                facts.index_title = index.spec.root.title;
            }
        }
    }
}

void read_parts(ReportFacts& facts) {
    if (!facts.project) {
        return;
    }
    for (const config::IndexConfig& index : facts.project->indices) {
        if (index.spec.root.id != facts.index || index.composite) {
            continue;
        }
        for (const PartSpec& part : index.spec.root.parts) {
            const std::string column = part.id + "_contribution";
            if (facts.table().find(column) != nullptr) {
                facts.parts.push_back({part.id, part.title.empty() ? part.id : part.title,
                                       part.weight, column_or_nothing(facts.table(), column)});
            }
        }
    }
}

void read_boundaries(ReportFacts& facts, const RuleInputsRequest& request) {
    MetricLayerRequest layer;
    layer.file = request.boundaries.empty() ? facts.inputs.result.boundaries : request.boundaries;
    if (layer.file.empty()) {
        return;
    }
    layer.grid = request.grid;
    layer.crs = request.crs;
    layer.threads = request.threads;
    layer.progress = request.progress;
    MetricLayer read = read_metric_layer(layer);
    facts.inputs.findings.append(read.read.findings);
    OrderedBoundaries ordered = in_order_of(read.metres, facts.table().codes);
    if (ordered.missing.size() == facts.size() && facts.size() != 0) {
        return;
    }
    for (std::size_t a = 0; a < ordered.set.size(); ++a) {
        facts.boxes.push_back(bounding_box(ordered.set.points_of_area(a)));
    }
    const Box all = bounding_box(ordered.set.points);
    facts.extent_m = std::max(all.max_x - all.min_x, all.max_y - all.min_y);
    facts.boundaries = std::make_shared<BoundarySet>(std::move(ordered.set));
}

}  // namespace

std::string ReportFacts::name(std::size_t area) const {
    const std::string& own = table().names[area];
    return own.empty() ? table().codes[area].str() : own;
}

std::vector<std::uint32_t> ReportFacts::by_rank() const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t a = 0; a < size(); ++a) {
        if (scored(a)) {
            order.push_back(a);
        }
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rank.values[a] != rank.values[b] ? rank.values[a] < rank.values[b]
                                                : table().codes[a] < table().codes[b];
    });
    return order;
}

ReportFacts read_report_facts(const ReportInputsRequest& request) {
    ReportFacts facts;
    facts.inputs = read_rule_inputs(request.inputs);
    const geodata::Result& result = facts.inputs.result;
    facts.report = read_json(result.folder / "report.json");
    facts.manifest = read_json(result.folder / "manifest.json");
    if (facts.manifest.contains("configuration")) {
        facts.project = project_of(result);
    }
    choose_index(facts, request.index);
    facts.score = column_or_nothing(facts.table(), facts.index + "_score");
    facts.rank = column_or_nothing(facts.table(), facts.index + "_rank");
    facts.decile = column_or_nothing(facts.table(), facts.index + "_decile");
    const auto ranked = result.ranked.find(facts.index);
    facts.ranked = ranked == result.ranked.end() ? facts.by_rank().size() : ranked->second;
    read_parts(facts);
    facts.councils = groups_of(facts.table(), "lad", "council", "councils");
    facts.regions = groups_of(facts.table(), "region", "region", "regions");
    facts.nations = groups_of(facts.table(), "nation", "nation", "nations");
    if (facts.nations) {
        name_nations(*facts.nations);
    }
    const auto stated = result.denominators.find(facts.index);
    const std::string people = stated == result.denominators.end() ? "population" : stated->second;
    if (facts.table().find(people) != nullptr) {
        facts.people = column_or_nothing(facts.table(), people);
    }
    name_areas(facts);
    read_boundaries(facts, request.inputs);
    if (facts.boundaries && !request.towns.empty()) {
        facts.towns = read_towns(request.towns);
    }
    read_studies(facts, request.studies);
    return facts;
}

}  // namespace levelin::run
