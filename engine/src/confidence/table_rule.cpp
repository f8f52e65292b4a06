#include "table_rule.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/score/kernels.hpp>

#include "rank_store.hpp"

namespace levelin::detail {

namespace {

bool is_own(const std::string& name, const Plan& plan) {
    return name == plan.id + "_score" || name == plan.id + "_rank" || name == plan.id + "_decile";
}

const LeafError* error_of(const std::string& name, const Plan& plan) {
    const auto found =
        std::find_if(plan.errors.begin(), plan.errors.end(), [&](const LeafError& error) {
            return name == plan.sources[error.leaf].as_run.id + "_value";
        });
    return found == plan.errors.end() ? nullptr : &*found;
}

}  // namespace

void check_columns(const SelectionRule& rule, const Plan& plan) {
    const bool as_run = plan.normalisations.size() == 1 && !plan.normalisations[0].method &&
                        !plan.normalisations[0].range;
    for (const std::string& column : columns_of(rule)) {
        for (std::size_t n = 1; n < plan.nodes.size(); ++n) {
            const PlanNode& node = plan.nodes[n];
            const bool value = column == node.spec.id + "_value";
            // A leaf's value is there as the run had it, or is drawn with its error.
            if (column == node.spec.id + "_contribution" ||
                (value && !(node.is_leaf() && as_run))) {
                throw ConfigError("E-CONFIDENCE-04",
                                  "the rule goes by \"" + column +
                                      "\", which the choices of [confidence] change and which is "
                                      "not drawn",
                                  "a rule on the index's score, rank or decile, or on columns that "
                                  "do not follow from it",
                                  "use the indicator's own column, or fix the choices that change "
                                  "it");
            }
        }
    }
}

TableRule::TableRule(const SelectionRule& rule, const ResultTable& table,
                     const NeighbourGraph* neighbours, const Plan& plan)
    : m_rule(rule),
      m_neighbours(neighbours),
      m_plan(plan),
      m_scores(plan.areas),
      m_ranks(plan.areas),
      m_status(plan.areas),
      m_selected(plan.areas) {
    m_table.codes = table.codes;
    m_table.names = table.names;
    m_table.status = table.status;
    for (const std::string& name : columns_of(rule)) {
        if (is_own(name, plan) || error_of(name, plan) != nullptr) {
            m_table.columns.push_back(
                {name, DecimalColumn{std::vector<double>(plan.areas),
                                     std::vector<Status>(plan.areas, Status::ok)}});
        } else if (const ResultColumn* column = table.find(name)) {
            m_table.columns.push_back(*column);
        }
    }
}

DecimalColumn* TableRule::drawn(const std::string& name) {
    for (ResultColumn& column : m_table.columns) {
        if (column.name == name) {
            return std::get_if<DecimalColumn>(&column.data);
        }
    }
    return nullptr;
}

void TableRule::set_scores(const DrawView& draw) {
    for (std::size_t p = 0; p < m_plan.areas; ++p) {
        const std::uint32_t a = m_plan.area_at[p];
        m_status[a] = p < m_plan.complete ? Status::ok : draw.scorer.status(p);
        m_scores[a] = m_status[a] == Status::ok ? draw.scorer.score_of(draw.keys[p]) : 0;
    }
    if (DecimalColumn* column = drawn(m_plan.id + "_score")) {
        *column = {m_scores, m_status};
    }
    if (DecimalColumn* column = drawn(m_plan.id + "_rank")) {
        *column = {m_ranks, m_status};
    }
}

void TableRule::set_deciles(const DrawView& draw) {
    DecimalColumn* const column = drawn(m_plan.id + "_decile");
    if (column == nullptr) {
        return;
    }
    column->values.assign(m_plan.areas, 0.0);
    column->status = m_status;
    const std::size_t count = draw.ranking.count();
    if (m_plan.population.empty()) {
        // Dense ranks do not reach N; quantiles then go by the lowest shared place.
        for (std::size_t p = 0; p < m_plan.areas; ++p) {
            const std::uint32_t a = m_plan.area_at[p];
            if (m_status[a] == Status::ok) {
                const double place =
                    m_plan.ties == TieRule::dense ? draw.ranking.places()[p] + 1.0 : m_ranks[a];
                column->values[a] = static_cast<double>(
                    kernels::quantile_of_rank(place, count, 10, m_plan.decile_rule));
            }
        }
        return;
    }
    // Tenths of the people, as `score_composite` makes them.
    std::vector<std::uint32_t> order;
    double all = 0;
    for (std::uint32_t a = 0; a < m_plan.areas; ++a) {
        if (m_status[a] != Status::ok) {
            continue;
        }
        if (m_plan.population_status[a] != Status::ok) {
            column->status[a] = m_plan.population_status[a];
            continue;
        }
        order.push_back(a);
        all += m_plan.population[a];
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (m_scores[a] != m_scores[b]) {
            return m_scores[a] > m_scores[b];
        }
        return m_plan.population[a] != m_plan.population[b]
                   ? m_plan.population[a] > m_plan.population[b]
                   : m_plan.code_place[a] < m_plan.code_place[b];
    });
    double people = 0;
    for (const std::uint32_t a : order) {
        people += m_plan.population[a];
        column->values[a] = std::clamp(std::ceil(10 * people / all), 1.0, 10.0);
    }
}

void TableRule::set_values(const DrawView& draw) {
    for (std::size_t e = 0; e < m_plan.errors.size(); ++e) {
        const LeafSource& source = m_plan.sources[m_plan.errors[e].leaf];
        if (DecimalColumn* column = drawn(source.as_run.id + "_value")) {
            column->status = source.run_values.status;
            const LeafValues& values = draw.scorer.drawn_values(e);
            for (std::size_t p = 0; p < m_plan.areas; ++p) {
                column->values[m_plan.area_at[p]] = values.plain[p];
            }
        }
    }
}

template <typename T>
void TableRule::select(const DrawView& draw, std::span<const T> ranks) {
    for (std::size_t p = 0; p < m_plan.areas; ++p) {
        m_ranks[m_plan.area_at[p]] =
            static_cast<double>(ranks[p]) / static_cast<double>(rank_unit(m_plan.ties));
    }
    set_scores(draw);
    set_deciles(draw);
    set_values(draw);
    const Selection selection = levelin::select(m_rule, m_table, m_neighbours);
    for (std::size_t p = 0; p < m_plan.areas; ++p) {
        m_selected[p] = selection.selected[m_plan.area_at[p]];
    }
}

template void TableRule::select<std::uint16_t>(const DrawView&, std::span<const std::uint16_t>);
template void TableRule::select<std::uint32_t>(const DrawView&, std::span<const std::uint32_t>);

}  // namespace levelin::detail
