#pragma once

#include <levelin/confidence/uncertainty.hpp>
#include <levelin/score/spec.hpp>
#include <levelin/table/column.hpp>
#include <span>
#include <string>

#include "rank_normaliser.hpp"

namespace levelin::detail {

/// Where a leaf's values under another normalisation come from.
enum class LeafOrigin : std::uint8_t {
    own,     ///< The indicator's own values.
    affine,  ///< Values that are the indicator's but for a factor and a shift.
    ranks,   ///< A function of the ranks, which can be undone.
    hidden,  ///< Neither: only as the run had it.
};

/// One leaf of an index and what is known of its indicator. Columns by area.
struct LeafSource {
    PartSpec as_run;
    NumberColumn run_values;  ///< As the run normalised them, higher is worse.
    NumberColumn source;      ///< Of `own` the indicator; of `ranks` N + 1 - rank; else run_values.
    LeafOrigin origin = LeafOrigin::hidden;
    double count = 0;  ///< N of the ranks.
};

/// @param own  the indicator's values, or null.
/// @throws InputError E-CONFIDENCE-02 the indicator's values do not give those of the run.
[[nodiscard]] LeafSource leaf_source(const PartSpec& as_run, NumberColumn run_values,
                                     const NumberColumn* own);

/// The leaf's values under a choice, higher is worse; 0 where the area has none.
/// @param source  in place of those of the leaf: with errors added.
/// @throws InputError E-CONFIDENCE-02 a method that needs values which are not known;
///         E-SCORE-03 all values equal.
[[nodiscard]] std::vector<double> leaf_values(const LeafSource& leaf,
                                              const NormalisationChoice& choice,
                                              std::span<const double> source,
                                              RankNormaliser& normaliser);

/// "exponential with constant 30, from 1 to 100"; "as run".
[[nodiscard]] std::string label_of(const NormalisationChoice& choice);

}  // namespace levelin::detail
