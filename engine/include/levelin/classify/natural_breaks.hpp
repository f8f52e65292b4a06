#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace levelin {

/// Where Fisher's exact grouping cuts ordered values: the classes with the smallest sum of squared
/// distances to their means (natural breaks, Fisher-Jenks).
///
///     minimise  sum over classes of  sum over their values of (x - mean of the class)^2
///
/// Equal values are taken together. The best cut of the first j values into c classes is the least
/// of best(i, c - 1) + squares(i + 1 .. j) over i; the i that is best never falls as j grows (the
/// sums of squares obey the quadrangle inequality), so each layer is found by halving.
///
/// @param sorted   ascending and finite.
/// @param classes  1 or more; where there are fewer different values, each is a class.
/// @returns        the lowest value of the second class, of the third and so on.
/// @throws std::invalid_argument  values that do not ascend or are not finite; no classes.
///
/// Guarantees: the sum of squares found is at most 1e-12 of the squares about the mean of all above
/// the least possible (rounding; the tests hold it to exhaustive search). Of cuts that come out
/// equal the one whose last class begins lowest, then the class before it. The same bits on every
/// machine with IEEE 754 doubles.
/// Cost: O(classes d log d) for d different values; 4 bytes for each value and class.
/// Source: W. D. Fisher, "On grouping for maximum homogeneity", Journal of the American Statistical
/// Association 53, 1958, pages 789-798; halving: F. F. Yao, "Efficient dynamic programming using
/// quadrangle inequalities", STOC 1980; H. Wang and M. Song, "Ckmeans.1d.dp", The R Journal 3(2),
/// 2011.
[[nodiscard]] std::vector<double> natural_breaks(std::span<const double> sorted, int classes);

}  // namespace levelin
