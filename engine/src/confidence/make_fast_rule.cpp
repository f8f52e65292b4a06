#include <algorithm>
#include <levelin/core/code_index.hpp>
#include <levelin/target/table_columns.hpp>
#include <numeric>

#include "fast_rule.hpp"

namespace levelin::detail {

namespace {

// Thrown and caught here: something that only `select` can do.
struct NeedsTable {};

std::optional<FastCondition::Quantity> quantity_of(const std::string& column,
                                                   const std::string& index) {
    using enum FastCondition::Quantity;
    return column == index + "_score"    ? std::optional{score}
           : column == index + "_rank"   ? std::optional{rank}
           : column == index + "_decile" ? std::optional{decile}
                                         : std::nullopt;
}

void collect_columns(const Condition& condition, std::vector<std::string>& columns) {
    if (condition.kind == Condition::Kind::comparison) {
        columns.push_back(condition.column);
    }
    for (const Condition& part : condition.parts) {
        collect_columns(part, columns);
    }
}

// Rules are taken to pieces with the table at hand.
class FastRuleMaker {
  public:
    FastRuleMaker(const ResultTable& table, const Plan& plan) : m_table(table), m_plan(plan) {}

    FastStep step(const RuleStep& step) const {
        if (step.neighbours || step.limit) {
            throw NeedsTable{};
        }
        FastStep out;
        out.kind = step.kind;
        if (step.where) {
            out.where = condition(*step.where);
        }
        if (step.codes) {
            out.named = named(*step.codes);
        }
        if (step.top) {
            top(*step.top, out);
        }
        return out;
    }

  private:
    [[nodiscard]] bool varies(const Condition& one) const {
        std::vector<std::string> columns;
        collect_columns(one, columns);
        return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
            return quantity_of(column, m_plan.id).has_value() || is_drawn_value(column);
        });
    }

    [[nodiscard]] bool is_drawn_value(const std::string& column) const {
        return std::any_of(m_plan.errors.begin(), m_plan.errors.end(), [&](const LeafError& error) {
            return column == m_plan.sources[error.leaf].as_run.id + "_value";
        });
    }

    FastCondition condition(const Condition& one) const {
        FastCondition out;
        if (!varies(one)) {
            const std::vector<Truth> truth = evaluate(one, m_table);
            for (std::size_t p = 0; p < m_plan.areas; ++p) {
                const Truth t = truth[m_plan.area_at[p]];
                out.truth.push_back(t == Truth::yes  ? FastCondition::yes
                                    : t == Truth::no ? FastCondition::no
                                                     : FastCondition::unknown);
            }
            return out;
        }
        switch (one.kind) {
            case Condition::Kind::comparison:
                return cut(one);
            case Condition::Kind::all:
                out.kind = FastCondition::Kind::all;
                break;
            case Condition::Kind::any:
                out.kind = FastCondition::Kind::any;
                break;
            case Condition::Kind::negation:
                out.kind = FastCondition::Kind::negation;
                break;
        }
        for (const Condition& part : one.parts) {
            out.parts.push_back(condition(part));
        }
        return out;
    }

    FastCondition cut(const Condition& one) const {
        const auto quantity = quantity_of(one.column, m_plan.id);
        if (!quantity || one.is_text) {
            throw NeedsTable{};
        }
        FastCondition out;
        out.kind = FastCondition::Kind::cut;
        out.quantity = *quantity;
        out.comparison = one.comparison;
        out.number = one.number;
        if (one.operand != Condition::Operand::value) {
            if (*quantity != FastCondition::Quantity::score) {
                throw NeedsTable{};
            }
            out.quantity = one.operand == Condition::Operand::percentile
                               ? FastCondition::Quantity::percentile
                               : FastCondition::Quantity::quantile;
            out.quantiles = one.quantiles;
        }
        return out;
    }

    std::vector<std::uint8_t> named(const std::vector<std::string>& codes) const {
        const CodeIndex index(m_table.codes);
        std::vector<std::uint8_t> by_area(m_plan.areas, 0);
        for (const std::string& text : codes) {
            const std::optional<AreaCode> code = AreaCode::parse(text);
            const std::int32_t at = code ? index.find(m_table.codes, *code) : CodeIndex::empty;
            if (at != CodeIndex::empty) {
                by_area[static_cast<std::size_t>(at)] = 1;
            }
        }
        std::vector<std::uint8_t> out;
        for (const std::uint32_t area : m_plan.area_at) {
            out.push_back(by_area[area]);
        }
        return out;
    }

