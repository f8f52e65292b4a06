#include "target_result.hpp"

#include <algorithm>
#include <config/rule.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/target/table_columns.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "derived_manifest.hpp"
#include "json_parts.hpp"
#include "result_map.hpp"
#include "scorecard_report.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const TargetRequest& request, std::string_view stage) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, -1.0);
    }
}

std::string counted(std::size_t n) {
    return grouped_text(static_cast<long long>(n));
}

// What is selected, and what it comes to.
struct Targeted {
    const config::RuleFile& rule;
    const RuleInputs& inputs;
    Selection selection;
    ScorecardSpec spec;
    Scorecard card;
};

std::vector<std::string> reasons_of(const Targeted& targeted) {
    std::vector<std::string> reasons;
    for (std::size_t a = 0; a < targeted.inputs.table().size(); ++a) {
        reasons.push_back(reason_text(targeted.rule.selection, targeted.selection, a));
    }
    return reasons;
}

std::string selection_csv(const Targeted& targeted, const std::vector<std::string>& reasons) {
    const ResultTable& table = targeted.inputs.table();
    std::vector<std::vector<std::string>> groups;
    std::string out = "code,selected,reason,name,category,step";
    for (const std::string& column : targeted.spec.groups) {
        out += ",";
        append_csv_cell(out, column);
        groups.push_back(columns::texts_of(table, column));
    }
    std::vector<std::uint32_t> beside(table.size(), no_area);
    if (targeted.card.knows_neighbours) {
        out += ",beside";
        for (const Cliff& cliff : targeted.card.cliffs) {
            beside[cliff.outside] = cliff.inside;
        }
    }
    out += "\n";
    const Selection& selection = targeted.selection;
    for (std::size_t a = 0; a < table.size(); ++a) {
        out += table.codes[a].view();
        out += selection.has(a) ? ",1," : ",0,";
        append_csv_cell(out, reasons[a]);
        out += ",";
        append_csv_cell(out, table.names[a]);
        out += ",";
        out += selection.has(a) ? std::to_string(selection.category[a]) : std::string{};
        out += ",";
        out += selection.step[a] == Selection::no_step ? std::string{}
                                                       : std::to_string(selection.step[a] + 1);
        for (const std::vector<std::string>& column : groups) {
            out += ",";
            append_csv_cell(out, column[a]);
        }
        if (targeted.card.knows_neighbours) {
            out += ",";
            out += beside[a] == no_area ? std::string_view{} : table.codes[beside[a]].view();
        }
        out += "\n";
    }
    return out;
}

// How many areas each step has decided on, and how.
struct StepCounts {
    std::size_t selected = 0;  ///< Added by it, and still there.
    std::size_t removed = 0;   ///< Removed, or not kept.
    std::size_t passed_over = 0;
    std::size_t without_value = 0;
};

std::vector<StepCounts> step_counts(const Targeted& targeted) {
    std::vector<StepCounts> counts(targeted.rule.selection.steps.size());
    const Selection& selection = targeted.selection;
    for (std::size_t a = 0; a < selection.step.size(); ++a) {
        if (selection.step[a] == Selection::no_step) {
            continue;
        }
        StepCounts& count = counts[static_cast<std::size_t>(selection.step[a])];
        switch (selection.why[a]) {
            case Why::selected:
                ++count.selected;
                break;
            case Why::removed:
            case Why::not_kept:
                ++count.removed;
                break;
            case Why::below_cut:
            case Why::above_limit:
                ++count.passed_over;
                break;
            case Why::value_missing:
                ++count.without_value;
                break;
            case Why::no_candidate:
                break;
        }
    }
    return counts;
}

std::map<std::int32_t, std::size_t> category_counts(const Selection& selection) {
    std::map<std::int32_t, std::size_t> counts;
    for (std::size_t a = 0; a < selection.category.size(); ++a) {
        if (selection.has(a)) {
            ++counts[selection.category[a]];
        }
    }
    return counts;
}

std::string scorecard_document(const Targeted& targeted, const Diagnostics& findings) {
    const SelectionRule& rule = targeted.rule.selection;
    Json json;
    json["rule"] = {{"title", rule.title},
                    {"missing", to_string(rule.missing)},
                    {"contiguity", to_string(rule.contiguity)}};
    json["selected"] = targeted.selection.count;
    json["categories"] = Json::object();
    for (const auto& [category, count] : category_counts(targeted.selection)) {
        json["categories"][std::to_string(category)] = count;
    }
    json["steps"] = Json::array();
    const std::vector<StepCounts> counts = step_counts(targeted);
    for (std::size_t s = 0; s < counts.size(); ++s) {
        json["steps"].push_back({{"do", to_string(rule.steps[s].kind)},
                                 {"title", describe(rule.steps[s])},
                                 {"selected", counts[s].selected},
                                 {"removed", counts[s].removed},
                                 {"passed_over", counts[s].passed_over},
                                 {"without_value", counts[s].without_value}});
    }
    json["scorecard"] = scorecard_json(targeted.card, targeted.spec, BenefitKind::selection,
                                       targeted.inputs.table());
    json["findings"] = findings_json<Json>(findings);
    return document_text(json);
}

