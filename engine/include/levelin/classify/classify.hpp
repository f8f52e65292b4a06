#pragma once

#include <cstdint>
#include <levelin/classify/classes.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace levelin {

/// How values are put into classes. N = number of values, k = number of classes asked for.
enum class ClassMethod : std::uint8_t {
    /// "quantiles": about equal counts; see `QuantileRule`.
    quantiles,
    /// "deciles": ceil(10 r / N), r = the rank from the worst value, equal values sharing the best
    /// place among them; always ten classes, "1" the worst, also where one is empty.
    /// Source: MHCLG, English Indices of Deprivation 2019 Technical Report.
    deciles,
    /// "equal": bounds at min + (max - min) i / k.
    equal_intervals,
    /// "jenks": the classes with the smallest sum of squared distances to their means; see
    /// natural_breaks.hpp. Source: W. D. Fisher, "On grouping for maximum homogeneity", Journal of
    /// the American Statistical Association 53, 1958; G. F. Jenks, 1977.
    natural_breaks,
    /// "pretty": bounds at multiples of 1, 2 or 5 times a power of ten, the step that gives the
    /// number of classes nearest to k (of two equally near the fewer classes).
    /// Source: P. S. Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
    pretty,
    /// "sd": bounds at mean + (i - k/2) s for i = 1 to k - 1, s = sample standard deviation.
    standard_deviations,
    /// "head-tail": a break at the mean; again at the mean of the values above it, while those are
    /// at most 40 % of the values that were parted. k is not asked for; at most `max_classes`.
    /// Source: B. Jiang, "Head/tail breaks", The Professional Geographer 65(3), 2013.
    head_tail,
    /// "manual": bounds as given, open at both ends.
    manual,
};

/// The method of that word ("jenks"), or nothing.
[[nodiscard]] std::optional<ClassMethod> class_method(std::string_view word) noexcept;
/// The word of a method, as commands and project files spell it.
[[nodiscard]] std::string_view to_string(ClassMethod method) noexcept;
/// The words of all methods, in their order.
[[nodiscard]] std::vector<std::string_view> class_method_words();

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

struct ClassifyOptions {
    ClassMethod method = ClassMethod::quantiles;
    int classes = 5;  ///< 2 to `Classes::max_classes`; not asked of deciles, head_tail and manual.
    QuantileRule quantile_rule = QuantileRule::rank_ceiling;
    std::vector<double> breaks;    ///< Of `manual`: 1 to `max_classes` - 1 bounds, ascending.
    bool lowest_is_worst = false;  ///< A low value is drawn dark: incomes, ranks.
};

/// Puts every value into a class. Equal values are never parted.
///
/// Methods that cut between values (quantiles, natural breaks, head/tail) leave no class empty:
/// where values do not allow as many classes as were asked for there are fewer, and N-CLASSIFY-01
/// says so. Classes of ruled bounds (equal intervals, pretty, deviations, manual) stay, with a
/// count of 0 where nothing falls into them; where all values are equal there is one class.
///
/// @param values  finite where their status is ok; may hold no value at all: then no classes,
///                save the ten deciles and those of manual bounds.
/// @throws UsageError E-CLASSIFY-01 values and statuses differ in number; E-CLASSIFY-03 number of
///                classes out of range; E-CLASSIFY-04 a value that is not finite; E-CLASSIFY-05
///                bounds that do not ascend, are not finite, or are too many or none.
/// Guarantees: the same bits for the same input. Natural breaks are optimal up to rounding, see
/// `natural_breaks`. Cost: O(n log n); natural breaks O(k d log d) more for d different values.
[[nodiscard]] Classification classify(const DecimalColumn& values, const ClassifyOptions& options);

/// Takes the deciles as they were scored and finds the range of scores in each.
///
/// @param decile  1 (worst) to 10 for every area, with a status each.
/// @param score   the scores that the deciles were made from; an area whose score is not there
///                still counts in its decile. May have no entries: then no ranges are shown.
/// @returns       ten classes labelled "1" to "10", the first the worst, also where one is empty.
/// @throws UsageError E-CLASSIFY-01  the columns differ in length; E-CLASSIFY-02 a decile outside
///                1 to 10 (carries the position).
/// Cost: O(n).
[[nodiscard]] Classification classify_deciles(const WholeColumn& decile,
                                              const DecimalColumn& score);

}  // namespace levelin
