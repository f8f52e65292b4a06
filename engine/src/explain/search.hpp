#pragma once

#include <functional>
#include <optional>

namespace levelin::detail {

/// A flip that was found by trying.
struct Searched {
    double flips = 0;  ///< Added to the number: the other answer.
    double holds = 0;  ///< Nearer to 0 by a ten-thousandth or less: the answer of now.
};

/// Looks for the smallest |t| in [least, most] for which `flips(t)` is true: both ways outward in
/// steps that double, from a thousandth of `scale`, then by bisection; and where a tenth less flips
/// too, further in.
/// Cost: up to 200 calls.
[[nodiscard]] std::optional<Searched> search_flip(const std::function<bool(double)>& flips,
                                                  double least, double most, double scale);

/// The decimal number with the fewest digits between two numbers, the nearest to `low` where
/// several are as short. @param low below high.
[[nodiscard]] double shortest_between(double low, double high);

}  // namespace levelin::detail
