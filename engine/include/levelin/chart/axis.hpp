#pragma once

#include <span>
#include <string>
#include <vector>

namespace levelin::chart {

/// Round numbers along an axis.
///
/// Invariant: `ticks` ascend, all but perhaps the outermost lie within [low, high]; `decimals` is
/// the fewest that show every tick exactly, 0 to 6.
struct Axis {
    double low = 0;   ///< Drawn at the beginning; at most the lowest value.
    double high = 1;  ///< Drawn at the end; above `low`.
    std::vector<double> ticks;
    int decimals = 0;

    /// Where a value lies: 0 at `low`, 1 at `high`.
    [[nodiscard]] double share(double value) const noexcept { return (value - low) / (high - low); }
};

/// An axis that holds [low, high], its ticks at multiples of 1, 2 or 5 times a power of ten.
///
/// @param low, high   finite, in any order; where they are equal the axis is widened about them.
/// @param most_ticks  at least 3: the step is the smallest that needs no more of them.
/// @param round_ends  whether the axis begins and ends at a tick; else at low and high themselves.
/// Source: P. S. Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
[[nodiscard]] Axis round_axis(double low, double high, int most_ticks, bool round_ends = true);

/// The ticks' texts: "-5", "0", "2,500".
[[nodiscard]] std::vector<std::string> tick_texts(const Axis& axis);

/// A number for people: digits grouped, a fixed number of decimals: "32,844", "-0.3".
[[nodiscard]] std::string number_text(double value, int decimals);

/// Decimals that show a run of numbers to about three significant digits of their range, 0 to 4.
[[nodiscard]] int decimals_for(std::span<const double> values);

/// Moves labels along a line so that none covers another, each as near to its place as the others
/// allow.
///
/// The places minimise the sum of squared moves under the order of the wanted places and `gap`
/// between labels; then all are pushed within [low, high] where they have room.
/// @param middles  wanted middles, in any order. @param lengths  of the labels, along the line.
/// @returns        the middle of each label.
/// Source: pool-adjacent-violators, R. E. Barlow and others, Statistical Inference under Order
/// Restrictions, 1972. Cost: O(n log n).
[[nodiscard]] std::vector<double> spread_labels(std::span<const double> middles,
                                                std::span<const double> lengths, double gap,
                                                double low, double high);

}  // namespace levelin::chart
