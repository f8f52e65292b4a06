#include "choose_areas.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <numeric>

namespace levelin::detail {

namespace {

std::string step_text(const RuleStep& step) {
    return "the step \"" + describe(step) + "\"";
}

// A count of areas as a share: rounded up, but not by the last bit of the product.
std::uint64_t share_of(double share, std::size_t n) {
    return static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(n) - 1e-9));
}

// Bounds for each group: the general number, or the group's own.
std::vector<std::uint64_t> bounds(const columns::Groups& groups, const std::string& per,
                                  std::optional<std::uint64_t> general, const GroupCounts& own,
                                  std::uint64_t otherwise) {
    std::vector<std::uint64_t> out(groups.names.size(), general.value_or(otherwise));
    for (const auto& [name, count] : own) {
        const auto at = std::lower_bound(groups.names.begin(), groups.names.end(), name);
        if (at == groups.names.end() || *at != name) {
            std::string known;
            for (std::size_t g = 0; g < groups.names.size() && g < 12; ++g) {
                known += (g == 0 ? "" : ", ") + groups.names[g];
            }
            throw InputError("E-TARGET-07",
                             "no area of the result has " + per + " \"" + name + "\"",
                             "one of " + known, "check the spelling of the group");
        }
        out[static_cast<std::size_t>(at - groups.names.begin())] = count;
    }
    return out;
}

// Chooses for one step.
class Chooser {
  public:
    Chooser(const RuleStep& step, const ResultTable& table, RuleMissing missing,
            Diagnostics& findings)
        : m_step(step), m_table(table), m_missing(missing), m_findings(findings) {}

    Chosen choose(std::vector<std::uint32_t> candidates) {
        sort(candidates);
        if (m_step.top && !m_step.top->people.empty()) {
            read_people(candidates);
        }
        if (m_step.top && !m_step.top->per.empty()) {
            choose_per_group(candidates);
        } else {
            choose_at_once(candidates);
        }
        std::sort(m_chosen.taken.begin(), m_chosen.taken.end());
        return std::move(m_chosen);
    }

