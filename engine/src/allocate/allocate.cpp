#include <algorithm>
#include <cmath>
#include <levelin/allocate/allocate.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>

#include "allocation_groups.hpp"

namespace levelin {

namespace {

using detail::Listed;

void check_rule(const AllocationRule& rule) {
    double shares = 0;
    for (const FormulaPart& part : rule.parts) {
        if (!(part.share > 0 && part.share <= 1)) {
            throw ConfigError("E-ALLOCATE-06", "a part of the formula has no share above 0",
                              "shares from 0 to 1");
        }
        shares += part.share;
        if (part.curve) {
            check(*part.curve);
        }
    }
    if (!(std::abs(shares - 1) <= 1e-9)) {
        throw ConfigError("E-ALLOCATE-06",
                          "the shares of the formula's parts sum to " + shortest_text(shares),
                          "shares that sum to 1, or 100%");
    }
    if (rule.step == 0 || rule.total % rule.step != 0) {
        throw ConfigError("E-ALLOCATE-06",
                          amount_text(rule.total, rule.unit) + " is no multiple of " +
                              amount_text(rule.step, rule.unit),
                          "a total that whole shares can make up", "change the total or round_to");
    }
    if (rule.total > max_total) {
        throw ConfigError("E-ALLOCATE-06", "the total is too large",
                          "at most " + amount_text(max_total, rule.unit));
    }
}

bool has_people(const AllocationTable& table) {
    return table.people.size() > 0;
}

// Who takes part, and why others do not.
class Entrants {
  public:
    Entrants(const AllocationRule& rule, const AllocationTable& table, Allocation& out)
        : m_rule(rule), m_table(table), m_out(out) {}

    void find() {
        const std::size_t n = m_table.codes.size();
        Listed missing(m_table.codes);
        Listed negative(m_table.codes);
        Listed empty(m_table.codes);
        for (std::size_t a = 0; a < n; ++a) {
            const bool in = m_table.eligible.empty() || m_table.eligible[a] != 0;
            if (has_people(m_table) && m_table.people.status[a] == Status::ok &&
                !(m_table.people.values[a] >= 0)) {
                negative.add(a);
            }
            if (!in) {
                m_out.why[a] = WhyUnits::not_eligible;
            } else if (lacks_value(a)) {
                m_out.why[a] = WhyUnits::value_missing;
                missing.add(a);
            } else if (has_people(m_table) && m_table.people.values[a] == 0) {
                m_out.why[a] = WhyUnits::no_people;
                empty.add(a);
            }
        }
        refuse_or_tell(missing, negative, empty);
        check_needs();
    }

  private:
    [[nodiscard]] bool lacks_value(std::size_t a) const {
        if (has_people(m_table) && m_table.people.status[a] != Status::ok) {
            return true;
        }
        return std::any_of(m_rule.parts.begin(), m_rule.parts.end(), [&](const FormulaPart& part) {
            return part.curve && m_table.needs.at(part.need).status[a] != Status::ok;
        });
    }

    void refuse_or_tell(const Listed& missing, const Listed& negative, const Listed& empty) {
        if (negative.count > 0) {
            throw InputError("E-ALLOCATE-08",
                             "fewer than no people live in " + negative.text() +
                                 " by the column \"" + m_table.people.name + "\"",
                             "a column of people");
        }
        if (missing.count > 0 && m_rule.missing == AllocationMissing::error) {
            throw InputError("E-ALLOCATE-07",
                             missing.text() + (missing.count == 1 ? " lacks" : " lack") +
                                 " a value that the formula asks for",
                             "a value for every area that may get something",
                             "leave them out by a step, or by missing = \"leave_out\"");
        }
        if (missing.count > 0) {
            m_out.findings.warn("W-ALLOCATE-02",
                                counted_text(missing.count, "area", "areas") +
                                    (missing.count == 1 ? " lacks" : " lack") +
                                    " a value that the formula asks for and get nothing",
                                missing.count, missing.examples);
        }
        if (empty.count > 0) {
            m_out.findings.warn("W-ALLOCATE-01",
                                "nobody lives in " + counted_text(empty.count, "area", "areas") +
                                    ", which get nothing",
                                empty.count, empty.examples);
        }
        const bool anyone =
            std::find(m_out.why.begin(), m_out.why.end(), WhyUnits::by_formula) != m_out.why.end();
        if (!anyone && empty.count > 0) {
            throw InputError(
                "E-ALLOCATE-08",
                "nobody lives in any area by the column \"" + m_table.people.name + "\"",
                "a column of people");
        }
    }

