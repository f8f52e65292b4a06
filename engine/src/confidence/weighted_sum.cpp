#include "weighted_sum.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace levelin::detail {

namespace {

constexpr std::size_t most_at_once = 8;

// One pass over up to eight runs: each value is read once and `out` written once. The loop is
// plain so that the compiler makes vectors of it; terms of one value are added in their order.
template <bool adds, std::size_t... K>
void sum_pass(const SumTerm* terms, std::size_t count, double* __restrict out,
              std::index_sequence<K...> /*numbers*/) noexcept {
    const std::array<const double*, sizeof...(K)> values{terms[K].values...};
    const std::array<double, sizeof...(K)> factor{terms[K].factor...};
    for (std::size_t i = 0; i < count; ++i) {
        if constexpr (adds) {
            out[i] = (out[i] + ... + (factor[K] * values[K][i]));
        } else {
            out[i] = (... + (factor[K] * values[K][i]));
        }
    }
}

using Pass = void (*)(const SumTerm*, std::size_t, double*) noexcept;

template <bool adds, std::size_t N>
void pass_of(const SumTerm* terms, std::size_t count, double* out) noexcept {
    sum_pass<adds>(terms, count, out, std::make_index_sequence<N>{});
}

template <bool adds, std::size_t... N>
constexpr std::array<Pass, sizeof...(N)> passes(std::index_sequence<N...> /*numbers*/) {
    return {&pass_of<adds, N + 1>...};
}

}  // namespace

void weighted_sum(std::span<const SumTerm> terms, std::size_t count, double* out) noexcept {
    constexpr auto first = passes<false>(std::make_index_sequence<most_at_once>{});
    constexpr auto further = passes<true>(std::make_index_sequence<most_at_once>{});
    if (terms.empty()) {
        std::fill(out, out + count, 0.0);
        return;
    }
    for (std::size_t t = 0; t < terms.size(); t += most_at_once) {
        const std::size_t n = std::min(most_at_once, terms.size() - t);
        (t == 0 ? first : further)[n - 1](terms.data() + t, count, out);
    }
}

}  // namespace levelin::detail
