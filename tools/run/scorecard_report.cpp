#include "scorecard_report.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "nations.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t told_cliffs = 20;
constexpr std::size_t told_groups = 12;

Json or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

// Whole numbers are written as such.
Json number(double value) {
    constexpr double most = 9e15;
    return value == std::floor(value) && std::abs(value) < most
               ? Json(static_cast<std::int64_t>(value))
               : Json(value);
}

bool is_text(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    return column != nullptr && std::holds_alternative<TextColumn>(column->data);
}

std::string title_of(const std::map<std::string, std::string>& titles, const std::string& group) {
    if (group.empty()) {
        return "(none)";
    }
    const auto found = titles.find(group);
    return found == titles.end() || found->second.empty() ? group : found->second;
}

void add_figures(Json& to, const ScorecardFigures& figures, bool knows_need, BenefitKind kind) {
    to["areas"] = figures.areas;
    to["supported_areas"] = figures.supported_areas;
    to["people"] = number(figures.people);
    to["supported_people"] = number(figures.supported_people);
    to["share_of_people"] = or_null(figures.share());
    if (kind == BenefitKind::amount) {
        to["amount"] = number(figures.benefit);
    }
    if (knows_need) {
        const auto coverage = figures.coverage();
        to["in_need"] = number(figures.in_need);
        to["in_need_reached"] = number(figures.reached);
        to["in_need_outside"] = number(figures.outside());
        to["coverage"] = or_null(coverage);
        to["exclusion_error"] = coverage ? Json(1 - *coverage) : Json(nullptr);
        to["leakage"] = or_null(figures.leakage());
    }
}

std::string whole(double number) {
    return grouped_text(std::llround(number));
}

std::string percent(const std::optional<double>& share) {
    return share ? fixed_text(100 * *share, 1) + " %" : "-";
}

// An amount for each person, or for a thousand where there are fewer than one.
std::string each_text(const ScorecardFigures& figures, const UnitName& unit) {
    if (!(figures.people > 0)) {
        return "-";
    }
    const double each = figures.benefit / figures.people;
    return unit.pence ? pounds_text(static_cast<std::uint64_t>(std::llround(each)))
                      : fixed_text(1000 * each, 2);
}

std::string split_text(const ScorecardSplit& split, bool knows_need, const ResultTable& table,
                       const UnitName* unit) {
    const auto titles = group_titles(table, split.column);
    std::vector<std::vector<std::string>> rows{
        {split.column, "areas", "supported", "people", "supported"}};
    if (knows_need) {
        rows[0].insert(rows[0].end(), {"in need", "reached", "coverage"});
    }
    if (unit != nullptr) {
        rows[0].insert(rows[0].end(), {"amount", unit->pence ? "a person" : "for 1,000 people"});
    }
    for (const ScorecardFigures& group : split.groups) {
        rows.push_back({title_of(titles, group.name), whole(static_cast<double>(group.areas)),
                        whole(static_cast<double>(group.supported_areas)), whole(group.people),
                        percent(group.share())});
        if (knows_need) {
            rows.back().insert(rows.back().end(), {whole(group.in_need), whole(group.reached),
                                                   percent(group.coverage())});
        }
        if (unit != nullptr) {
            rows.back().push_back(
                amount_text(static_cast<std::uint64_t>(std::llround(group.benefit)), *unit));
            rows.back().push_back(each_text(group, *unit));
        }
    }
    return text_table(rows);
}

std::string label_of(const ResultTable& table, std::uint32_t area) {
    const std::string& name = table.names[area];
    return table.codes[area].str() + (name.empty() ? "" : " " + name);
}

}  // namespace

std::map<std::string, std::string> group_titles(const ResultTable& table,
                                                const std::string& column) {
    std::map<std::string, std::string> titles;
    if (!is_text(table, column)) {
        return titles;
    }
    const auto& groups = std::get<TextColumn>(table.find(column)->data).values;
    const bool named = is_text(table, column + "_name");
    for (std::size_t a = 0; a < groups.size(); ++a) {
        if (named) {
            titles.emplace(groups[a],
                           std::get<TextColumn>(table.find(column + "_name")->data).values[a]);
        } else if (column == "nation") {
            titles.emplace(groups[a], nation_name(groups[a]));
        }
    }
    return titles;
}

ScorecardSpec scorecard_spec(const config::RuleFile& rule, const geodata::Result& result) {
    const config::ScorecardConfig& config = rule.scorecard;
    const ResultTable& table = result.table;
    ScorecardSpec spec;
    const bool says_people = !config.people.empty();
    const ResultColumn* usual = table.find("population");
    if (says_people) {
        spec.people = config.people == "none" ? "" : config.people;
    } else if (usual != nullptr && !std::holds_alternative<TextColumn>(usual->data)) {
        spec.people = "population";
    }
    spec.in_need = config.in_need;
    spec.in_need_percent = config.in_need_percent;
    spec.in_need_share = config.in_need_share;
    spec.score = config.score;
    spec.lowest = config.lowest;
    if (spec.score.empty() && !result.indices.empty()) {
        spec.score = result.indices.front() + "_score";
    }
    spec.groups = config.groups;
    if (spec.groups.empty()) {
        for (const char* name : {"nation", "region", "lad"}) {
            if (is_text(table, name)) {
                spec.groups.emplace_back(name);
            }
        }
    }
    const bool asked = says_people || !spec.in_need.empty() || !spec.in_need_percent.empty() ||
                       !spec.in_need_share.empty();
    spec.missing = asked ? rule.selection.missing : RuleMissing::leave_out;
    return spec;
}

