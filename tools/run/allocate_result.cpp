#include "allocate_result.hpp"

#include <algorithm>
#include <config/allocation.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <levelin/target/table_columns.hpp>

#include "boundary_order.hpp"
#include "choose_sites.hpp"
#include "derived_manifest.hpp"
#include "json_parts.hpp"
#include "rule_facts.hpp"
#include "scorecard_report.hpp"
#include "share_money.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const AllocateRequest& request, std::string_view stage) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, -1.0);
    }
}

// Neighbours are looked for once, and only where something asks for them.
class Neighbours {
  public:
    Neighbours(const AllocateRequest& request, const config::RuleFile& rule,
               const RuleInputs& inputs)
        : m_request(request), m_rule(rule), m_inputs(inputs) {}

    const NeighbourGraph* find(Diagnostics& findings, std::vector<InputDigest>& digests) {
        if (!m_looked) {
            m_looked = true;
            m_found = read_rule_neighbours(m_request.inputs, m_inputs.result,
                                           m_rule.selection.contiguity);
            if (m_found) {
                findings.append(m_found->findings);
                digests.insert(digests.end(), m_found->digests.begin(), m_found->digests.end());
            }
        }
        return m_found ? &m_found->graph : nullptr;
    }

  private:
    const AllocateRequest& m_request;
    const config::RuleFile& m_rule;
    const RuleInputs& m_inputs;
    bool m_looked = false;
    std::optional<RuleNeighbours> m_found;
};

Eligible eligible_of(const config::RuleFile& rule, const ResultTable& table,
                     const NeighbourGraph* graph, Diagnostics& findings) {
    Eligible out;
    if (!rule.selection.steps.empty()) {
        const Selection selection = select(rule.selection, table, graph);
        findings.append(selection.findings);
        out.by_steps = true;
        out.areas = selection.selected;
        for (std::size_t a = 0; a < table.size(); ++a) {
            out.reasons.push_back("not selected: " + reason_text(rule.selection, selection, a));
        }
        return out;
    }
    std::uint64_t without = 0;
    std::vector<std::string> first;
    for (std::size_t a = 0; a < table.size(); ++a) {
        const bool in = table.status[a] != Status::no_row;
        out.areas.push_back(in ? 1 : 0);
        out.reasons.emplace_back(in ? "" : "no data");
        if (!in && without++ < Diagnostics::max_examples) {
            first.push_back(table.codes[a].str());
        }
    }
    if (without > 0) {
        findings.note(
            "N-ALLOCATE-02",
            grouped_text(without) + (without == 1 ? " boundary without data takes no part"
                                                  : " boundaries without data take no part"),
            without, std::move(first));
    }
    return out;
}

std::string cell_text(const ResultColumn& column, std::size_t area) {
    if (const auto* text = std::get_if<TextColumn>(&column.data)) {
        return text->values[area];
    }
    if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        return whole->status[area] == Status::ok ? std::to_string(whole->values[area]) : "";
    }
    const auto& decimal = std::get<DecimalColumn>(column.data);
    return decimal.status[area] == Status::ok ? shortest_text(decimal.values[area]) : "";
}

std::string amount_column(const Allotment& allotment) {
    return allotment.unit.pence ? "pence" : "count";
}

std::string allocation_csv(const Allotment& allotment, const ScorecardSpec& spec,
                           const ResultTable& table) {
    std::string out = "code," + amount_column(allotment) + ",reason,name";
    std::vector<const ResultColumn*> columns;
    for (const ResultColumn& column : allotment.columns) {
        columns.push_back(&column);
    }
    std::vector<std::string> groups = allotment.groups;
    groups.insert(groups.end(), spec.groups.begin(), spec.groups.end());
    for (const std::string& group : groups) {
        const ResultColumn* column = table.find(group);
        if (column != nullptr &&
            std::find(columns.begin(), columns.end(), column) == columns.end()) {
            columns.push_back(column);
        }
    }
    for (const ResultColumn* column : columns) {
        out += ",";
        append_csv_cell(out, column->name);
    }
    out += "\n";
    for (std::size_t a = 0; a < table.size(); ++a) {
        out += table.codes[a].view();
        out += "," + std::to_string(allotment.amounts[a]) + ",";
        append_csv_cell(out, allotment.reasons[a]);
        out += ",";
        append_csv_cell(out, table.names[a]);
        for (const ResultColumn* column : columns) {
            out += ",";
            append_csv_cell(out, cell_text(*column, a));
        }
        out += "\n";
    }
    return out;
}

// The result's columns with what was allotted.
ResultTable with_allotment(const Allotment& allotment, const ResultTable& table) {
    std::vector<ResultColumn> own;
    WholeColumn amounts;
    for (const std::uint64_t amount : allotment.amounts) {
        amounts.values.push_back(static_cast<std::int64_t>(amount));
        amounts.status.push_back(Status::ok);
    }
    own.push_back({amount_column(allotment), std::move(amounts)});
    own.push_back({"reason", TextColumn{allotment.reasons}});
    own.insert(own.end(), allotment.columns.begin(), allotment.columns.end());
    ResultTable out = table;
    std::erase_if(out.columns, [&](const ResultColumn& column) {
        return std::any_of(own.begin(), own.end(),
                           [&](const ResultColumn& mine) { return mine.name == column.name; });
    });
    out.columns.insert(out.columns.begin(), std::make_move_iterator(own.begin()),
                       std::make_move_iterator(own.end()));
    return out;
}

