#pragma once

#include <cstdint>
#include <levelin/analyse/inequality.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// What the number that an area is given means.
enum class BenefitKind : std::uint8_t {
    selection,  ///< 1 or 0: everyone in a selected area has the support, nobody else.
    amount,     ///< For the whole area, such as pence, spread evenly over its people.
};

/// The columns that a scorecard counts.
struct ScorecardSpec {
    std::string people;               ///< Empty = every area counts as one.
    std::string in_need;              ///< People in need; or
    std::string in_need_percent;      ///< the per cent of `people` who are; or
    std::string in_need_share;        ///< the share, 0 to 1. All empty = not known.
    std::string score;                ///< Who is in most need, the highest first.
    bool lowest = false;              ///< The lowest first, as for ranks.
    std::vector<std::string> groups;  ///< Columns of text that the figures are split by.
    RuleMissing missing = RuleMissing::error;
};

/// Areas and people, counted: of all areas, or of one group's.
struct ScorecardFigures {
    std::string name;  ///< Of the group; empty for areas that are in none.
    std::size_t areas = 0;
    std::size_t supported_areas = 0;  ///< With a benefit above 0.
    double people = 0;
    double supported_people = 0;
    double in_need = 0;  ///< 0 where need is not known.
    double reached = 0;  ///< People in need who live in supported areas.
    double benefit = 0;  ///< People who have the support, or the amounts' sum.
    double leaked = 0;   ///< Of the benefit: what falls to people who are not in need.

    [[nodiscard]] double outside() const noexcept { return in_need - reached; }
    /// reached / in_need; exclusion error is 1 less this.
    [[nodiscard]] std::optional<double> coverage() const noexcept { return over(reached, in_need); }
    /// leaked / benefit.
    [[nodiscard]] std::optional<double> leakage() const noexcept { return over(leaked, benefit); }
    /// supported_people / people.
    [[nodiscard]] std::optional<double> share() const noexcept {
        return over(supported_people, people);
    }

  private:
    static std::optional<double> over(double part, double whole) noexcept {
        return whole > 0 ? std::optional{part / whole} : std::nullopt;
    }
};

/// The figures by one column, in the order of the groups' names.
struct ScorecardSplit {
    std::string column;
    std::vector<ScorecardFigures> groups;
    std::optional<inequality::Theil> theil;  ///< Between and within these groups.
};

/// An area without support that borders on one with it.
struct Cliff {
    std::uint32_t outside = 0;
    std::uint32_t inside = 0;  ///< Of its supported neighbours the one in least need.
    double difference = 0;     ///< Need of `inside` less that of `outside`, by the score.
};

/// What a selection or allocation comes to.
struct Scorecard {
    ScorecardFigures total;
    bool knows_need = false;
    std::optional<double> concentration_index;  ///< Below 0: more for those in most need.
    std::optional<double> gini;
    std::optional<double> theil;
    std::optional<double> slope_index;  ///< A head; least in need less most in need.
    std::vector<inequality::CurvePoint> curve;
    std::vector<ScorecardSplit> splits;
    bool knows_neighbours = false;
    std::vector<Cliff> cliffs;  ///< The least difference first: those that are hardest to explain.
    double cliff_people = 0;    ///< Who live in them.
    double cliff_in_need = 0;
    Diagnostics findings;
};

/// Counts what a selection or allocation comes to.
///
///     coverage = sum of need in supported areas / sum of need
///     leakage  = sum of B (1 - need / people) / sum of B,   B = people of a selected area, or its
///                amount: what falls to people who are not in need
///
/// The inequality measures stand in analyse/inequality.hpp: of the benefit a head, over people in
/// the order of need. Areas that lack people, need or score are an error or left out and counted
/// (W-TARGET-04), as `missing` says, but for boundaries without data (`no_row`) that are given
/// nothing, which are always left out; areas without a score are left out of the inequality alone.
///
/// @param benefits  one an area, 0 or more and finite; std::invalid_argument otherwise.
/// @param neighbours  for cliffs; may be null.
/// @throws ConfigError E-TARGET-01, -02 columns that are not there or of the other kind.
/// @throws InputError E-TARGET-03 areas lack a value and `missing` says error; E-TARGET-08 people
///         or people in need below 0, more than 100 per cent, or no people at all.
/// Guarantees: sums in the order of the table. Cost: O(n log n + links).
/// Source: coverage, leakage and exclusion error as in Coady, Grosh and Hoddinott, Targeting of
/// Transfers in Developing Countries, World Bank 2004, chapter 2.
[[nodiscard]] Scorecard make_scorecard(const ResultTable& table, std::span<const double> benefits,
                                       BenefitKind kind, const ScorecardSpec& spec,
                                       const NeighbourGraph* neighbours = nullptr);

/// 1 for each selected area, 0 for the others.
[[nodiscard]] std::vector<double> benefits_of(const Selection& selection);

}  // namespace levelin
