#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace levelin {

/// Gives every row its own column so that the total cost is the smallest possible.
///
///     minimise  sum_i cost(i, c(i)),   c one-to-one
///
/// @param cost     rows by columns, row after row, all finite.
/// @param rows     how many; at most `columns`.
/// @param columns  how many.
/// @returns        the column of each row.
/// @throws UsageError E-CARTOGRAM-01  sizes that do not fit together, or a cost that is not finite.
///
/// Guarantees: the exact optimum of the costs as given (up to the rounding of sums of doubles);
/// the same answer on every run, ties going to the lower column.
/// Cost: O(rows^2 columns) time, O(columns) memory.
/// Source: shortest augmenting paths: R. Jonker and A. Volgenant, "A shortest augmenting path
/// algorithm for dense and sparse linear assignment problems", Computing 38, 1987; rectangular
/// form: D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on
/// Aerospace and Electronic Systems 52, 2016, section II.
[[nodiscard]] std::vector<std::uint32_t> cheapest_assignment(std::span<const double> cost,
                                                             std::size_t rows, std::size_t columns);

}  // namespace levelin