    void top(const TopRule& rule, FastStep& out) const {
        out.has_top = true;
        if (!rule.people.empty()) {
            throw NeedsTable{};
        }
        if (const auto quantity = quantity_of(rule.by, m_plan.id)) {
            if (*quantity == FastCondition::Quantity::decile) {
                throw NeedsTable{};
            }
            out.by_index = true;
            out.from_last = rule.lowest != (*quantity == FastCondition::Quantity::rank);
        } else {
            fixed_order(rule, out);
        }
        out.share = rule.share.value_or(0);
        if (rule.per.empty()) {
            out.counts = {rule.count.value_or(FastStep::by_share)};
        } else {
            groups(rule, out);
        }
    }

    // The order of a column that no draw changes.
    void fixed_order(const TopRule& rule, FastStep& out) const {
        if (is_drawn_value(rule.by)) {
            throw NeedsTable{};
        }
        const NumberColumn column = columns::numbers_of(m_table, rule.by);
        std::vector<double> values(m_plan.areas);
        out.has_value.resize(m_plan.areas);
        for (std::size_t p = 0; p < m_plan.areas; ++p) {
            const std::size_t a = m_plan.area_at[p];
            out.has_value[p] = column.status[a] == Status::ok ? 1 : 0;
            values[p] = column.values[a];
            values[p] = rule.lowest ? -values[p] : values[p];
        }
        out.order.resize(m_plan.areas);
        std::iota(out.order.begin(), out.order.end(), 0U);
        const auto code = [&](std::uint32_t p) { return m_plan.code_place[m_plan.area_at[p]]; };
        std::sort(out.order.begin(), out.order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return values[a] != values[b] ? values[a] > values[b] : code(a) < code(b);
        });
    }

    void groups(const TopRule& rule, FastStep& out) const {
        const columns::Groups groups = columns::groups_of(m_table, rule.per);
        out.group = {};
        for (const std::uint32_t area : m_plan.area_at) {
            out.group.push_back(groups.of_area[area]);
        }
        // Groups without a quota take nothing where there is neither a count nor a share.
        const std::uint64_t others =
            rule.count ? *rule.count : (rule.share ? FastStep::by_share : 0);
        out.counts.assign(groups.names.size(), others);
        for (const auto& [name, count] : rule.quotas) {
            const auto found = std::lower_bound(groups.names.begin(), groups.names.end(), name);
            if (found == groups.names.end() || *found != name) {
                throw NeedsTable{};
            }
            out.counts[static_cast<std::size_t>(found - groups.names.begin())] = count;
        }
    }

    const ResultTable& m_table;
    const Plan& m_plan;
};

std::size_t levels_of(const FastCondition& condition) {
    std::size_t deepest = 0;
    for (const FastCondition& part : condition.parts) {
        deepest = std::max(deepest, levels_of(part));
    }
    return deepest + 1;
}

}  // namespace

std::vector<std::string> columns_of(const SelectionRule& rule) {
    std::vector<std::string> columns;
    const auto add = [&](const std::string& name) {
        if (!name.empty()) {
            columns.push_back(name);
        }
    };
    for (const RuleStep& step : rule.steps) {
        if (step.where) {
            collect_columns(*step.where, columns);
        }
        if (step.top) {
            add(step.top->by);
            add(step.top->people);
            add(step.top->per);
        }
        if (step.limit) {
            add(step.limit->per);
            add(step.limit->by);
        }
    }
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
}

std::optional<FastRule> FastRule::make(const SelectionRule& rule, const ResultTable& table,
                                       const Plan& plan) {
    // Ranks by order of rows are told apart where places are not; people make deciles of their own.
    if (plan.ties == TieRule::first || plan.ties == TieRule::dense || !plan.population.empty()) {
        return std::nullopt;
    }
    FastRule out{plan};
    out.m_refuses_missing = rule.missing == RuleMissing::error;
    std::size_t levels = 1;
    try {
        const FastRuleMaker maker(table, plan);
        for (const RuleStep& step : rule.steps) {
            out.m_steps.push_back(maker.step(step));
            if (out.m_steps.back().where) {
                levels = std::max(levels, levels_of(*out.m_steps.back().where));
            }
        }
    } catch (const NeedsTable&) {
        return std::nullopt;
    }
    out.m_truths.assign(levels + 1, std::vector<std::uint8_t>(plan.areas));
    out.m_selected.resize(plan.areas);
    out.m_removed.resize(plan.areas);
    out.m_reach.resize(plan.areas);
    out.m_scored.resize(plan.areas - plan.complete);
    return out;
}

}  // namespace levelin::detail
