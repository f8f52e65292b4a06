#pragma once

#include <cstdint>
#include <levelin/explain/replay.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace levelin {

/// How a smallest change was found.
enum class FlipMethod : std::uint8_t {
    solved,    ///< Where lines of scores cross: no smaller change of this number alone flips.
    searched,  ///< Tried out in steps and bisected: a smaller one may have been stepped over.
};
[[nodiscard]] std::string_view to_string(FlipMethod method) noexcept;

/// The smallest change of one number that gives an area the other answer.
struct Flip {
    WhatIf
        change;  ///< `to` is a short decimal just beyond `limit`, and the number that was proven.
    bool exists = false;  ///< False: no change of this number alone flips, from `least` to `most`.
    FlipMethod method = FlipMethod::solved;
    double limit = 0;    ///< The number at which the answer turns; `to` lies up to 0.1 % beyond.
    bool level = false;  ///< The area is level with the cut: any change flips, however small.
    double least = 0;    ///< The range of numbers that was looked through.
    double most = 0;
    bool proven = false;  ///< Scored and selected anew with `to`, the answer is the other one.
    bool tenth_less_holds = false;  ///< With a tenth less of the change it is still the one of now.
    std::size_t place_before = 0;   ///< Of a value: 1 + the areas with a higher one.
    std::size_t place_after = 0;
};

/// The smallest change of the weight of each part, or of this area's value of each leaf, that flips
/// the selection of an area that has a score; one entry a part or leaf, in the order of the tree.
///
/// Weights go from 0 up to 1,000 times the sum of the weights beside them. Values (after
/// normalisation, higher is worse) keep to what their normalisation can give: [0, 1] for `min_max`,
/// `percentile` and `distance_to_target`, [0, 100] for `exponential`, [1, N] for `rank`; under
/// `none` and `z_score` to the lowest and highest value of any area. A value that is changed moves
/// no other area's value, even under a normalisation by rank.
///
/// Where scores are linear in the number and the rule depends on the area's own place alone
/// (docs/methods/explain.md), the change is solved for; otherwise it is searched for by scoring and
/// selecting anew. Either way it is proven in the same manner; a change that cannot be is not
/// given. Changes that hold for a single number alone, or for less than 1e-10 of the range, count
/// as none.
/// @throws std::invalid_argument an area without a score.
/// Guarantees: same bits on every run. Cost: a number solved O(n log n) and two replays to prove
/// it, or up to 200 replays searched.
[[nodiscard]] std::vector<Flip> weight_flips(Replay& replay, std::size_t area);
[[nodiscard]] std::vector<Flip> value_flips(Replay& replay, std::size_t area);

/// The same for one weight or value. @param part  its id.
[[nodiscard]] Flip find_flip(Replay& replay, std::size_t area, WhatIf::Kind kind,
                             std::string_view part);

/// The score at which the answer of an area turns, those of all others staying: what it lacks, or
/// has to spare. Of several the nearest.
/// @returns nothing where no score turns it, or the rule is not a function of its place.
/// @throws std::invalid_argument an area without a score. Cost: O(n log n).
[[nodiscard]] std::optional<double> turning_score(Replay& replay, std::size_t area);

/// Whether the area has the other answer after the change. Scores and selects anew; a change under
/// which the index cannot be scored or the rule not be met flips nothing.
[[nodiscard]] bool flips(Replay& replay, std::size_t area, const WhatIf& change);

}  // namespace levelin
