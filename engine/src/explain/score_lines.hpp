#pragma once

#include <levelin/score/index_model.hpp>
#include <levelin/score/score.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace levelin::detail {

/// How one changed number moves all scores, where that is linear up to a common divisor:
///
///     score_j(t) = (score_j + t slope_j) / (1 + t shrink),     1 + t shrink > 0
///
/// so that areas change places only where score_j + t slope_j = score_a + t slope_a.
struct ScoreLines {
    std::vector<double> slope;  ///< One an area; 0 where it has no score.
    double shrink = 0;
};

/// With t added to the weight of a part.
///
/// With x the part's values, v those of its parent, W the sum of the parent's weights, and m the
/// product of the shares from the parent up to the index:
///
///     weighted_sum    slope = m x                        shrink = 0
///     weighted_mean   slope = (score - m v + m x) / W    shrink = 1 / W
///
/// since score = rest + m v, and v becomes (W v + t x) / (W + t).
/// @returns nothing where it is not so: another aggregation or a normalisation on the way up, or
///          areas that lack a part of the parent, whose weights are shared out.
[[nodiscard]] std::optional<ScoreLines> weight_lines(const IndexModel& model,
                                                     const ScoredIndex& scored,
                                                     std::string_view part);

/// With t added to one area's value of a leaf: no other area's score moves, and its own by t m.
/// @returns nothing where other scores may move, or its own not in proportion.
[[nodiscard]] std::optional<ScoreLines> value_lines(const IndexModel& model,
                                                    const ScoredIndex& scored,
                                                    std::string_view leaf, std::size_t area);

/// The sum of the weights of a part and its siblings; 0 where there is no such part.
[[nodiscard]] double weights_beside(const IndexModel& model, std::string_view part) noexcept;

}  // namespace levelin::detail
