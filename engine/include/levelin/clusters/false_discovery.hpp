#pragma once

#include <span>
#include <vector>

namespace levelin {

/// Benjamini and Hochberg's adjusted p-values: calling those at or below a level significant lets
/// at most that share of them be false, on average, where tests are independent or lean the same
/// way.
///
/// Formula: with p sorted upwards, q_(i) = min over j >= i of p_(j) m / j, at most 1.
/// @param p  of all tests that were made, [0, 1].
/// @returns  q, in the order of p; equal p give equal q. Cost: O(m log m).
/// Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
/// Royal Statistical Society B 57 (1995).
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace levelin
