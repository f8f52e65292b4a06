#pragma once

#include <cstdint>
#include <levelin/confidence/bucket_rank.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/target/table_columns.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "draw_scorer.hpp"
#include "plan.hpp"

namespace levelin::detail {

/// What a draw gives, by position.
struct DrawView {
    const DrawScorer& scorer;
    const BucketRank& ranking;
    std::span<const double> keys;
};

/// A condition on columns of which those of the index change with the draw. Truths are bytes, so
/// that and, or and not are min, max and 2 - x.
struct FastCondition {
    enum class Kind : std::uint8_t { constant, cut, all, any, negation };
    enum class Quantity : std::uint8_t { score, rank, decile, percentile, quantile };
    static constexpr std::uint8_t no = 0;
    static constexpr std::uint8_t unknown = 1;
    static constexpr std::uint8_t yes = 2;
    Kind kind = Kind::constant;
    std::vector<std::uint8_t> truth;  ///< Of a constant, by position.
    std::vector<FastCondition> parts;
    Quantity quantity = Quantity::score;
    int quantiles = 10;
    Comparison comparison = Comparison::equal;
    double number = 0;
};

/// What a step of a rule takes, with all that does not change worked out.
struct FastStep {
    StepKind kind = StepKind::add;
    std::optional<FastCondition> where;
    std::vector<std::uint8_t> named;  ///< By position; empty = every area.
    bool has_top = false;
    bool by_index = false;                ///< Else `order`.
    bool from_last = false;               ///< The least deprived come first.
    std::vector<std::uint32_t> order;     ///< Positions in the order in which they are taken.
    std::vector<std::uint8_t> has_value;  ///< Of the column of `order`, by position.
    std::vector<std::uint32_t> group;     ///< By position, or Groups::none; empty = one group.
    std::vector<std::uint64_t> counts;    ///< By group; `by_share` where the share decides.
    static constexpr std::uint64_t by_share = UINT64_MAX;
    double share = 0;
};

/// A rule whose steps are conditions, lists and tops, applied without tables.
///
/// Guarantees: selects exactly what `select` does on a table that holds the draw's scores, ranks
/// and deciles. One object belongs to one thread.
class FastRule {
  public:
    /// Nothing where the rule, or how the index ranks, needs the long way.
    [[nodiscard]] static std::optional<FastRule> make(const SelectionRule& rule,
                                                      const ResultTable& table, const Plan& plan);

    /// Marks the selected positions. False where `select` would throw: let it tell why.
    [[nodiscard]] bool select(const DrawView& draw);
    [[nodiscard]] std::span<const std::uint8_t> selected() const noexcept { return m_selected; }

  private:
    explicit FastRule(const Plan& plan) : m_plan(&plan) {}
    void evaluate(const FastCondition& condition, const DrawView& draw, std::size_t level);
    void cut(const FastCondition& condition, const DrawView& draw, std::span<std::uint8_t> truth);
    [[nodiscard]] bool take_top(const FastStep& step, const DrawView& draw);
    [[nodiscard]] bool apply(const FastStep& step, const DrawView& draw);

    const Plan* m_plan;
    bool m_refuses_missing = true;
    std::vector<FastStep> m_steps;
    std::vector<std::vector<std::uint8_t>> m_truths;  // By level of the condition.
    std::vector<std::uint8_t> m_selected;
    std::vector<std::uint8_t> m_removed;
    std::vector<std::uint8_t> m_reach;
    std::vector<std::uint8_t> m_scored;  // Positions beyond `complete`.
    std::vector<std::uint64_t> m_left;   // By group.
    std::vector<std::uint32_t> m_equal;
};

/// The columns that a rule names.
[[nodiscard]] std::vector<std::string> columns_of(const SelectionRule& rule);

}  // namespace levelin::detail