    // A need below 0 has no place on a curve that begins at 0 because nothing else was said.
    void check_needs() const {
        for (const FormulaPart& part : m_rule.parts) {
            if (!part.curve || part.curve->zero || part.curve->lowest ||
                part.curve->shape == NeedShape::threshold ||
                part.curve->shape == NeedShape::taper) {
                continue;
            }
            const NumberColumn& need = m_table.needs.at(part.need);
            Listed below(m_table.codes);
            for (std::size_t a = 0; a < need.size(); ++a) {
                if (m_out.why[a] == WhyUnits::by_formula && need.values[a] < 0) {
                    below.add(a);
                }
            }
            if (below.count > 0) {
                throw InputError("E-ALLOCATE-09",
                                 "the need \"" + need.name + "\" is below 0 in " + below.text(),
                                 "a need of 0 or more, or a curve that says where need begins",
                                 "set zero, or take percentile(" + need.name + ")");
            }
        }
    }

    const AllocationRule& m_rule;
    const AllocationTable& m_table;
    Allocation& m_out;
};

// Each area's share of its pot, by the parts of the formula.
void add_weights(const AllocationRule& rule, const AllocationTable& table,
                 const std::vector<std::uint32_t>& areas, Allocation& out) {
    std::vector<double> part_weights(areas.size());
    for (const FormulaPart& part : rule.parts) {
        double sum = 0;
        for (std::size_t i = 0; i < areas.size(); ++i) {
            const std::uint32_t a = areas[i];
            const double people = part.by_people && has_people(table) ? table.people.values[a] : 1;
            const double need =
                part.curve ? weight_of(table.needs[part.need].values[a], *part.curve) : 1;
            part_weights[i] = people * need;
            sum += part_weights[i];
        }
        if (!(sum > 0) || !std::isfinite(sum)) {
            throw InputError("E-ALLOCATE-11",
                             sum > 0
                                 ? "the weights of a part of the formula are too large to add up"
                                 : "a part of the formula gives none of " +
                                       counted_text(areas.size(), "area", "areas") + " a share",
                             "at least one area with people and need above 0",
                             "look at where the need curve begins");
        }
        for (std::size_t i = 0; i < areas.size(); ++i) {
            out.weight[areas[i]] += part.share * (part_weights[i] / sum);
        }
    }
}

// The bounds of each area, in steps.
std::vector<ShareBounds> bounds_of(const AllocationRule& rule, const AllocationTable& table,
                                   const std::vector<std::uint32_t>& areas) {
    const AreaBounds& of = rule.bounds;
    const auto step = static_cast<double>(rule.step);
    std::vector<ShareBounds> bounds;
    bounds.reserve(areas.size());
    for (const std::uint32_t a : areas) {
        const double people = has_people(table) ? table.people.values[a] : 1;
        ShareBounds one;
        one.floor = std::max((of.units.floor + rule.step - 1) / rule.step,
                             detail::whole_up(of.floor_per_person * people / step));
        if (of.units.cap != ShareBounds::no_cap) {
            one.cap = of.units.cap / rule.step;
        }
        if (of.cap_per_person) {
            one.cap = std::min(one.cap, detail::whole_down(*of.cap_per_person * people / step));
        }
        bounds.push_back(one);
    }
    return bounds;
}

// An area without a share in the formula may still have its floor.
WhyUnits why_of(ShareBy by, std::uint64_t units) {
    switch (by) {
        case ShareBy::weight:
            return WhyUnits::by_formula;
        case ShareBy::floor:
            return WhyUnits::at_floor;
        case ShareBy::cap:
            return WhyUnits::at_cap;
        case ShareBy::no_weight:
            return units > 0 ? WhyUnits::at_floor : WhyUnits::no_weight;
    }
    return WhyUnits::by_formula;
}

bool takes_part(WhyUnits why) {
    return why == WhyUnits::by_formula || why == WhyUnits::at_floor || why == WhyUnits::at_cap ||
           why == WhyUnits::no_weight;
}

}  // namespace

std::string_view reason_text(WhyUnits why) noexcept {
    switch (why) {
        case WhyUnits::by_formula:
            return "by the formula";
        case WhyUnits::at_floor:
            return "raised to its floor";
        case WhyUnits::at_cap:
            return "held at its cap";
        case WhyUnits::no_weight:
            return "no need, as the formula has it";
        case WhyUnits::no_people:
            return "nobody lives there";
        case WhyUnits::not_eligible:
            return "not selected";
        case WhyUnits::value_missing:
            return "a value is missing";
    }
    return "";
}

Allocation allocate(const AllocationRule& rule, const AllocationTable& table) {
    check_rule(rule);
    const std::size_t n = table.codes.size();
    Allocation out;
    out.units.assign(n, 0);
    out.by_formula.assign(n, 0);
    out.weight.assign(n, 0);
    out.why.assign(n, WhyUnits::by_formula);
    out.group_bound.assign(n, 0);
    Entrants{rule, table, out}.find();
    const detail::Pots pots = detail::make_pots(rule, table, out);
    const detail::AreaGroups groups = detail::make_groups(rule, table, out, pots);
    out.pots = pots.facts;
    out.groups = groups.facts;
    for (std::size_t p = 0; p < pots.areas.size(); ++p) {
        const std::vector<std::uint32_t>& areas = pots.areas[p];
        const std::string& name = pots.facts[p].name;
        try {
            if (areas.empty()) {
                if (pots.steps[p] == 0) {
                    continue;
                }
                throw InputError(
                    "E-ALLOCATE-10",
                    "no area is there to get " + amount_text(pots.facts[p].units, rule.unit),
                    "areas that were selected and have all values");
            }
            add_weights(rule, table, areas, out);
            std::vector<double> weights;
            std::vector<AreaCode> codes;
            for (const std::uint32_t a : areas) {
                weights.push_back(out.weight[a]);
                codes.push_back(table.codes[a]);
            }
            const std::vector<ShareBounds> bounds = bounds_of(rule, table, areas);
            const detail::PotShares shares =
                groups.share(pots.steps[p], p, areas, weights, bounds, codes, rule);
            for (const auto& [group, by] : shares.group_by) {
                out.groups[group].by = by;
            }
            for (std::size_t i = 0; i < areas.size(); ++i) {
                const std::uint32_t a = areas[i];
                out.units[a] = shares.with_bounds.units[i] * rule.step;
                out.by_formula[a] = shares.by_formula.units[i] * rule.step;
                out.why[a] = why_of(shares.with_bounds.by[i], out.units[a]);
                out.group_bound[a] = shares.group_bound[i];
            }
        } catch (Error& error) {
            if (!name.empty()) {
                error.add_context(name);
            }
            throw;
        }
    }
    detail::add_up(groups, rule.step, out);
    Listed none(table.codes);
    for (std::size_t a = 0; a < n; ++a) {
        if (takes_part(out.why[a]) && out.weight[a] == 0) {
            none.add(a);
        }
    }
    if (none.count > 0) {
        out.findings.note(
            "N-ALLOCATE-01",
            counted_text(none.count, "area", "areas") + (none.count == 1 ? " has" : " have") +
                " no share in the formula: their need lies where the curve gives none",
            none.count, none.examples);
    }
    return out;
}

}  // namespace levelin
