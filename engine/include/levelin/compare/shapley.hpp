#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace levelin {

/// What can move a rank from one run to another.
enum class Cause : std::uint8_t {
    data,      ///< The values of the indicators, and how their columns are to be read.
    weights,   ///< The weights of parts that both runs have.
    method,    ///< Which parts there are, normalisation, aggregation, gaps, ties.
    boundary,  ///< Which areas are ranked.
};
inline constexpr std::size_t cause_count = 4;
[[nodiscard]] std::string_view to_string(Cause cause) noexcept;

/// A mixture of two runs: what bit k says of `Cause` k comes from the second run, all else from the
/// first. 0 is the first run, 15 the second.
using Mixture = std::uint8_t;
inline constexpr std::size_t mixture_count = 16;
[[nodiscard]] constexpr bool takes(Mixture mixture, Cause cause) noexcept {
    return ((mixture >> static_cast<unsigned>(cause)) & 1U) != 0;
}

/// The share of each cause in what changed, in 24ths of the unit of `outcomes`.
///
///     phi_k = sum over mixtures S without k of |S|! (3 - |S|)! / 4!  (v(S + k) - v(S))
///
/// that is, the mean over all 24 orders in which the causes can be changed one after the other.
/// The four add up to 24 (v(15) - v(0)) exactly, as whole numbers; a cause that changes nothing in
/// any mixture has 0.
/// @param outcomes  v of each mixture; below 2^57 in size.
/// Source: L. S. Shapley, "A value for n-person games", 1953; of decompositions: A. Shorrocks,
/// 2013, Journal of Economic Inequality 11, 99-126.
[[nodiscard]] std::array<std::int64_t, cause_count> shapley_split(
    const std::array<std::int64_t, mixture_count>& outcomes) noexcept;

/// Parts in 48ths of a rank as doubles that add up to the sum exactly, in any order of addition:
/// each is a multiple of 2^-30, within 2^-29 of its 48ths. `std::llround(48 x)` gives the 48ths
/// again.
/// @param parts  below 2^27 in size.
[[nodiscard]] std::array<double, cause_count> exact_ranks(
    const std::array<std::int64_t, cause_count>& parts) noexcept;

}  // namespace levelin
