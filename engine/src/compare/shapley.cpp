#include <algorithm>
#include <bit>
#include <levelin/compare/shapley.hpp>
#include <numeric>

namespace levelin {

std::string_view to_string(Cause cause) noexcept {
    switch (cause) {
        case Cause::data:
            return "data";
        case Cause::weights:
            return "weights";
        case Cause::method:
            return "method";
        case Cause::boundary:
            return "boundary";
    }
    return "";
}

std::array<std::int64_t, cause_count> shapley_split(
    const std::array<std::int64_t, mixture_count>& outcomes) noexcept {
    constexpr std::array<std::int64_t, cause_count> orders{6, 2, 2, 6};  // |S|! (3 - |S|)!
    std::array<std::int64_t, cause_count> parts{};
    for (unsigned k = 0; k < cause_count; ++k) {
        for (unsigned without = 0; without < mixture_count; ++without) {
            const unsigned with = without | (1U << k);
            if (with != without) {
                parts[k] += orders[static_cast<std::size_t>(std::popcount(without))] *
                            (outcomes[with] - outcomes[without]);
            }
        }
    }
    return parts;
}

std::array<double, cause_count> exact_ranks(
    const std::array<std::int64_t, cause_count>& parts) noexcept {
    constexpr std::int64_t grid = std::int64_t{1} << 30;
    constexpr std::int64_t ranks = 48;
    // In units of the grid, rounded down; what is left over goes to those with the largest rests.
    std::array<std::int64_t, cause_count> units{};
    std::array<std::int64_t, cause_count> rests{};
    std::int64_t left = 0;
    for (std::size_t k = 0; k < cause_count; ++k) {
        const std::int64_t scaled = parts[k] * (grid / 16);  // 48ths in 3rds of the grid.
        units[k] = scaled >= 0 ? scaled / 3 : -((-scaled + 2) / 3);
        rests[k] = scaled - 3 * units[k];
        left += rests[k];
    }
    std::array<std::size_t, cause_count> order{0, 1, 2, 3};
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
    for (std::size_t k = 0; left >= 3; ++k, left -= 3) {
        ++units[order[k]];
    }
    static_assert(grid % 16 == 0 && ranks == 3 * 16);
    std::array<double, cause_count> out{};
    for (std::size_t k = 0; k < cause_count; ++k) {
        out[k] = static_cast<double>(units[k]) / static_cast<double>(grid);
    }
    return out;
}

}  // namespace levelin
