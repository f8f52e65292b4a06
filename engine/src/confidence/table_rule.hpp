#pragma once

#include <cstdint>
#include <levelin/table/result_table.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <vector>

#include "draw_scorer.hpp"
#include "fast_rule.hpp"
#include "plan.hpp"

namespace levelin::detail {

/// Any rule, by way of `select` on a table whose columns of the index are those of the draw.
/// One object belongs to one thread.
class TableRule {
  public:
    /// @param table  the result; what the rule names of it is copied.
    TableRule(const SelectionRule& rule, const ResultTable& table, const NeighbourGraph* neighbours,
              const Plan& plan);

    /// Marks the selected positions.
    /// @param ranks  of the draw by position, times `rank_unit`; 0 = none. @throws as `select`.
    template <typename T>
    void select(const DrawView& draw, std::span<const T> ranks);
    [[nodiscard]] std::span<const std::uint8_t> selected() const noexcept { return m_selected; }

  private:
    [[nodiscard]] DecimalColumn* drawn(const std::string& name);
    void set_scores(const DrawView& draw);
    void set_deciles(const DrawView& draw);
    void set_values(const DrawView& draw);

    const SelectionRule& m_rule;
    const NeighbourGraph* m_neighbours;
    const Plan& m_plan;
    ResultTable m_table;
    std::vector<double> m_scores;  // By area.
    std::vector<double> m_ranks;   // By area; 0 = none.
    std::vector<Status> m_status;
    std::vector<std::uint8_t> m_selected;
};

/// @throws ConfigError E-CONFIDENCE-04 the rule names a column that follows from the index and that
///         no draw makes: a contribution, or a value in another normalisation.
void check_columns(const SelectionRule& rule, const Plan& plan);

}  // namespace levelin::detail
