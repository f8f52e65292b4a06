#include "share_money.hpp"

#include <algorithm>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/table_columns.hpp>

#include "scorecard_report.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t told_areas = 10;
constexpr std::size_t most_told = 20;

constexpr std::array all_reasons{
    WhyUnits::by_formula, WhyUnits::at_floor,     WhyUnits::at_cap,       WhyUnits::no_weight,
    WhyUnits::no_people,  WhyUnits::not_eligible, WhyUnits::value_missing};

std::string_view word_of(WhyUnits why) {
    switch (why) {
        case WhyUnits::by_formula:
            return "by_formula";
        case WhyUnits::at_floor:
            return "at_floor";
        case WhyUnits::at_cap:
            return "at_cap";
        case WhyUnits::no_weight:
            return "no_need";
        case WhyUnits::no_people:
            return "no_people";
        case WhyUnits::not_eligible:
            return "not_selected";
        case WhyUnits::value_missing:
            return "value_missing";
    }
    return "";
}

NumberColumn people_of(const config::MoneyConfig& money, const ResultTable& table) {
    if (money.people == "none") {
        return {};
    }
    if (!money.people.empty()) {
        return columns::numbers_of(table, money.people);
    }
    const ResultColumn* usual = table.find("population");
    return usual != nullptr && !std::holds_alternative<TextColumn>(usual->data)
               ? columns::numbers_of(table, "population")
               : NumberColumn{};
}

AllocationRule rule_of(const config::MoneyConfig& money, RuleMissing missing) {
    AllocationRule rule;
    rule.total = money.total;
    rule.step = money.step;
    rule.bounds = money.bounds;
    rule.unit = money.unit;
    rule.missing =
        missing == RuleMissing::error ? AllocationMissing::error : AllocationMissing::leave_out;
    for (std::size_t p = 0; p < money.parts.size(); ++p) {
        rule.parts.push_back(
            {money.parts[p].share, money.parts[p].by_people, money.parts[p].curve, p});
    }
    if (money.pots) {
        rule.pots = money.pots->rule;
    }
    if (money.groups) {
        rule.groups = money.groups->rule;
    }
    return rule;
}

AllocationTable table_of(const config::MoneyConfig& money, const ResultTable& table,
                         const Eligible& eligible) {
    AllocationTable out;
    out.codes = table.codes;
    out.eligible = eligible.areas;
    out.people = people_of(money, table);
    for (const config::MoneyPart& part : money.parts) {
        NumberColumn need;
        if (part.curve) {
            need = columns::numbers_of(table, part.need.column);
            need = part.need.percentile ? columns::percentiles_of(std::move(need)) : need;
        }
        out.needs.push_back(std::move(need));
    }
    if (money.pots) {
        out.pot = columns::texts_of(table, money.pots->per);
    }
    if (money.groups) {
        out.group = columns::texts_of(table, money.groups->per);
    }
    return out;
}

Json bound(std::uint64_t units) {
    return units == ShareBounds::no_cap ? Json(nullptr) : Json(units);
}

Json groups_json(const std::vector<AllocatedGroup>& groups, bool bounds,
                 const std::map<std::string, std::string>& titles) {
    Json list = Json::array();
    for (const AllocatedGroup& group : groups) {
        Json entry{{"group", group.name}};
        if (const auto title = titles.find(group.name); title != titles.end()) {
            entry["name"] = title->second;
        }
        entry["areas"] = group.areas;
        entry["amount"] = group.units;
        if (bounds) {
            entry["formula"] = group.by_formula;
            entry["at_least"] = group.bounds.floor;
            entry["at_most"] = bound(group.bounds.cap);
            entry["bound"] = group.by == ShareBy::floor ? Json("at_least")
                             : group.by == ShareBy::cap ? Json("at_most")
                                                        : Json(nullptr);
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Json facts_of(const config::MoneyConfig& money, const ResultTable& result,
              const AllocationTable& table, const Allocation& shared) {
    Json facts;
    facts["unit"] = money.unit.pence ? "pence" : money.unit.many;
    facts["total"] = money.total;
    facts["round_to"] = money.step;
    facts["people"] = table.people.size() == 0 ? Json(nullptr) : Json(table.people.name);
    facts["parts"] = Json::array();
    for (const config::MoneyPart& part : money.parts) {
        facts["parts"].push_back(
            {{"share", part.share},
             {"by_people", part.by_people && table.people.size() > 0},
             {"need", !part.curve
                          ? Json(nullptr)
                          : Json(part.need.percentile ? "percentile(" + part.need.column + ")"
                                                      : part.need.column)},
             {"curve", part.curve ? Json(to_string(part.curve->shape)) : Json(nullptr)}});
    }
    facts["areas"] = Json::object();
    for (const WhyUnits why : all_reasons) {
        facts["areas"][std::string{word_of(why)}] =
            std::count(shared.why.begin(), shared.why.end(), why);
    }
    std::uint64_t moved = 0;
    for (std::size_t a = 0; a < shared.units.size(); ++a) {
        moved +=
            shared.units[a] > shared.by_formula[a] ? shared.units[a] - shared.by_formula[a] : 0;
    }
    facts["moved_by_bounds"] = moved;
    facts["pots"] = money.pots
                        ? groups_json(shared.pots, false, group_titles(result, money.pots->per))
                        : Json(nullptr);
    facts["groups"] =
        money.groups ? groups_json(shared.groups, true, group_titles(result, money.groups->per))
                     : Json(nullptr);
    return facts;
}

std::string groups_text(const std::string& column, const std::vector<AllocatedGroup>& groups,
                        bool bounds, const UnitName& unit, const ResultTable& table) {
    const auto titles = group_titles(table, column);
    std::vector<std::vector<std::string>> rows{{column, "areas", "amount"}};
    if (bounds) {
        rows[0].insert(rows[0].end(), {"by the formula", "bound"});
    }
    for (const AllocatedGroup& group : groups) {
        const auto title = titles.find(group.name);
        rows.push_back({title == titles.end() || title->second.empty() ? group.name : title->second,
                        grouped_text(group.areas), amount_text(group.units, unit)});
        if (bounds) {
            rows.back().push_back(amount_text(group.by_formula, unit));
            rows.back().push_back(group.by == ShareBy::floor ? "at its least"
                                  : group.by == ShareBy::cap ? "at its most"
                                                             : "");
        }
    }
    return "\n" + text_table(rows);
}

std::string areas_text(const ResultTable& table, const AllocationTable& columns,
                       const Allocation& shared, const UnitName& unit) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t a = 0; a < shared.units.size(); ++a) {
        if (shared.units[a] > 0) {
            order.push_back(a);
        }
    }
    const std::size_t told = std::min(told_areas, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(told), order.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                          return shared.units[a] != shared.units[b]
                                     ? shared.units[a] > shared.units[b]
                                     : table.codes[a] < table.codes[b];
                      });
    std::vector<std::vector<std::string>> rows{{"the most", "amount"}};
    const bool people = columns.people.size() > 0;
    if (people) {
        rows[0].push_back(unit.pence ? "a person" : "for 1,000 people");
    }
    for (std::size_t k = 0; k < told; ++k) {
        const std::uint32_t a = order[k];
        rows.push_back({table.codes[a].str() + (table.names[a].empty() ? "" : " " + table.names[a]),
                        amount_text(shared.units[a], unit)});
        if (people) {
            const double each = static_cast<double>(shared.units[a]) / columns.people.values[a];
            rows.back().push_back(unit.pence ? pounds_text(static_cast<std::uint64_t>(each + 0.5))
                                             : fixed_text(1000 * each, 2));
        }
    }
    return "\n" + text_table(rows);
}

