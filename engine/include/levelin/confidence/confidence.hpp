#pragma once

#include <cstdint>
#include <levelin/confidence/uncertain_index.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <vector>

namespace levelin {

struct ConfidenceOptions {
    std::uint64_t draws = 1000;  ///< 1 to 1,000,000.
    std::uint64_t seed = 1;
    unsigned threads = 0;  ///< 0 = as many as the machine has.
    Progress* progress = nullptr;
    /// Applies the rule by `select` on a table in every draw, even where it could be done faster.
    bool by_table = false;
    /// Half the width, in standard deviations, of the windows that ranks are kept in; 0 keeps all.
    double windows = 6;
};

/// How sure a selection is. All runs have one entry an area.
///
/// Invariants: p_selected is a multiple of 1 / draws; where `ranked` is 0 the three ranks are 0 and
/// mean nothing; decided_share is 0 where decided_by is no factor.
struct Confidence {
    /// All draws agree about the area.
    static constexpr std::int32_t nobody = -1;
    /// Draws differ, and no factor explains by itself more than chance does.
    static constexpr std::int32_t several = -2;

    std::vector<double> p_selected;  ///< Share of the draws that select it.
    std::vector<double> rank_p05;    ///< 1 = most deprived.
    std::vector<double> rank_p50;
    std::vector<double> rank_p95;
    std::vector<std::uint32_t> ranked;     ///< Draws in which it had a rank.
    std::vector<std::int32_t> decided_by;  ///< Entry of UncertainIndex::factors().
    std::vector<double> decided_share;     ///< Of the variance of "selected", (0, 1].
    std::uint64_t draws = 0;
    bool every_combination = false;  ///< All choices were run once; chance plays no part.
    bool by_table = false;           ///< The rule was applied by `select` in every draw.
};

/// Draws an index anew and again applies a rule each time.
///
/// Draw d of seed s takes its numbers from RandomStream(s, d). Where only choices from lists are
/// uncertain and their combinations do not outnumber the draws, each combination is run once.
///
/// p_selected = k / draws. Its standard error is sqrt(p (1 - p) / draws).
///
/// rank_pXX: the smallest rank that at least XX % of the area's ranks do not exceed, that is, the
/// ceil(XX n / 100)-th of its n ranks in order (Hyndman & Fan 1996, definition 1). Exact.
///
/// decided_by: the factor with the largest share of the variance of the area's "selected" (0 or 1)
/// that it explains alone: for a weight the squared correlation with its share among its siblings,
/// for an error that with the area's own error, for a choice from a list the correlation ratio
/// (variance between its levels' shares of selected draws, over the whole). Of equal shares the
/// first factor. A share below 12 / draws (1 in 2,000 by chance) is no explanation: `several`.
///
/// Columns that change with the draw are the index's score, rank and decile, and the values of
/// parts with errors; all others are those of the table.
///
/// @param table       what the rule sees; its areas are those of `index`, in that order.
/// @param neighbours  as for `select`.
/// @throws ConfigError E-CONFIDENCE-01 no draws, or too many; E-CONFIDENCE-04 a rule on columns
///         that follow from the index and are not drawn; else as `select`.
/// @throws InputError E-CONFIDENCE-03, E-SCORE-03 as UncertainIndex, from a draw; else as `select`.
/// Guarantees: same bits for any number of threads and any order of areas, but for ties under
/// TieRule::first. Memory: 2 bytes (4 from 65,536 areas, or 32,768 with mean ranks) an area and
/// draw up to 1,024 draws, beyond that in proportion to the root of their number.
/// Cost: O(draws areas leaves) for rules of conditions on columns, lists and tops; else `draws`
/// times that of `select`.
/// Source: Saisana, Saltelli & Tarantola, Uncertainty and sensitivity analysis techniques as tools
/// for the quality assessment of composite indicators, J. R. Statist. Soc. A 168, 2005.
[[nodiscard]] Confidence assess_confidence(const UncertainIndex& index, const SelectionRule& rule,
                                           const ResultTable& table,
                                           const NeighbourGraph* neighbours = nullptr,
                                           const ConfidenceOptions& options = {});

}  // namespace levelin