Json scorecard_json(const Scorecard& card, const ScorecardSpec& spec, BenefitKind kind,
                    const ResultTable& table) {
    Json json;
    json["columns"] = Json::object();
    for (const auto& [key, column] :
         {std::pair{"people", &spec.people}, std::pair{"in_need", &spec.in_need},
          std::pair{"in_need_percent", &spec.in_need_percent},
          std::pair{"in_need_share", &spec.in_need_share}, std::pair{"score", &spec.score}}) {
        if (!column->empty()) {
            json["columns"][key] = *column;
        }
    }
    add_figures(json, card.total, card.knows_need, kind);
    Json curve = Json::array();
    for (int step = 0; step <= 20 && !card.curve.empty(); ++step) {
        const double people = step / 20.0;
        curve.push_back(Json::array({people, inequality::height_at(card.curve, people)}));
    }
    json["inequality"] = {{"concentration_index", or_null(card.concentration_index)},
                          {"gini", or_null(card.gini)},
                          {"theil", or_null(card.theil)},
                          {"slope_index", or_null(card.slope_index)},
                          {"concentration_curve", std::move(curve)}};
    json["by"] = Json::object();
    for (const ScorecardSplit& split : card.splits) {
        const auto titles = group_titles(table, split.column);
        Json groups = Json::array();
        for (const ScorecardFigures& group : split.groups) {
            Json entry{{"group", group.name.empty() ? Json(nullptr) : Json(group.name)}};
            if (const auto title = titles.find(group.name); title != titles.end()) {
                entry["name"] = title->second;
            }
            add_figures(entry, group, card.knows_need, kind);
            groups.push_back(std::move(entry));
        }
        json["by"][split.column] = {
            {"theil_between", split.theil ? Json(split.theil->between) : Json(nullptr)},
            {"theil_within", split.theil ? Json(split.theil->within) : Json(nullptr)},
            {"groups", std::move(groups)}};
    }
    json["cliffs"] = nullptr;
    if (card.knows_neighbours) {
        Json pairs = Json::array();
        std::size_t needier = 0;
        for (const Cliff& cliff : card.cliffs) {
            needier += cliff.difference < 0 ? 1 : 0;
            if (pairs.size() < told_cliffs) {
                pairs.push_back(
                    {{"outside", table.codes[cliff.outside].str()},
                     {"outside_name", table.names[cliff.outside]},
                     {"inside", table.codes[cliff.inside].str()},
                     {"inside_name", table.names[cliff.inside]},
                     {"difference",
                      std::isfinite(cliff.difference) ? Json(cliff.difference) : Json(nullptr)}});
            }
        }
        json["cliffs"] = {{"areas", card.cliffs.size()},
                          {"people", number(card.cliff_people)},
                          {"in_need", card.knows_need ? number(card.cliff_in_need) : Json(nullptr)},
                          {"in_more_need_than_a_neighbour_inside", needier},
                          {"closest", std::move(pairs)}};
    }
    return json;
}

std::string scorecard_text(const Scorecard& card, const ScorecardSpec& spec, BenefitKind kind,
                           const ResultTable& table, const UnitName* unit) {
    const ScorecardFigures& total = card.total;
    std::string text;
    if (!spec.people.empty()) {
        text += whole(total.supported_people) + " of " + whole(total.people) +
                " people live there (" + percent(total.share()) + ")\n";
    }
    if (card.knows_need) {
        text += "coverage " + percent(total.coverage()) + ": " + whole(total.reached) + " of " +
                whole(total.in_need) + " people in need live there, " + whole(total.outside()) +
                " do not\n";
        text += "leakage " + percent(total.leakage()) +
                (kind == BenefitKind::selection ? " of the people there are not in need\n"
                                                : " falls to people who are not in need\n");
    }
    if (card.concentration_index) {
        text += "concentration index " + fixed_text(*card.concentration_index, 3) +
                " (-1: all for those in most need, 0: no difference)\n";
    }
    if (card.knows_neighbours) {
        text += whole(static_cast<double>(card.cliffs.size())) +
                (card.cliffs.size() == 1 ? " area outside borders" : " areas outside border") +
                " on one inside";
        const auto needier = std::count_if(card.cliffs.begin(), card.cliffs.end(),
                                           [](const Cliff& cliff) { return cliff.difference < 0; });
        text += ", " + whole(static_cast<double>(needier)) + " in more need than it";
        if (!card.cliffs.empty()) {
            text += "; the closest: " + label_of(table, card.cliffs.front().outside) + " beside " +
                    label_of(table, card.cliffs.front().inside);
        }
        text += "\n";
    }
    for (const ScorecardSplit& split : card.splits) {
        if (split.groups.size() > 1 && split.groups.size() <= told_groups) {
            text += "\n" + split_text(split, card.knows_need, table, unit);
        }
    }
    return text;
}

}  // namespace levelin::run