std::string text_of(const config::MoneyConfig& money, const ResultTable& table,
                    const AllocationTable& columns, const Allocation& shared) {
    const auto with = static_cast<std::size_t>(
        std::count_if(shared.units.begin(), shared.units.end(), [](auto u) { return u > 0; }));
    std::string text = amount_text(money.total, money.unit) + " shared out over " +
                       counted_text(with, "area", "areas") + " of " +
                       grouped_text(shared.units.size()) + "\n";
    for (const WhyUnits why : all_reasons) {
        const auto count =
            static_cast<std::size_t>(std::count(shared.why.begin(), shared.why.end(), why));
        if (count > 0) {
            text += "  " + counted_text(count, "area", "areas") + ": " +
                    std::string{reason_text(why)} + "\n";
        }
    }
    if (money.pots && shared.pots.size() <= most_told) {
        text += groups_text(money.pots->per, shared.pots, false, money.unit, table);
    }
    if (money.groups && shared.groups.size() <= most_told) {
        text += groups_text(money.groups->per, shared.groups, true, money.unit, table);
    }
    return text + areas_text(table, columns, shared, money.unit);
}

std::vector<ResultColumn> columns_of(const config::MoneyConfig& money, const AllocationTable& table,
                                     const Allocation& shared) {
    std::vector<ResultColumn> out;
    WholeColumn formula;
    DecimalColumn each;
    for (std::size_t a = 0; a < shared.units.size(); ++a) {
        formula.values.push_back(static_cast<std::int64_t>(shared.by_formula[a]));
        formula.status.push_back(Status::ok);
        if (table.people.size() > 0) {
            const bool known = table.people.status[a] == Status::ok && table.people.values[a] > 0;
            each.values.push_back(known ? (money.unit.pence ? 1 : 1000) *
                                              static_cast<double>(shared.units[a]) /
                                              table.people.values[a]
                                        : 0);
            each.status.push_back(known                                  ? Status::ok
                                  : table.people.status[a] == Status::ok ? Status::not_applicable
                                                                         : table.people.status[a]);
        }
    }
    out.push_back({money.unit.pence ? "formula_pence" : "formula_count", std::move(formula)});
    if (table.people.size() > 0) {
        out.push_back({money.unit.pence ? "pence_per_person" : "count_per_1000", std::move(each)});
    }
    return out;
}

}  // namespace

Allotment share_money(const config::MoneyConfig& money, RuleMissing missing,
                      const ResultTable& table, const Eligible& eligible) {
    const AllocationTable columns = table_of(money, table, eligible);
    Allocation shared = allocate(rule_of(money, missing), columns);
    Allotment out;
    out.unit = money.unit;
    out.kind = BenefitKind::amount;
    for (std::size_t a = 0; a < table.size(); ++a) {
        const bool bound = shared.group_bound[a] != 0 && shared.why[a] == WhyUnits::by_formula;
        out.reasons.push_back(shared.why[a] == WhyUnits::not_eligible && !eligible.reasons.empty()
                                  ? eligible.reasons[a]
                                  : std::string{reason_text(shared.why[a])} +
                                        (bound ? ", within the bound of its group" : ""));
        out.benefits.push_back(static_cast<double>(shared.units[a]));
    }
    out.columns = columns_of(money, columns, shared);
    out.facts = facts_of(money, table, columns, shared);
    if (money.pots) {
        out.groups.push_back(money.pots->per);
    }
    if (money.groups) {
        out.groups.push_back(money.groups->per);
    }
    out.text = text_of(money, table, columns, shared);
    out.amounts = std::move(shared.units);
    out.findings = std::move(shared.findings);
    return out;
}

}  // namespace levelin::run
