#pragma once

#include <cstddef>
#include <span>

namespace levelin::detail {

/// A run of values and what they count.
struct SumTerm {
    const double* values = nullptr;
    double factor = 0;
};

/// out[i] = sum of factor_k values_k[i], added up in the order of the terms, for i < count.
/// `out` overlaps none of the terms.
void weighted_sum(std::span<const SumTerm> terms, std::size_t count, double* out) noexcept;

}  // namespace levelin::detail