std::string text_of(const Targeted& targeted) {
    const Selection& selection = targeted.selection;
    std::string text = counted(selection.count) + " of " + counted(selection.selected.size()) +
                       " areas selected\n";
    const auto categories = category_counts(selection);
    if (categories.size() > 1) {
        for (const auto& [category, count] : categories) {
            text += "  category " + std::to_string(category) + ": " + counted(count) + "\n";
        }
    }
    const std::vector<StepCounts> counts = step_counts(targeted);
    if (counts.size() > 1) {
        std::vector<std::vector<std::string>> rows{
            {"step", "selected", "removed", "passed over", "without value"}};
        for (std::size_t s = 0; s < counts.size(); ++s) {
            rows.push_back(
                {std::to_string(s + 1) + " " + describe(targeted.rule.selection.steps[s]),
                 counted(counts[s].selected), counted(counts[s].removed),
                 counted(counts[s].passed_over), counted(counts[s].without_value)});
        }
        text += "\n" + text_table(rows) + "\n";
    }
    return text + scorecard_text(targeted.card, targeted.spec, BenefitKind::selection,
                                 targeted.inputs.table());
}

// The scorecard, split by category too where there are several.
Scorecard card_of(const ResultTable& table, const Selection& selection, ScorecardSpec spec,
                  const NeighbourGraph* graph) {
    const std::vector<double> benefits = benefits_of(selection);
    if (category_counts(selection).size() < 2 || table.find("category") != nullptr) {
        return make_scorecard(table, benefits, BenefitKind::selection, spec, graph);
    }
    ResultTable with = table;
    TextColumn category;
    for (std::size_t a = 0; a < table.size(); ++a) {
        category.values.push_back(selection.has(a) ? std::to_string(selection.category[a])
                                                   : std::string{});
    }
    with.columns.push_back({"category", std::move(category)});
    spec.groups.insert(spec.groups.begin(), "category");
    return make_scorecard(with, benefits, BenefitKind::selection, spec, graph);
}

// The result's columns with what was decided.
ResultTable with_selection(const Targeted& targeted, const std::vector<std::string>& reasons) {
    ResultTable table = targeted.inputs.table();
    const Selection& selection = targeted.selection;
    WholeColumn selected;
    WholeColumn category;
    for (std::size_t a = 0; a < table.size(); ++a) {
        selected.values.push_back(selection.has(a) ? 1 : 0);
        selected.status.push_back(Status::ok);
        category.values.push_back(selection.category[a]);
        category.status.push_back(selection.has(a) ? Status::ok : Status::not_applicable);
    }
    std::vector<ResultColumn> own;
    own.push_back({"selected", std::move(selected)});
    own.push_back({"category", std::move(category)});
    own.push_back({"reason", TextColumn{reasons}});
    return with_columns(std::move(table), std::move(own));
}

Diagnostics write_map(const TargetRequest& request, const Targeted& targeted,
                      const std::vector<std::string>& reasons, ResultFolder& folder) {
    return write_result_map(targeted.inputs.result, with_selection(targeted, reasons), folder,
                            "selection.geojson", request.inputs.threads, request.inputs.progress);
}

}  // namespace

TargetOutcome target_result(const TargetRequest& request) {
    std::error_code ignored;
    const bool mapped =
        std::filesystem::is_regular_file(request.inputs.result / "areas.geojson", ignored);
    std::vector<std::string_view> names{"selection.csv"};
    if (mapped) {
        names.push_back("selection.geojson");
    }
    names.insert(names.end(), {"scorecard.json", "manifest.json"});
    constexpr std::array<std::string_view, 1> stale{"selection.geojson"};
    ResultFolder folder(request.out, request.overwrite, names, stale);

    const config::RuleFile rule = config::read_rule(request.rule);
    const RuleInputs inputs = read_rule_inputs(request.inputs);
    TargetOutcome outcome;
    outcome.findings = inputs.findings;
    DerivedFacts facts;
    facts.inputs = inputs.digests;
    facts.inputs.insert(facts.inputs.begin(), {"rule", request.rule, request.rule_name,
                                               geodata::digest_of_file(request.rule)});
    const auto neighbours =
        read_rule_neighbours(request.inputs, inputs.result, rule.selection.contiguity);
    if (neighbours) {
        outcome.findings.append(neighbours->findings);
        facts.inputs.insert(facts.inputs.end(), neighbours->digests.begin(),
                            neighbours->digests.end());
    }
    const NeighbourGraph* graph = neighbours ? &neighbours->graph : nullptr;

    tell(request, "selecting");
    Selection selection = select(rule.selection, inputs.table(), graph);
    outcome.findings.append(selection.findings);
    const ScorecardSpec spec = scorecard_spec(rule, inputs.result);
    Scorecard card = card_of(inputs.table(), selection, spec, graph);
    outcome.findings.append(card.findings);
    const Targeted targeted{rule, inputs, std::move(selection), spec, std::move(card)};
    outcome.areas = inputs.table().size();
    outcome.selected = targeted.selection.count;
    outcome.text = text_of(targeted);

    tell(request, "writing");
    const std::vector<std::string> reasons = reasons_of(targeted);
    if (mapped) {
        outcome.findings.append(write_map(request, targeted, reasons, folder));
    }
    outcome.report = scorecard_document(targeted, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    folder.write("selection.csv", selection_csv(targeted, reasons));
    folder.write("scorecard.json", outcome.report);
    facts.command = "target";
    facts.time = request.time;
    facts.licences = inputs.result.licences;
    facts.options = {{"bridges", request.inputs.bridges},
                     {"crs", request.inputs.crs},
                     {"grid", request.inputs.grid.string()}};
    facts.outputs = folder.digests();
    folder.write("manifest.json", derived_manifest_json(facts));
    outcome.files = folder.commit();
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
