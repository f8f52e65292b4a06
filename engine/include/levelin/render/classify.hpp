#pragma once

#include <array>
#include <cstdint>
#include <levelin/core/status.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// One class of a classed map: what its legend row says.
struct MapClass {
    std::string label;            ///< "1" for a decile; empty where the bounds say it all.
    std::optional<double> lower;  ///< Lowest value of the class; none while the class is empty.
    std::optional<double> upper;  ///< Highest value of the class.
    std::uint64_t count = 0;      ///< Areas in the class.
};

/// The classes of a map, with the areas that have no value counted by their reason.
///
/// Invariant: `entries` holds at most `max_classes` classes; the counts of the entries and of the
/// statuses add up to the number of areas that were classified; `status_counts[0]` (ok) is 0.
struct Classes {
    static constexpr int max_classes = 12;

    std::string method;  ///< In words, for the page and the report.
    std::vector<MapClass> entries;
    bool first_is_worst = false;  ///< The first entry is drawn darkest (decile 1), else the last.
    std::array<std::uint64_t, status_count> status_counts{};

    /// How dark entry `k` (from 0) is drawn: 0 = lightest, size - 1 = darkest.
    [[nodiscard]] std::size_t shade(std::size_t k) const noexcept {
        return first_is_worst ? entries.size() - 1 - k : k;
    }
    [[nodiscard]] std::uint64_t with_value() const noexcept;
    [[nodiscard]] std::uint64_t without_value() const noexcept;
};

/// How an area is marked in `Classification::class_of_area` when it has no value: below 0.
[[nodiscard]] constexpr int class_without_value(Status why) noexcept {
    return -static_cast<int>(why);
}

/// Classes and the class of every area: 1 to n, or `class_without_value(status)`.
struct Classification {
    Classes classes;
    std::vector<int> class_of_area;
};

/// Takes the deciles as they were scored and finds the range of scores in each.
///
/// @param decile  1 (worst) to 10 for every area, with a status each.
/// @param score   the scores that the deciles were made from; an area whose score is not there
///                still counts in its decile. May have no entries: then no ranges are shown.
/// @returns       ten classes labelled "1" to "10", the first the worst, also where one is empty.
/// @throws UsageError E-RENDER-02  the columns differ in length; E-RENDER-03 a decile outside
///                1 to 10 (carries the position).
/// Cost: O(n).
[[nodiscard]] Classification classify_deciles(const WholeColumn& decile,
                                              const DecimalColumn& score);

/// Which rule cuts the ordered values into classes of equal size.
enum class QuantileRule : std::uint8_t {
    /// class = ceil(k r / N), r = the rank from the lowest value, equal values sharing the lowest
    /// rank. Source: MHCLG, English Indices of Deprivation 2019 Technical Report (deciles of
    /// ranks), here counted from the lowest value.
    rank_ceiling,
    /// Bounds at the sample quantiles i/k by linear interpolation at h = (N - 1) i/k; a class
    /// holds (lower, upper], the first one also its lower bound. Source: Hyndman and Fan (1996),
    /// The American Statistician 50(4), definition 7.
    hyndman_fan_7,
};

/// Classes of about equal counts, from the lowest values to the highest.
///
/// Equal values are never parted, so classes may be of unequal size or empty where many values are
/// equal; empty ones stay, so that the number of classes is what was asked for.
///
/// @param values   finite where their status is ok.
/// @param classes  2 to `Classes::max_classes`.
/// @throws UsageError E-RENDER-04 number of classes out of range; E-RENDER-05 a value that is not
///                finite.
/// Cost: O(n log n).
[[nodiscard]] Classification classify_quantiles(const DecimalColumn& values, int classes,
                                                QuantileRule rule = QuantileRule::rank_ceiling);

/// Classes of equal width from the lowest value to the highest.
///
///     class = min(k, 1 + floor(k (x - min) / (max - min)));  all equal: class 1
///
/// @throws as `classify_quantiles`.  Cost: O(n).
[[nodiscard]] Classification classify_equal_intervals(const DecimalColumn& values, int classes);

/// The bounds of the classes as legend text ("34.0 to 92.7"), empty for a class without values.
///
/// All have the same number of decimals: the fewest (0 to 6) that show three significant digits of
/// the whole range and both ends of every class; none where all bounds are whole numbers. A class
/// whose ends are equal shows one number.
[[nodiscard]] std::vector<std::string> bounds_texts(const Classes& classes);

}  // namespace levelin
