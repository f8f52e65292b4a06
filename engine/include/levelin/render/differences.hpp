#pragma once

#include <levelin/classify/classes.hpp>
#include <levelin/table/result_table.hpp>

namespace levelin::render {

/// The differences a - b, in the order of the areas; the first status that is not ok counts.
/// @throws UsageError E-RENDER-02 columns of different lengths.
[[nodiscard]] DecimalColumn differences(const DecimalColumn& a, const DecimalColumn& b);

/// Classes of differences that lie alike on both sides of 0, for a diverging palette.
///
/// Bounds at (i + 1/2) s on both sides, s the roundest step (1, 2 or 5 times a power of ten) whose
/// outermost bound is not above the 98th percentile of |x|: a middle class of little change, and
/// as many above it as below.
/// @param classes  odd, 3 to 11; E-RENDER-04 (UsageError) otherwise.
[[nodiscard]] Classification classify_differences(const DecimalColumn& values, int classes,
                                                  bool lowest_is_worst = false);

}  // namespace levelin::render
