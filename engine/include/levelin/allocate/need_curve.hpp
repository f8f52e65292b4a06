#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace levelin {

/// How an area's share grows with its need.
enum class NeedShape : std::uint8_t {
    linear,     ///< In proportion to the need.
    power,      ///< To a power of it.
    threshold,  ///< All alike from a threshold on.
    taper,      ///< From nothing at one value to all at another, along a straight line.
};
[[nodiscard]] std::string_view to_string(NeedShape shape) noexcept;

/// f(n), the weight of one person in an area of need n.
///
///     linear     f = max(0, n - zero)              lowest: max(0, zero - n)
///     power      f = max(0, n - zero)^exponent     lowest: max(0, zero - n)^exponent
///     threshold  f = 1 where n >= from, else least     lowest: n <= from
///     taper      f = least + (1 - least) min(1, max(0, (n - none) / (full - none)))
///
/// The taper is that of the extent measure of the English indices without its steps: continuous,
/// so that no area falls off a cliff; it falls with n where full < none, as for ranks.
struct NeedCurve {
    NeedShape shape = NeedShape::linear;
    bool lowest = false;         ///< The lowest values are the neediest, as for ranks.
    std::optional<double> zero;  ///< Where need begins; none = 0. Needed with `lowest`.
    double exponent = 1;         ///< Above 0.
    double from = 0;
    double full = 1;   ///< Where the weight is whole.
    double none = 0;   ///< Where it has come to `least`; not `full`.
    double least = 0;  ///< [0, 1]
};

/// @throws ConfigError E-ALLOCATE-05 a number of the curve that does not fit or is not there.
void check(const NeedCurve& curve);

/// f(n). Monotone in n: it never falls with the need. @param need  finite.
[[nodiscard]] double weight_of(double need, const NeedCurve& curve) noexcept;

/// Whether need `a` is more than `b`, by the curve's direction; also where both have one weight.
[[nodiscard]] bool needier(double a, double b, const NeedCurve& curve) noexcept;

}  // namespace levelin
