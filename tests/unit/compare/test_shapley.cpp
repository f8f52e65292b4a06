#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/compare/shapley.hpp>
#include <numeric>
#include <random>

using namespace levelin;

TEST_CASE("shapley: two causes worked by hand, the others at rest") {
    // 10 before; data alone 14, weights alone 11, both 20: data (4 + 9) / 2, weights (1 + 6) / 2.
    std::array<std::int64_t, mixture_count> v{};
    for (unsigned m = 0; m < mixture_count; ++m) {
        const bool data = takes(static_cast<Mixture>(m), Cause::data);
        const bool weights = takes(static_cast<Mixture>(m), Cause::weights);
        v[m] = data && weights ? 20 : data ? 14 : weights ? 11 : 10;
    }
    CHECK(shapley_split(v) == std::array<std::int64_t, cause_count>{156, 84, 0, 0});  // 24ths.
}

TEST_CASE("shapley: the mean over all orders, and it adds up, property") {
    std::mt19937 chance{20260306};
    for (int round = 0; round < 500; ++round) {
        std::array<std::int64_t, mixture_count> v{};
        for (std::int64_t& outcome : v) {
            outcome = static_cast<std::int64_t>(chance() % 100000);
        }
        std::array<std::int64_t, cause_count> by_orders{};
        std::array<unsigned, cause_count> order{0, 1, 2, 3};
        do {
            unsigned mixture = 0;
            for (const unsigned cause : order) {
                by_orders[cause] += v[mixture | (1U << cause)] - v[mixture];
                mixture |= 1U << cause;
            }
        } while (std::next_permutation(order.begin(), order.end()));
        const auto parts = shapley_split(v);
        CHECK(parts == by_orders);
        CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == 24 * (v[15] - v[0]));
    }
}

TEST_CASE("shapley: doubles add up to the move exactly in any order, and give the 48ths again") {
    std::mt19937 chance{20260307};
    for (int round = 0; round < 2000; ++round) {
        std::array<std::int64_t, cause_count> parts{};
        for (std::int64_t& part : parts) {
            part = static_cast<std::int64_t>(chance() % 4000001) - 2000000;
        }
        // The move is a whole or half rank.
        std::int64_t sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
        parts[3] -= sum % 24;
        sum -= sum % 24;
        std::array<double, cause_count> ranks = exact_ranks(parts);
        for (std::size_t k = 0; k < cause_count; ++k) {
            CHECK(std::llround(48 * ranks[k]) == parts[k]);
            CHECK(std::abs(ranks[k] - static_cast<double>(parts[k]) / 48) <= 0x1p-29);
        }
        std::array<std::size_t, cause_count> order{0, 1, 2, 3};
        do {
            double total = 0;
            for (const std::size_t k : order) {
                total += ranks[k];
            }
            REQUIRE(total == static_cast<double>(sum) / 48);
        } while (std::next_permutation(order.begin(), order.end()));
    }
    CHECK(exact_ranks({48, -24, 12, 0}) == std::array<double, cause_count>{1, -0.5, 0.25, 0});
}
