#pragma once

#include <levelin/explain/replay.hpp>
#include <optional>

#include "place_rule.hpp"
#include "score_lines.hpp"

namespace levelin::detail {

/// A run of changes t (added to the number) under which the answer is another one; `near` is the
/// end that lies nearer to 0. The answer changes at `near` itself.
struct FlipInterval {
    double near = 0;
    double far = 0;
};

/// What one sweep looks at.
struct SweepRequest {
    const PlaceRule* rule = nullptr;
    const ScoreLines* lines = nullptr;
    const ScoredIndex* scored = nullptr;
    std::size_t area = 0;
    bool selected = false;               ///< Its answer now.
    const NumberColumn* leaf = nullptr;  ///< The changed one; null for weights.
    double from = 0;                     ///< The number before the change, for conditions on it.
    double least = 0;                    ///< Of t, 0 or below.
    double most = 0;                     ///< Of t, 0 or above.
    double resolution = 0;  ///< Shorter runs of t are passed over: arithmetic cannot tell them.
};

/// The runs of t, in the order of their nearest |t|, under which the area's answer is another one
/// than now; the first in each direction.
///
/// Each other area passes this one at one t at most, where the two lines cross; between two
/// crossings nothing that the rule sees of this area changes. Crossings are taken in the order of
/// |t| from a heap, and the rule is asked once between each two.
/// @returns nothing where the rule does not give the area its answer of now, so that it is no
///          function of its place.
/// Guarantees: of all runs that are longer than `resolution` the nearest is found.
/// Cost: O(n + k log n), k the crossings up to the flip.
[[nodiscard]] std::optional<std::vector<FlipInterval>> first_flips(const SweepRequest& request);

}  // namespace levelin::detail
