#pragma once

#include <levelin/explain/replay.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace levelin::detail {

/// Where an area stands while a number changes.
struct Place {
    double score = 0;
    double value = 0;             ///< Of the leaf that is changed.
    std::size_t above = 0;        ///< Areas with a higher score.
    std::size_t tied = 0;         ///< Other areas with the same.
    std::size_t tied_before = 0;  ///< Those of them that stand before it in the result.
    std::size_t higher = 0;       ///< Areas with a higher value of the changed leaf.
    std::size_t equal = 0;        ///< Other areas with the same.
    double ahead = 0;             ///< Candidates of `top` that come before it, or people in them.
};

/// The columns that a change moves.
struct ChangedColumns {
    std::set<std::string> names;
    std::string score, rank, decile;  ///< Of the index.
    std::string value;                ///< Of the leaf whose value is changed; empty for weights.
};
[[nodiscard]] ChangedColumns changed_columns(const IndexModel& model, const WhatIf& change);

/// A rule as one area sees it: a function of that area's own place.
///
/// It is one where, from the first step that looks at a changed column on, no step depends on who
/// else is selected or meets a condition: conditions on the index's score, rank, decile,
/// percentile(score), quantile(score, q), the changed value and its percentile and quantile; and,
/// as the first of these steps, a `top` by score or rank among candidates that the change does not
/// move, or of whom it asks for a bound on the score or place besides, if a count is taken and not
/// a share.
class PlaceRule {
  public:
    /// @returns nothing where the rule is not such a function.
    [[nodiscard]] static std::optional<PlaceRule> compile(Replay& replay, std::size_t area,
                                                          const ChangedColumns& changed);

    [[nodiscard]] bool selects(const Place& place) const;
    /// Whether no step looks at a changed column.
    [[nodiscard]] bool is_constant() const noexcept { return m_steps.empty(); }
    /// Whether places among all areas count; else those among candidates alone.
    [[nodiscard]] bool needs_all() const noexcept { return m_needs_all; }
    /// Whether places among the values of the changed leaf count.
    [[nodiscard]] bool needs_values() const noexcept { return m_needs_values; }
    /// What an area adds to `ahead` where it comes before this one; empty without such a `top`.
    [[nodiscard]] const std::vector<double>& counts() const noexcept { return m_counts; }
    /// Whether the lowest score comes first.
    [[nodiscard]] bool lowest_first() const noexcept { return m_lowest_first; }
    /// Whether an area with the same score comes before this one in `top`.
    [[nodiscard]] bool comes_before(std::size_t other) const;
    /// The scores and values that a condition compares with.
    [[nodiscard]] const std::vector<double>& score_marks() const noexcept { return m_score_marks; }
    [[nodiscard]] const std::vector<double>& value_marks() const noexcept { return m_value_marks; }

  private:
    enum class Source : std::uint8_t {
        score,
        rank,
        decile,
        percentile,
        quantile,
        value,
        value_percentile,
        value_quantile,
    };
    // A condition whose unmoved parts are known.
    struct Term {
        Condition::Kind kind = Condition::Kind::comparison;
        std::vector<Term> parts;
        std::optional<Truth> known;
        Source source = Source::score;
        int quantiles = 0;
        Comparison comparison = Comparison::equal;
        double number = 0;
    };
    struct Step {
        StepKind kind = StepKind::add;
        bool listed = true;  // The area stands in `codes`.
        std::optional<Term> where;
        bool top = false;
        double cut = 0;  // Taken where `ahead` is below it.
    };

    [[nodiscard]] std::optional<Term> term_of(const Condition& condition,
                                              const ChangedColumns& changed);
    [[nodiscard]] bool take_top(std::size_t number, const ChangedColumns& changed, Step& step);
    // Whom `top` chooses from.
    struct Candidates {
        const RuleStep* rule = nullptr;
        std::size_t number = 0;
        std::vector<const Condition*> where;  // What the change does not move.
        bool bounded = false;                 // And a bound on the score besides.
    };
    [[nodiscard]] bool fill_candidates(const Candidates& candidates, Step& step);
    [[nodiscard]] Truth truth_of(const Term& term, const Place& place) const;
    [[nodiscard]] double number_of(const Term& term, const Place& place) const;

    Replay* m_replay = nullptr;
    std::size_t m_area = 0;
    std::size_t m_ranked = 0;
    bool m_selected = false;  // Before the first step below.
    bool m_removed = false;
    std::vector<Step> m_steps;
    bool m_needs_all = false;
    bool m_needs_values = false;
    std::size_t m_valued = 0;  // Areas with a value of the changed leaf.
    bool m_lowest_first = false;
    bool m_ties_by_row = false;
    std::vector<double> m_counts;
    std::vector<double> m_score_marks, m_value_marks;
};

}  // namespace levelin::detail
