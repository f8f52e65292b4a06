#pragma once

#include <cstdint>
#include <levelin/core/diagnostics.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/condition.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <levelin/topology/neighbours.hpp>
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
    error,      ///< An error that counts them.
    leave_out,  ///< The step passes them over, and the selection says so.
};
[[nodiscard]] std::string_view to_string(RuleMissing missing) noexcept;

/// A number for single groups of a column: {"E12000007", 20}.
using GroupCounts = std::vector<std::pair<std::string, std::uint64_t>>;

/// Which of its candidates a step takes: those that come first by a column.
struct TopRule {
    std::string by;       ///< Column of numbers; the highest come first.
    bool lowest = false;  ///< The lowest come first, as for ranks.
    std::optional<std::uint64_t> count;
    std::optional<double> share;  ///< (0, 1], of the candidates or of the `people` in them.
    std::string people;           ///< Column; empty = a share of the areas.
    std::string per;              ///< Column of groups, each with its own count or share.
    GroupCounts quotas;           ///< Other counts for single groups of `per`.
};

/// Bounds on how many areas a step takes in each group.
struct GroupLimit {
    std::string per;  ///< Column of text.
    std::optional<std::uint64_t> at_least;
    std::optional<std::uint64_t> at_most;
    GroupCounts at_least_of;  ///< For single groups, in place of the general number.
    GroupCounts at_most_of;
    std::string by;  ///< Who comes first where `top` does not say; empty = by code.
    bool lowest = false;
};

/// What surrounds a candidate, among the areas selected before the step.
struct NeighbourRule {
    double share = 0;          ///< Least share of its neighbours that are selected, [0, 1].
    std::size_t at_least = 1;  ///< Least number of selected neighbours.
};

/// One step of a rule. Candidates are the areas that meet `where`, stand in `codes` and have the
/// neighbours asked for; `top` and `limit` choose among them. A step that removes or keeps acts on
/// selected areas; one that adds, on those that are not selected and were not removed.
struct RuleStep {
    StepKind kind = StepKind::add;
    std::string title;  ///< For people: "most deprived tenth"; empty = told by its condition.
    std::optional<Condition> where;
    std::optional<std::vector<std::string>> codes;
    std::optional<NeighbourRule> neighbours;
    std::optional<TopRule> top;
    std::optional<GroupLimit> limit;
    std::int32_t category = 1;  ///< Of the areas that it adds; 1 = first.
};

/// A rule for who is selected: steps that follow each other.
struct SelectionRule {
    std::string title;
    RuleMissing missing = RuleMissing::error;
    Contiguity contiguity = Contiguity::rook;  ///< Of the neighbours that the caller gives.
    std::vector<RuleStep> steps;
};

/// Whether a step of the rule looks at what surrounds an area.
[[nodiscard]] bool asks_for_neighbours(const SelectionRule& rule) noexcept;

/// The step as a sentence: its title, else its condition and numbers.
[[nodiscard]] std::string describe(const RuleStep& step);

/// Why an area is in or out.
enum class Why : std::uint8_t {
    no_candidate,   ///< No step that adds found it.
    selected,       ///< `step` added it.
    removed,        ///< `step` removed it.
    not_kept,       ///< `step` kept others.
    below_cut,      ///< A candidate of `step`, after the last one that was taken.
    above_limit,    ///< A candidate of `step`, whose group was full.
    value_missing,  ///< `step` asks for a value that is not there.
};

/// Who is selected, and why. All runs have one entry an area.
struct Selection {
    static constexpr std::int32_t no_step = -1;
    std::vector<std::uint8_t> selected;  ///< 0 or 1.
    std::vector<Why> why;
    std::vector<std::int32_t> step;      ///< Which step of the rule; no_step for no_candidate.
    std::vector<std::int32_t> category;  ///< 0 = not selected.
    std::size_t count = 0;
    Diagnostics findings;

    [[nodiscard]] bool has(std::size_t area) const { return selected[area] != 0; }
};

/// The reason as a sentence for people: "most deprived tenth", "after the last of the first 100".
[[nodiscard]] std::string reason_text(const SelectionRule& rule, const Selection& selection,
                                      std::size_t area);

/// Applies a rule to a result.
///
/// `top`: candidates in the order of `by`, ties by code; the first `count` of them, or ceil(share
/// n) of n, or as many as it takes until they hold the share of all candidates' people. Equal
/// values at the cut are told (W-TARGET-01), since there the code has decided. `limit`: first each
/// group gets its `at_least` best, then the places that are left go to the best of the rest while
/// their group is below `at_most`; so the total is that of `top`. Without `top` all candidates are
/// taken, but for the last ones of groups above `at_most`.
///
/// @param neighbours  of the areas in the order of `table`; steps with `neighbours` need it.
/// @throws ConfigError E-TARGET-01, -02 as `evaluate`; E-TARGET-05 neighbours asked for, none
/// given.
/// @throws InputError  E-TARGET-03 areas lack a value and the rule says error: how many, which;
///         E-TARGET-04 a count, quota or floor that cannot be met, with what can; E-TARGET-07 a
///         group that the result does not hold; E-TARGET-08 people below 0 or none at all. Codes
///         that it does not hold are told (W-TARGET-02).
/// Guarantees: depends on values and codes alone, not on the order of areas or threads.
/// Cost: O(steps n log n).
[[nodiscard]] Selection select(const SelectionRule& rule, const ResultTable& table,
                               const NeighbourGraph* neighbours = nullptr);

}  // namespace levelin