  private:
    // Puts the candidates in the order in which they are taken.
    void sort(std::vector<std::uint32_t>& candidates) {
        const std::string& by = m_step.top ? m_step.top->by : m_step.limit->by;
        const bool lowest = m_step.top ? m_step.top->lowest : m_step.limit->lowest;
        m_value.assign(m_table.size(), 0);
        if (!by.empty()) {
            NumberColumn column = columns::numbers_of(m_table, by);
            drop(candidates, by, [&](std::uint32_t a) { return column.status[a] == Status::ok; });
            for (const std::uint32_t a : candidates) {
                m_value[a] = lowest ? -column.values[a] : column.values[a];
            }
        }
        std::sort(candidates.begin(), candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
            return m_value[a] != m_value[b] ? m_value[a] > m_value[b]
                                            : m_table.codes[a] < m_table.codes[b];
        });
    }

    void read_people(std::vector<std::uint32_t>& candidates) {
        const NumberColumn column = columns::numbers_of(m_table, m_step.top->people);
        drop(candidates, m_step.top->people,
             [&](std::uint32_t a) { return column.status[a] == Status::ok; });
        for (const std::uint32_t a : candidates) {
            if (!(column.values[a] >= 0)) {
                throw InputError("E-TARGET-08",
                                 m_table.codes[a].str() + " has " +
                                     shortest_text(column.values[a]) + " in \"" +
                                     m_step.top->people + "\"",
                                 "numbers of people, 0 or more");
            }
        }
        m_people = column.values;
    }

    // Leaves those without a value out, or refuses.
    template <typename HasValue>
    void drop(std::vector<std::uint32_t>& candidates, const std::string& value,
              const HasValue& has_value) {
        const auto gone = std::stable_partition(candidates.begin(), candidates.end(), has_value);
        const std::vector<std::uint32_t> without(gone, candidates.end());
        if (without.empty()) {
            return;
        }
        if (m_missing == RuleMissing::error) {
            refuse_missing(m_step, m_table, without, value);
        }
        m_chosen.without_value.insert(m_chosen.without_value.end(), without.begin(), without.end());
        candidates.erase(gone, candidates.end());
    }

    [[nodiscard]] double people_of(std::span<const std::uint32_t> areas) const {
        double sum = 0;
        for (const std::uint32_t a : areas) {
            sum += m_people[a];
        }
        return sum;
    }

    // How many of a list that is in order are taken from its start.
    std::size_t cut(std::span<const std::uint32_t> areas, std::optional<std::uint64_t> count,
                    const std::string& where) const {
        if (count) {
            if (*count > areas.size()) {
                too_few(*count, areas.size(), where);
            }
            return *count;
        }
        if (m_people.empty()) {
            return share_of(*m_step.top->share, areas.size());
        }
        const double all = people_of(areas);
        if (!areas.empty() && !(all > 0)) {
            throw InputError("E-TARGET-08",
                             "the areas" + where + " have no people in \"" + m_step.top->people +
                                 "\", of which a share is asked for",
                             "a column of people", "take a share of the areas");
        }
        double held = 0;
        std::size_t n = 0;
        while (n < areas.size() && held < *m_step.top->share * all * (1 - 1e-12)) {
            held += m_people[areas[n++]];
        }
        return n;
    }

    [[noreturn]] void too_few(std::uint64_t wanted, std::uint64_t there,
                              const std::string& where) const {
        throw InputError("E-TARGET-04",
                         step_text(m_step) + " wants " + counted_text(wanted, "area", "areas") +
                             where + ", and " + grouped_text(there) +
                             (there == 1 ? " meets" : " meet") + " it",
                         "a count that can be met",
                         "ask for " + std::to_string(there) + " at most, or widen the condition");
    }

    void split(std::span<const std::uint32_t> areas, std::size_t n) {
        m_chosen.taken.insert(m_chosen.taken.end(), areas.begin(),
                              areas.begin() + static_cast<std::ptrdiff_t>(n));
        m_chosen.below_cut.insert(m_chosen.below_cut.end(),
                                  areas.begin() + static_cast<std::ptrdiff_t>(n), areas.end());
        tell_ties(areas, n);
    }

    void tell_ties(std::span<const std::uint32_t> areas, std::size_t n) {
        std::vector<std::string> codes;
        std::uint64_t count = 0;
        for (std::size_t i = n; n > 0 && i < areas.size(); ++i) {
            if (m_value[areas[i]] != m_value[areas[n - 1]]) {
                break;
            }
            ++count;
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(m_table.codes[areas[i]].str());
            }
        }
        if (count > 0) {
            m_findings.warn("W-TARGET-01",
                            counted_text(count, "area", "areas") + " left out by " +
                                step_text(m_step) + (count == 1 ? " equals" : " equal") +
                                " the last one taken; the order of codes has decided",
                            count, std::move(codes));
        }
    }

    void choose_per_group(std::vector<std::uint32_t>& candidates) {
        const TopRule& top = *m_step.top;
        const columns::Groups groups = columns::groups_of(m_table, top.per);
        drop(candidates, top.per,
             [&](std::uint32_t a) { return groups.of_area[a] != columns::Groups::none; });
        constexpr std::uint64_t unset = UINT64_MAX;
        const auto counts = bounds(groups, top.per, top.count, top.quotas, unset);
        std::vector<std::vector<std::uint32_t>> members(groups.names.size());
        for (const std::uint32_t a : candidates) {
            members[groups.of_area[a]].push_back(a);
        }
        for (std::size_t g = 0; g < members.size(); ++g) {
            const std::string where = " in " + top.per + " " + groups.names[g];
            if (counts[g] == unset && !top.share) {
                split(members[g], 0);
                continue;
            }
            split(members[g],
                  cut(members[g],
                      counts[g] == unset ? std::nullopt : std::optional<std::uint64_t>{counts[g]},
                      where));
        }
    }

    void choose_at_once(std::vector<std::uint32_t>& candidates) {
        if (!m_step.limit) {
            split(candidates, cut(candidates, m_step.top->count, ""));
            return;
        }
        const GroupLimit& limit = *m_step.limit;
        const columns::Groups groups = columns::groups_of(m_table, limit.per);
        drop(candidates, limit.per,
             [&](std::uint32_t a) { return groups.of_area[a] != columns::Groups::none; });
        const auto floors = bounds(groups, limit.per, limit.at_least, limit.at_least_of, 0);
        const auto caps = bounds(groups, limit.per, limit.at_most, limit.at_most_of, UINT64_MAX);
        std::vector<std::uint64_t> held(groups.names.size(), 0);
        std::vector<std::uint8_t> taken(m_table.size(), 0);
        const double people = m_people.empty() ? 0 : people_of(candidates);
        const auto total =
            m_step.top && m_people.empty()
                ? (m_step.top->count ? *m_step.top->count
                                     : share_of(*m_step.top->share, candidates.size()))
                : UINT64_MAX;
        std::uint64_t count = 0;
        double people_held = 0;
        const auto take = [&](std::uint32_t a) {
            taken[a] = 1;
            ++held[groups.of_area[a]];
            ++count;
            people_held += m_people.empty() ? 0 : m_people[a];
        };
        const auto enough = [&] {
            return m_people.empty() ? count >= total
                                    : people_held >= *m_step.top->share * people * (1 - 1e-12);
        };
        for (const std::uint32_t a : candidates) {
            if (held[groups.of_area[a]] < floors[groups.of_area[a]]) {
                take(a);
            }
        }
        check_floors(groups, held, floors, caps, count, total);
        for (const std::uint32_t a : candidates) {
            if (enough()) {
                break;
            }
            if (taken[a] == 0 && held[groups.of_area[a]] < caps[groups.of_area[a]]) {
                take(a);
            }
        }
        if (m_step.top && !enough()) {
            if (!m_people.empty()) {
                throw InputError("E-TARGET-04",
                                 step_text(m_step) +
                                     " wants a share of the people that its limits "
                                     "of areas a " +
                                     limit.per + " do not reach",
                                 "a share that can be met", "raise the limits, or lower the share");
            }
            too_few(total, count, " within its limits of areas a " + limit.per);
        }
        for (const std::uint32_t a : candidates) {
            const std::uint32_t g = groups.of_area[a];
            (taken[a] != 0        ? m_chosen.taken
             : held[g] >= caps[g] ? m_chosen.above_limit
                                  : m_chosen.below_cut)
                .push_back(a);
        }
    }

    void check_floors(const columns::Groups& groups, std::span<const std::uint64_t> held,
                      std::span<const std::uint64_t> floors, std::span<const std::uint64_t> caps,
                      std::uint64_t count, std::uint64_t total) const {
        const std::string& per = m_step.limit->per;
        for (std::size_t g = 0; g < floors.size(); ++g) {
            if (floors[g] > caps[g]) {
                throw InputError("E-TARGET-04",
                                 step_text(m_step) + " wants at least " +
                                     std::to_string(floors[g]) + " and at most " +
                                     std::to_string(caps[g]) + " in " + per + " " + groups.names[g],
                                 "a floor up to the cap");
            }
            if (held[g] < floors[g]) {
                too_few(floors[g], held[g], " in " + per + " " + groups.names[g]);
            }
        }
        if (count > total) {
            throw InputError("E-TARGET-04",
                             step_text(m_step) + " wants " + counted_text(total, "area", "areas") +
                                 " in all, and its floors come to " + grouped_text(count),
                             "floors up to the count", "lower the floors or raise the count");
        }
    }

    const RuleStep& m_step;
    const ResultTable& m_table;
    RuleMissing m_missing;
    Diagnostics& m_findings;
    std::vector<double> m_value;   // By area; the highest is taken first.
    std::vector<double> m_people;  // By area; empty where areas count.
    Chosen m_chosen;
};

}  // namespace

void refuse_missing(const RuleStep& step, const ResultTable& table,
                    const std::vector<std::uint32_t>& areas, const std::string& value) {
    std::string some;
    for (std::size_t i = 0; i < areas.size() && i < 5; ++i) {
        some += (i == 0 ? "" : ", ") + table.codes[areas[i]].str();
    }
    throw InputError("E-TARGET-03",
                     counted_text(areas.size(), "area", "areas") + " without a value that " +
                         step_text(step) + " asks for (" + value + "): " + some +
                         (areas.size() > 5 ? ", ..." : ""),
                     "a value for every candidate",
                     "say missing = \"leave_out\" in the rule, or narrow the condition");
}

Chosen choose_areas(const RuleStep& step, std::vector<std::uint32_t> candidates,
                    const ResultTable& table, RuleMissing missing, Diagnostics& findings) {
    if (!step.top && !step.limit) {
        return {std::move(candidates), {}, {}, {}};
    }
    return Chooser(step, table, missing, findings).choose(std::move(candidates));
}

}  // namespace levelin::detail
