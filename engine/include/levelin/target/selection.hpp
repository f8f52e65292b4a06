#pragma once

#include <cstdint>
#include <levelin/core/diagnostics.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/condition.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin {

/// What a step of a rule does with the areas that it finds.
enum class StepKind : std::uint8_t {
    add,     ///< They join the selection.
    keep,    ///< Of the selection, they alone stay.
    remove,  ///< They leave the selection, and later steps cannot add them.
};
[[nodiscard]] std::string_view to_string(StepKind kind) noexcept;

/// What a rule does with an area that lacks a value it asks for.
enum class RuleMissing : std::uint8_t {
    error,    ///< An error that counts them.
    not_met,  ///< The comparison does not hold, nor does its contrary.
};
[[nodiscard]] std::string_view to_string(RuleMissing missing) noexcept;

/// How many areas a step takes, the highest first (or the lowest).
struct TopRule {
    std::string by;       ///< Column: "imd_score".
    bool lowest = false;  ///< Takes the lowest values: ranks.
    std::optional<std::uint64_t> count;
    std::optional<double> share;  ///< (0, 1], of the areas or of `people` among the candidates.
    std::string people;           ///< Column; empty = a share of the areas.
    std::string per;              ///< Column of groups; each has the count or share. Empty = all.
    /// Other counts for single groups of `per`.
    std::vector<std::pair<std::string, std::uint64_t>> quotas;
};

/// At least or at most so many selected areas in each group of a column.
struct GroupLimit {
    std::string per;  ///< Column.
    std::optional<std::uint64_t> at_least;
    std::optional<std::uint64_t> at_most;
    std::vector<std::pair<std::string, std::uint64_t>> at_least_of;  ///< Single groups.
    std::vector<std::pair<std::string, std::uint64_t>> at_most_of;
    std::string by;  ///< Column that says who comes first.
    bool lowest = false;
};

/// Areas by what surrounds them.
struct NeighbourRule {
    double share = 1;          ///< Least share of an area's neighbours that are selected, (0, 1].
    std::size_t at_least = 1;  ///< Least number of selected neighbours.
};

/// One step of a rule. Candidates are the areas that meet `where`, stand in `codes` where given,
/// and have the neighbours asked for; of them `top` takes some; `limit` then bounds groups.
struct RuleStep {
    StepKind kind = StepKind::add;
    std::string title;  ///< The reason that is told: "most deprived tenth".
    std::optional<Condition> where;
    std::optional<std::vector<std::string>> codes;
    std::optional<NeighbourRule> neighbours;  ///< Of the areas selected before this step.
    std::optional<TopRule> top;
    std::optional<GroupLimit> limit;
    int category = 1;  ///< Of the areas that it adds, 1 = first; the lowest counts.
};

/// A rule for who is selected: steps that follow each other.
struct SelectionRule {
    std::string title;
    RuleMissing missing = RuleMissing::error;
    std::vector<RuleStep> steps;
};

/// Who is selected, and why.
struct Selection {
    static constexpr std::int32_t no_step = -1;
    std::vector<std::uint8_t> selected;  ///< 0 or 1, one an area.
    std::vector<std::int32_t> step;      ///< The step that decided: added, removed or left it out.
    std::vector<std::int32_t> category;  ///< 0 = not selected.
    std::vector<std::string> reason;     ///< For people.
    std::size_t count = 0;
    Diagnostics findings;

    [[nodiscard]] bool has(std::size_t area) const { return selected[area] != 0; }
};

/// Applies a rule to a result.
///
/// Ties: of equal values in `by`, the lower code comes first, and a finding counts the areas left
/// out that equal the last one taken (W-TARGET-01). Shares of areas round up, as deciles do:
/// ceil(share n). Shares of people: areas are taken until the people in them are at least the
/// share.
///
/// @param neighbours  of the areas in the order of `table`; needed by steps with `neighbours`.
/// @throws ConfigError E-TARGET-01 a column that the table has not; E-TARGET-02 a column of another
///         type than the comparison; E-TARGET-05 neighbours asked for and none given.
/// @throws InputError  E-TARGET-03 areas lack a value and the rule says error, with how many and
///         which; E-TARGET-04 a quota or floor that cannot be met, with what can.
/// Guarantees: depends on the values and codes alone. Cost: O(steps * n log n).
[[nodiscard]] Selection select(const SelectionRule& rule, const ResultTable& table,
                               const NeighbourGraph* neighbours = nullptr);

}  // namespace levelin
