#pragma once

#include <levelin/classify/classify.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin::classify_parts {

/// The numbers that part the classes, before any area is put into one.
struct Cut {
    /// Ascending; a value that equals a break belongs to the class above it.
    std::vector<double> breaks;
    BoundsKind bounds = BoundsKind::found;
    std::optional<double> begin;  ///< Of ruled bounds: where the first class begins; none = open.
    std::optional<double> end;    ///< Where the last one ends.
    std::vector<std::string> labels;  ///< None, or one for each class.
    std::optional<double> middle;
    std::string why_other;  ///< Why the number of classes is not what was asked for.
};

// All take values that ascend, equal ones among them, at least one.
[[nodiscard]] Cut cut_by_rank(std::span<const double> sorted, int classes);
[[nodiscard]] Cut cut_by_quantiles(std::span<const double> sorted, int classes);
[[nodiscard]] Cut cut_naturally(std::span<const double> sorted, int classes);
[[nodiscard]] Cut cut_at_means(std::span<const double> sorted);
[[nodiscard]] Cut cut_equally(std::span<const double> sorted, int classes);
[[nodiscard]] Cut cut_prettily(std::span<const double> sorted, int classes);
[[nodiscard]] Cut cut_by_deviations(std::span<const double> sorted, int classes);

/// Mean and sample standard deviation, and neither overflows: scaled by a power of two inside.
struct Moments {
    double mean = 0;
    double deviation = 0;
};
[[nodiscard]] Moments moments_of(std::span<const double> values);

/// The number with a sign of typography (U+2212) in place of the hyphen.
[[nodiscard]] std::string number_for_readers(double value, int decimals);

}  // namespace levelin::classify_parts
