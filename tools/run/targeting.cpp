#include "targeting.hpp"

#include <algorithm>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/target/table_columns.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "json_parts.hpp"
#include "scorecard_report.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

// How many areas each step has decided on, and how.
struct StepCounts {
    std::size_t selected = 0;  ///< Added by it, and still there.
    std::size_t removed = 0;   ///< Removed, or not kept.
    std::size_t passed_over = 0;
    std::size_t without_value = 0;
};

std::vector<StepCounts> step_counts(const Targeting& targeting) {
    std::vector<StepCounts> counts(targeting.rule.steps.size());
    const Selection& selection = targeting.selection;
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

// The rule, and what each of its steps decided.
Json rule_json(const Targeting& targeting) {
    const SelectionRule& rule = targeting.rule;
    Json json;
    json["rule"] = {{"title", rule.title},
                    {"missing", to_string(rule.missing)},
                    {"contiguity", to_string(rule.contiguity)}};
    json["selected"] = targeting.selection.count;
    json["categories"] = Json::object();
    for (const auto& [category, count] : category_counts(targeting.selection)) {
        json["categories"][std::to_string(category)] = count;
    }
    json["steps"] = Json::array();
    const std::vector<StepCounts> counts = step_counts(targeting);
    for (std::size_t s = 0; s < counts.size(); ++s) {
        json["steps"].push_back({{"do", to_string(rule.steps[s].kind)},
                                 {"title", describe(rule.steps[s])},
                                 {"selected", counts[s].selected},
                                 {"removed", counts[s].removed},
                                 {"passed_over", counts[s].passed_over},
                                 {"without_value", counts[s].without_value}});
    }
    return json;
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

}  // namespace

Targeting target_areas(const config::RuleFile& rule, const geodata::Result& result,
                       const NeighbourGraph* graph) {
    Targeting out;
    out.rule = rule.selection;
    out.selection = select(rule.selection, result.table, graph);
    out.findings = out.selection.findings;
    for (std::size_t a = 0; a < result.table.size(); ++a) {
        out.reasons.push_back(reason_text(out.rule, out.selection, a));
    }
    out.spec = scorecard_spec(rule, result);
    out.card = card_of(result.table, out.selection, out.spec, graph);
    out.findings.append(out.card.findings);
    return out;
}

std::string selection_csv(const Targeting& targeting, const ResultTable& table) {
    std::vector<std::vector<std::string>> groups;
    std::string out = "code,selected,reason,name,category,step";
    for (const std::string& column : targeting.spec.groups) {
        out += ",";
        append_csv_cell(out, column);
        groups.push_back(columns::texts_of(table, column));
    }
    std::vector<std::uint32_t> beside(table.size(), no_area);
    if (targeting.card.knows_neighbours) {
        out += ",beside";
        for (const Cliff& cliff : targeting.card.cliffs) {
            beside[cliff.outside] = cliff.inside;
        }
    }
    out += "\n";
    const Selection& selection = targeting.selection;
    for (std::size_t a = 0; a < table.size(); ++a) {
        out += table.codes[a].view();
        out += selection.has(a) ? ",1," : ",0,";
        append_csv_cell(out, targeting.reasons[a]);
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
        if (targeting.card.knows_neighbours) {
            out += ",";
            out += beside[a] == no_area ? std::string_view{} : table.codes[beside[a]].view();
        }
        out += "\n";
    }
    return out;
}

std::vector<ResultColumn> selection_columns(const Targeting& targeting) {
    const Selection& selection = targeting.selection;
    WholeColumn selected;
    WholeColumn category;
    for (std::size_t a = 0; a < selection.selected.size(); ++a) {
        selected.values.push_back(selection.has(a) ? 1 : 0);
        selected.status.push_back(Status::ok);
        category.values.push_back(selection.category[a]);
        category.status.push_back(selection.has(a) ? Status::ok : Status::not_applicable);
    }
    std::vector<ResultColumn> columns;
    columns.push_back({"selected", std::move(selected)});
    columns.push_back({"category", std::move(category)});
    columns.push_back({"reason", TextColumn{targeting.reasons}});
    return columns;
}

std::string scorecard_document(const Targeting& targeting, const ResultTable& table,
                               const Diagnostics& findings) {
    Json json = rule_json(targeting);
    json["scorecard"] =
        scorecard_json(targeting.card, targeting.spec, BenefitKind::selection, table);
    json["findings"] = findings_json<Json>(findings);
    return document_text(json);
}

nlohmann::ordered_json targeting_json(const Targeting& targeting, const ResultTable& table) {
    Json json = rule_json(targeting);
    json["scorecard"] =
        scorecard_json(targeting.card, targeting.spec, BenefitKind::selection, table);
    json["scorecard"].erase("by");
    json["scorecard"].erase("cliffs");
    json["scorecard"]["inequality"].erase("concentration_curve");
    return json;
}

std::string targeting_text(const Targeting& targeting, const ResultTable& table) {
    const Selection& selection = targeting.selection;
    std::string text = grouped_text(selection.count) + " of " +
                       grouped_text(selection.selected.size()) + " areas selected\n";
    const auto categories = category_counts(selection);
    if (categories.size() > 1) {
        for (const auto& [category, count] : categories) {
            text += "  category " + std::to_string(category) + ": " + grouped_text(count) + "\n";
        }
    }
    const std::vector<StepCounts> counts = step_counts(targeting);
    if (counts.size() > 1) {
        std::vector<std::vector<std::string>> rows{
            {"step", "selected", "removed", "passed over", "without value"}};
        for (std::size_t s = 0; s < counts.size(); ++s) {
            rows.push_back({std::to_string(s + 1) + " " + describe(targeting.rule.steps[s]),
                            grouped_text(counts[s].selected), grouped_text(counts[s].removed),
                            grouped_text(counts[s].passed_over),
                            grouped_text(counts[s].without_value)});
        }
        text += "\n" + text_table(rows) + "\n";
    }
    return text + scorecard_text(targeting.card, targeting.spec, BenefitKind::selection, table);
}

}  // namespace levelin::run
