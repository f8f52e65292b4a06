#include <algorithm>
#include <levelin/chart/axis.hpp>
#include <levelin/core/number_text.hpp>
#include <map>

#include "report_maps.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;
using report::Table;

double value_in(const Json& object, const char* key) {
    return number_in(object, key).value_or(0);
}

// Areas with an amount, or that were chosen; the largest amounts first.
std::vector<std::uint32_t> in_order(const ReportFacts& facts, const StudyAllocation& study) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        const bool chosen = !study.chosen.empty() && study.chosen[a] == "1";
        if (study.amount.status[a] == Status::ok && (study.amount.values[a] > 0 || chosen)) {
            order.push_back(a);
        }
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return study.amount.values[a] != study.amount.values[b]
                   ? study.amount.values[a] > study.amount.values[b]
                   : facts.table().codes[a] < facts.table().codes[b];
    });
    return order;
}

void add_shares(report::Document& document, const ReportFacts& facts, std::size_t rows) {
    const StudyAllocation& study = *facts.allocation;
    const std::vector<std::uint32_t> order = in_order(facts, study);
    const bool money = text_in(study.scorecard.value("money", Json::object()), "unit") == "pence";
    double total = 0;
    for (const std::uint32_t a : order) {
        total += study.amount.values[a];
    }
    document.parts.emplace_back(
        report::Heading{2, money ? "Where the money would go" : "Who would get how many", false});
    document.parts.emplace_back(report::Paragraph{
        study.amount_words(total) + (money ? " is" : " are") + " shared out among " +
            counted_text(order.size(), facts.area_word, facts.area_plural) +
            (money ? ", to the penny" : ", whole ones") + ". The shares are in allocation.csv.",
        true});
    if (facts.boundaries) {
        const std::string caption = money ? "The amounts on a map" : "The numbers on a map";
        document.parts.emplace_back(map_figure(
            facts, allocation_map(facts), caption,
            "Map of what each " + facts.area_word + " would get: the darker, the more." +
                (order.empty()
                     ? ""
                     : " The most goes to " + facts.name(order.front()) + ", " +
                           study.amount_words(study.amount.values[order.front()]) + ".")));
    }
    Table table;
    table.caption = "The largest amounts";
    table.columns = {{capitalised(facts.area_word), false}, {"Amount", true}, {"Why", false}};
    for (std::size_t i = 0; i < std::min(rows, order.size()); ++i) {
        const std::uint32_t a = order[i];
        table.rows.push_back(
            {facts.name(a), study.amount_words(study.amount.values[a]), study.reason[a]});
    }
    const bool one_reason =
        table.rows.size() > 1 && std::all_of(order.begin(), order.end(), [&](std::uint32_t a) {
            return study.reason[a] == study.reason[order.front()];
        });
    if (one_reason) {
        table.columns.pop_back();
        for (std::vector<std::string>& row : table.rows) {
            row.pop_back();
        }
        table.note = "Why: " + study.reason[order.front()] + ", for all of them.";
    }
    document.parts.emplace_back(std::move(table));
    if (!facts.regions || !(total > 0)) {
        return;
    }
    std::map<std::string, std::pair<double, std::size_t>> sums;
    for (const std::uint32_t a : order) {
        auto& sum = sums[facts.regions->names[a]];
        sum.first += study.amount.values[a];
        ++sum.second;
    }
    Table by;
    by.caption = "By region";
    by.columns = {{"Region", false},
                  {capitalised(facts.area_plural), true},
                  {"Amount", true},
                  {"Share", true}};
    for (const auto& [name, sum] : sums) {
        by.rows.push_back({name.empty() ? "Not known" : name, grouped_text(sum.second),
                           study.amount_words(sum.first), percent_words(sum.first / total)});
    }
    if (!by.rows.empty() && sums.begin()->first.empty()) {
        std::rotate(by.rows.begin(), by.rows.begin() + 1, by.rows.end());
    }
    document.parts.emplace_back(std::move(by));
}

void add_choice(report::Document& document, const ReportFacts& facts, std::size_t rows) {
    const StudyAllocation& study = *facts.allocation;
    const Json& choice = study.scorecard["choice"];
    const bool sites = choice.value("reach", Json()).is_object();
    const auto chosen = static_cast<std::size_t>(value_in(choice, "chosen"));
    const double need = value_in(choice, "need_reached");
    const double all = value_in(choice, "need_in_all");
    document.parts.emplace_back(
        report::Heading{2, sites ? "Where the sites would stand" : "What would be chosen", false});
    std::string text =
        (sites ? counted_text(chosen, "site is", "sites are")
               : counted_text(chosen, facts.area_word + " is", facts.area_plural + " are")) +
        " chosen of " + number_text(value_in(choice, "candidates"), 0);
    if (value_in(choice, "cost_pence") > 0) {
        text += ", for " + money_words(value_in(choice, "cost_pence"));
    }
    if (sites) {
        text += "; each reaches " + number_text(value_in(choice["reach"], "metres"), 0) +
                " metres as the crow flies";
    }
    text += ". Together they reach " + number_text(need, 0) + " of a need of " +
            number_text(all, 0) + (all > 0 ? " (" + percent_words(need / all) + ")" : "") + ". ";
    text += choice.value("optimal", false)
                ? "No other choice within these limits reaches more."
                : "No choice within these limits could reach more than " +
                      number_text(value_in(choice, "need_bound"), 0) + ": this one is within " +
                      percent_words(value_in(choice, "gap")) + " of that.";
    text += sites ? " The sites are in sites.csv." : " All are in allocation.csv.";
    document.parts.emplace_back(report::Paragraph{std::move(text), true});
    if (facts.boundaries) {
        document.parts.emplace_back(map_figure(
            facts, allocation_map(facts), sites ? "Whom the sites reach" : "What would be chosen",
            sites ? "Map of the " + facts.area_plural + " that the chosen sites reach."
                  : "Map of the " + counted_text(chosen, facts.area_word, facts.area_plural) +
                        " that would be chosen."));
    }
    const std::vector<std::uint32_t> order = in_order(facts, study);
    if (order.empty()) {
        return;  // Sites that stand at no area.
    }
    const bool costs = value_in(choice, "cost_pence") > 0;
    Table table;
    table.caption = sites ? "Sites" : "Chosen";
    table.columns = {{capitalised(facts.area_word), false}};
    if (facts.regions) {
        table.columns.push_back({"Region", false});
    }
    if (costs) {
        table.columns.push_back({"Cost", true});
    }
    for (std::size_t i = 0; i < std::min(rows, order.size()); ++i) {
        const std::uint32_t a = order[i];
        table.rows.push_back({facts.name(a)});
        if (facts.regions) {
            table.rows.back().push_back(facts.regions->names[a]);
        }
        if (costs) {
            table.rows.back().push_back(money_words(study.amount.values[a]));
        }
    }
    document.parts.emplace_back(std::move(table));
}

}  // namespace

std::string StudyAllocation::amount_words(double units) const {
    const Json money = scorecard.value("money", Json::object());
    const std::string unit = text_in(money, "unit");
    return unit.empty() || unit == "pence" ? money_words(units)
                                           : number_text(units, 0) + " " + unit;
}

void add_allocation(report::Document& document, const ReportFacts& facts, std::size_t rows) {
    if (!facts.allocation) {
        return;
    }
    if (facts.allocation->scorecard.contains("choice")) {
        add_choice(document, facts, rows);
    } else {
        add_shares(document, facts, rows);
    }
}

}  // namespace levelin::run
