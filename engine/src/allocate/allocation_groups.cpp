#include "allocation_groups.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <map>
#include <set>

namespace levelin::detail {

namespace {

using Named = std::vector<std::pair<std::string, double>>;

// The names of all that is grouped, in order. @throws E-ALLOCATE-10 areas of `within` without one.
std::map<std::string, std::uint32_t> names_of(const std::vector<std::string>& group,
                                              const AllocationTable& table, const Allocation& out,
                                              const char* what) {
    std::map<std::string, std::uint32_t> names;
    Listed without(table.codes);
    for (std::size_t a = 0; a < group.size(); ++a) {
        if (!group[a].empty()) {
            names.emplace(group[a], 0);
        } else if (out.why[a] == WhyUnits::by_formula) {
            without.add(a);
        }
    }
    if (without.count > 0) {
        throw InputError("E-ALLOCATE-10",
                         without.text() + (without.count == 1 ? " has no " : " have no ") + what,
                         "a " + std::string{what} + " for every area that may get something",
                         "give the look-up that has them, or leave them out by a step");
    }
    std::uint32_t number = 0;
    for (auto& [name, index] : names) {
        index = number++;
    }
    return names;
}

void check_known(const Named& named, const std::map<std::string, std::uint32_t>& names) {
    for (const auto& [name, share] : named) {
        if (names.find(name) == names.end()) {
            throw InputError("E-ALLOCATE-10", "the result has no area in \"" + name + "\"",
                             "a pot or group of the result's areas",
                             "look at how the column spells it");
        }
        if (!(share >= 0 && share <= 1)) {
            throw ConfigError("E-ALLOCATE-06",
                              "the share of " + name + " is " + shortest_text(share),
                              "a share from 0 to 1");
        }
    }
}

std::vector<double> pot_weights(const AllocationRule& rule, const AllocationTable& table,
                                const Pots& pots,
                                const std::map<std::string, std::uint32_t>& names) {
    std::vector<double> weights(names.size(), 0);
    if (!rule.pots->shares.empty()) {
        double sum = 0;
        for (const auto& [name, share] : rule.pots->shares) {
            weights[names.find(name)->second] = share;
            sum += share;
        }
        if (!(std::abs(sum - 1) <= 1e-9)) {
            throw ConfigError("E-ALLOCATE-06",
                              "the shares of the pots sum to " + shortest_text(sum),
                              "shares that sum to 1, or 100%");
        }
        return weights;
    }
    Listed missing(table.codes);
    for (std::size_t a = 0; a < pots.of_area.size(); ++a) {
        if (pots.of_area[a] == AreaGroups::none) {
            continue;
        }
        if (table.people.size() == 0) {
            weights[pots.of_area[a]] += 1;
        } else if (table.people.status[a] == Status::ok) {
            weights[pots.of_area[a]] += table.people.values[a];
        } else {
            missing.add(a);
        }
    }
    if (missing.count > 0 && rule.missing == AllocationMissing::error) {
        throw InputError("E-ALLOCATE-07",
                         missing.text() + (missing.count == 1 ? " lacks" : " lack") +
                             " the people by whom pots get their share",
                         "people for every area, or stated shares for the pots",
                         "missing = \"leave_out\" counts those that are known");
    }
    return weights;
}

// The last penny goes to the needier of two areas with one weight, else by code.
bool comes_first(const AllocationRule& rule, const AllocationTable& table, std::uint32_t a,
                 std::uint32_t b) {
    for (const FormulaPart& part : rule.parts) {
        if (part.curve) {
            const std::vector<double>& need = table.needs[part.need].values;
            if (need[a] != need[b]) {
                return needier(need[a], need[b], *part.curve);
            }
        }
    }
    return table.codes[a] < table.codes[b];
}

double share_in(const Named& named, const std::string& name, double otherwise) {
    const auto found = std::find_if(named.begin(), named.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    return found == named.end() ? otherwise : found->second;
}

}  // namespace

void Listed::add(std::size_t area) {
    ++count;
    if (examples.size() < Diagnostics::max_examples) {
        examples.push_back(m_codes[area].str());
    }
}

std::string Listed::text() const {
    std::string codes;
    for (const std::string& code : examples) {
        codes += (codes.empty() ? "" : ", ") + code;
    }
    return counted_text(count, "area", "areas") + " (" + codes +
           (count > examples.size() ? ", ...)" : ")");
}

std::uint64_t whole_up(double value) {
    const double least = std::ceil(value - std::max(1e-9, value * 1e-15));
    return least >= static_cast<double>(max_total)
               ? max_total + 1
               : static_cast<std::uint64_t>(std::max(0.0, least));
}

std::uint64_t whole_down(double value) {
    const double most = std::floor(value + std::max(1e-9, value * 1e-15));
    return most >= static_cast<double>(max_total) ? max_total + 1
                                                  : static_cast<std::uint64_t>(std::max(0.0, most));
}

Pots make_pots(const AllocationRule& rule, const AllocationTable& table, const Allocation& out) {
    Pots pots;
    const std::uint64_t steps = rule.total / rule.step;
    if (!rule.pots) {
        pots.facts.emplace_back();
        pots.steps = {steps};
        pots.of_area.assign(table.codes.size(), 0);
    } else {
        const auto names = names_of(table.pot, table, out, "pot");
        check_known(rule.pots->shares, names);
        for (const auto& [name, index] : names) {
            pots.facts.emplace_back();
            pots.facts.back().name = name;
        }
        for (const std::string& name : table.pot) {
            pots.of_area.push_back(name.empty() ? AreaGroups::none : names.find(name)->second);
        }
        pots.steps = apportion(steps, pot_weights(rule, table, pots, names), {},
                               std::vector<AreaCode>(names.size()), rule.unit)
                         .units;
    }
    pots.areas.resize(pots.facts.size());
    for (std::size_t a = 0; a < table.codes.size(); ++a) {
        if (out.why[a] == WhyUnits::by_formula) {
            pots.areas[pots.of_area[a]].push_back(static_cast<std::uint32_t>(a));
        }
    }
    for (std::vector<std::uint32_t>& areas : pots.areas) {
        std::sort(areas.begin(), areas.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return comes_first(rule, table, a, b); });
    }
    for (std::size_t p = 0; p < pots.facts.size(); ++p) {
        pots.facts[p].units = pots.steps[p] * rule.step;
        pots.facts[p].by_formula = pots.facts[p].units;
        pots.facts[p].areas = pots.areas[p].size();
    }
    return pots;
}

AreaGroups make_groups(const AllocationRule& rule, const AllocationTable& table,
                       const Allocation& out, const Pots& pots) {
    AreaGroups groups;
    if (!rule.groups) {
        return groups;
    }
    const auto names = names_of(table.group, table, out, "group");
    const GroupRule& of = *rule.groups;
    check_known(of.at_least_of, names);
    check_known(of.at_most_of, names);
    groups.pot.assign(names.size(), AreaGroups::none);
    groups.of_area.assign(table.codes.size(), AreaGroups::none);
    std::vector<std::size_t> areas(names.size(), 0);
    for (std::size_t a = 0; a < table.codes.size(); ++a) {
        if (out.why[a] != WhyUnits::by_formula) {
            continue;
        }
        const std::uint32_t g = names.find(table.group[a])->second;
        groups.of_area[a] = g;
        ++areas[g];
        if (groups.pot[g] != AreaGroups::none && groups.pot[g] != pots.of_area[a]) {
            throw InputError(
                "E-ALLOCATE-10",
                "the group " + table.group[a] + " lies in the pots " +
                    pots.facts[groups.pot[g]].name + " and " + pots.facts[pots.of_area[a]].name,
                "groups that lie within one pot each", "bound other groups, or leave out the pots");
        }
        groups.pot[g] = pots.of_area[a];
    }
    const double total = static_cast<double>(rule.total) / static_cast<double>(rule.step);
    for (const auto& [name, g] : names) {
        AllocatedGroup fact;
        fact.name = name;
        fact.areas = areas[g];
        const double least = share_in(of.at_least_of, name, areas[g] > 0 ? of.at_least : 0);
        const double most = share_in(of.at_most_of, name, of.at_most);
        if (areas[g] == 0 && least > 0) {
            throw InputError("E-ALLOCATE-10",
                             "the group " + name + " has a floor and no area that takes part",
                             "areas that were selected and have all values");
        }
        fact.bounds.floor = whole_up(least * total);
        fact.bounds.cap = most < 1 ? whole_down(most * total) : ShareBounds::no_cap;
        groups.facts.push_back(std::move(fact));
    }
    return groups;
}

PotShares AreaGroups::share(std::uint64_t steps, std::size_t which,
                            const std::vector<std::uint32_t>& areas,
                            std::span<const double> weights, std::span<const ShareBounds> bounds,
                            std::span<const AreaCode> codes, const AllocationRule& rule) const {
    UnitName unit = rule.unit;
    unit.each = rule.step;
    PotShares out;
    out.by_formula = apportion(steps, weights, {}, codes, unit);
    out.group_bound.assign(areas.size(), 0);
    if (of_area.empty()) {
        out.with_bounds = apportion(steps, weights, bounds, codes, unit);
        return out;
    }
    std::vector<std::uint32_t> local(facts.size(), none);
    std::vector<GroupShareBounds> of_pot;
    std::vector<std::uint32_t> global;
    for (std::size_t g = 0; g < facts.size(); ++g) {
        if (pot[g] == which) {
            local[g] = static_cast<std::uint32_t>(of_pot.size());
            of_pot.push_back({facts[g].name, facts[g].bounds});
            global.push_back(static_cast<std::uint32_t>(g));
        }
    }
    std::vector<std::uint32_t> group;
    for (const std::uint32_t a : areas) {
        group.push_back(local[of_area[a]]);
    }
    GroupedApportionment shared =
        apportion_in_groups(steps, weights, bounds, codes, group, of_pot, unit);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        out.group_bound[i] = shared.group_by[group[i]] != ShareBy::weight ? 1 : 0;
    }
    for (std::size_t g = 0; g < global.size(); ++g) {
        out.group_by.emplace_back(global[g], shared.group_by[g]);
    }
    out.with_bounds = std::move(shared.all);
    return out;
}

void add_up(const AreaGroups& groups, std::uint64_t step, Allocation& out) {
    for (AllocatedGroup& fact : out.groups) {
        fact.bounds.floor *= step;
        fact.bounds.cap *= fact.bounds.cap == ShareBounds::no_cap ? 1 : step;
    }
    for (std::size_t a = 0; a < groups.of_area.size(); ++a) {
        if (groups.of_area[a] != AreaGroups::none) {
            AllocatedGroup& fact = out.groups[groups.of_area[a]];
            fact.units += out.units[a];
            fact.by_formula += out.by_formula[a];
        }
    }
}

}  // namespace levelin::detail