Diagnostics write_map(const AllocateRequest& request, const Allotment& allotment,
                      const geodata::Result& result, ResultFolder& folder) {
    geodata::ReadBoundariesOptions reading;
    reading.threads = request.inputs.threads;
    reading.progress = request.inputs.progress;
    const geodata::Boundaries read = geodata::read_boundaries(result.boundaries, reading);
    const OrderedBoundaries shapes = in_order_of(read.set, result.table.codes);
    geodata::GeoJsonOptions options;
    options.attribution = result.licences;
    options.threads = request.inputs.threads;
    options.progress = request.inputs.progress;
    Diagnostics findings = geodata::write_geojson(folder.file("allocation.geojson"), shapes.set,
                                                  with_allotment(allotment, result.table), options);
    (void)folder.file("allocation.geojson").flush();
    return findings;
}

config::AllocationConfig allocation_of(const AllocateRequest& request,
                                       const config::RuleFile& rule) {
    config::AllocationConfig config = config::parse_allocation(rule);
    const bool reach = config.choice && config.choice->metres;
    for (const auto& [given, name] :
         {std::pair{&request.places, "--places"}, {&request.sites, "--sites"}}) {
        if (!given->empty() && !reach) {
            throw UsageError("E-CHOOSE-09",
                             std::string{name} +
                                 " is given, and the rule chooses no sites with a "
                                 "reach",
                             "a rule with metres or minutes in [choice]", "leave it out");
        }
    }
    if (reach && !request.places.empty()) {
        config.choice->places = request.places;
    }
    if (reach && !request.sites.empty()) {
        config.choice->sites = request.sites;
    }
    if (config.choice && !reach && !config.choice->sites.empty()) {
        throw ConfigError("E-CHOOSE-09", "sites without a reach reach nobody",
                          "metres or minutes in [choice]", "set them, or leave sites out",
                          {rule.file.string(), 0, 0});
    }
    return config;
}

std::string document_of(const config::RuleFile& rule, const Allotment& allotment,
                        const Scorecard& card, const ScorecardSpec& spec, bool money,
                        const ResultTable& table, const Diagnostics& findings) {
    Json json;
    json["rule"] = {{"title", rule.selection.title},
                    {"missing", to_string(rule.selection.missing)},
                    {"steps", rule.selection.steps.size()}};
    json[money ? "money" : "choice"] = allotment.facts;
    json["scorecard"] = scorecard_json(card, spec, allotment.kind, table);
    json["findings"] = findings_json<Json>(findings);
    return document_text(json);
}

}  // namespace

AllocateOutcome allocate_result(const AllocateRequest& request) {
    const config::RuleFile rule = config::read_rule(request.rule);
    const config::AllocationConfig config = allocation_of(request, rule);
    const bool mapped = has_shapes(request.inputs.result);
    const bool sites = config.choice && config.choice->metres;
    std::vector<std::string_view> names{"allocation.csv"};
    if (sites) {
        names.emplace_back("sites.csv");
    }
    if (mapped) {
        names.emplace_back("allocation.geojson");
    }
    names.insert(names.end(), {"scorecard.json", "manifest.json"});
    constexpr std::array<std::string_view, 2> stale{"allocation.geojson", "sites.csv"};
    ResultFolder folder(request.out, request.overwrite, names, stale);

    const RuleInputs inputs = read_rule_inputs(request.inputs);
    const ResultTable& table = inputs.table();
    AllocateOutcome outcome;
    outcome.findings = inputs.findings;
    DerivedFacts facts = rule_facts("allocate", request.time, {request.rule, request.rule_name},
                                    request.inputs, inputs);
    Neighbours neighbours(request, rule, inputs);
    const bool asked = asks_for_neighbours(rule.selection);
    const Eligible eligible =
        eligible_of(rule, table, asked ? neighbours.find(outcome.findings, facts.inputs) : nullptr,
                    outcome.findings);
    const ScorecardSpec spec = scorecard_spec(rule, inputs.result);

    Allotment allotment;
    if (config.money) {
        tell(request, "sharing out");
        allotment = share_money(*config.money, rule.selection.missing, table, eligible);
    } else {
        const ChoiceInputs choice = read_choice_inputs(*config.choice, spec, rule.selection.missing,
                                                       inputs, request.inputs, eligible);
        outcome.findings.append(choice.findings);
        facts.inputs.insert(facts.inputs.end(), choice.digests.begin(), choice.digests.end());
        ChoiceOptions options = config.choice->options;
        options.seed = request.seed;
        options.threads = request.inputs.threads;
        options.progress = request.inputs.progress;
        allotment = choose_sites(*config.choice, choice, table, eligible, options);
    }
    outcome.findings.append(allotment.findings);
    // Cliffs are where some have nothing.
    const auto some = [&](bool with) {
        return std::any_of(allotment.benefits.begin(), allotment.benefits.end(),
                           [with](double benefit) { return (benefit > 0) == with; });
    };
    const NeighbourGraph* graph =
        some(true) && some(false) ? neighbours.find(outcome.findings, facts.inputs) : nullptr;
    const Scorecard card = make_scorecard(table, allotment.benefits, allotment.kind, spec, graph);
    outcome.findings.append(card.findings);
    outcome.text =
        allotment.text + "\n" +
        scorecard_text(card, spec, allotment.kind, table,
                       allotment.kind == BenefitKind::amount ? &allotment.unit : nullptr);

    tell(request, "writing");
    if (mapped) {
        outcome.findings.append(write_map(request, allotment, inputs.result, folder));
    }
    outcome.report =
        document_of(rule, allotment, card, spec, config.money.has_value(), table, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    folder.write("allocation.csv", allocation_csv(allotment, spec, table));
    if (sites) {
        folder.write("sites.csv", allotment.sites_csv);
    }
    folder.write("scorecard.json", outcome.report);
    facts.options.emplace_back("seed", std::to_string(request.seed));
    outcome.files = commit_with_manifest(folder, std::move(facts));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
