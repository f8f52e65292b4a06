#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/random.hpp>
#include <map>
#include <numeric>
#include <set>
#include <vector>

using levelin::normal_quantile;
using levelin::philox;
using levelin::RandomStream;

TEST_CASE("random: Philox gives the known answers of its authors", "[core]") {
    using Words = std::array<std::uint32_t, 4>;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}) ==
          Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    // The digits of pi.
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("random: a stream is its counters in order, and its own", "[core]") {
    RandomStream stream(0x299f31d0a4093822, 0x0370734413198a2e, 0x85a308d3);
    const std::array<std::uint32_t, 2> key{0xa4093822, 0x299f31d0};
    for (std::uint32_t block = 0; block < 3; ++block) {
        for (const std::uint32_t word : philox({block, 0x85a308d3, 0x13198a2e, 0x03707344}, key)) {
            CHECK(stream.next32() == word);
        }
    }
    CHECK(RandomStream(1, 2).next64() != RandomStream(1, 3).next64());
    CHECK(RandomStream(1, 2, 0).next64() != RandomStream(1, 2, 1).next64());
    CHECK(RandomStream(1, 2).next64() != RandomStream(2, 2).next64());
    RandomStream words(7);
    const std::uint64_t low = RandomStream(7).next32();
    CHECK((words.next64() & 0xffffffff) == low);
}

TEST_CASE("random: uniform numbers fill their range evenly", "[core]") {
    RandomStream stream(11);
    std::array<int, 20> hits{};
    constexpr int count = 200000;
    for (int i = 0; i < count; ++i) {
        const double u = i % 2 == 0 ? stream.uniform() : stream.uniform_inside();
        REQUIRE(u >= 0);
        REQUIRE(u < 1);
        ++hits[static_cast<std::size_t>(u * 20)];
    }
    // Chi-squared with 19 degrees of freedom: 43.8 is its 99.9th percentile.
    double chi = 0;
    for (const int h : hits) {
        chi += (h - count / 20.0) * (h - count / 20.0) / (count / 20.0);
    }
    CHECK(chi < 43.8);
}

TEST_CASE("random: whole numbers below a bound are equally likely", "[core]") {
    RandomStream stream(5);
    std::array<int, 7> hits{};
    constexpr int count = 140000;
    for (int i = 0; i < count; ++i) {
        ++hits.at(stream.below(7));
    }
    double chi = 0;
    for (const int h : hits) {
        chi += (h - 20000.0) * (h - 20000.0) / 20000.0;
    }
    CHECK(chi < 22.5);  // 6 degrees of freedom, 99.9th percentile.
    CHECK(stream.below(1) == 0);
    // A bound of 3 x 2^30 would favour a third of its numbers twice without the rejection.
    std::array<int, 3> thirds{};
    for (int i = 0; i < 30000; ++i) {
        ++thirds.at(stream.below(0xC0000000) >> 30);
    }
    CHECK(std::abs(thirds[0] - 10000) < 400);
    CHECK(std::abs(thirds[1] - 10000) < 400);
}

TEST_CASE("random: the normal quantile inverts the normal distribution", "[core]") {
    // Tables: 1.959963984540054 at 97.5 %, 6.361340902404056 at 1 - 1e-10.
    CHECK(normal_quantile(0.5) == 0);
    CHECK(std::abs(normal_quantile(0.975) - 1.959963984540054) < 1e-15);
    CHECK(std::abs(normal_quantile(1e-10) + 6.361340902404056) < 1e-14);
    // erfc tells small tails to the last digits, down to the smallest normal numbers.
    double p = 0.5;
    for (int i = 1; p > 1e-300; ++i) {
        p /= i % 3 == 0 ? 1.5 : 1.1;
        const double x = normal_quantile(p);
        const long double back = std::erfc(-static_cast<long double>(x) / std::sqrt(2.0L)) / 2;
        // Where x changes by 1e-15 of its size, p changes by less than 1 + x^2 times as much.
        REQUIRE(std::abs(static_cast<double>(back / p) - 1) <= 1e-15 * (1 + x * x));
        if (p > 1e-9) {
            REQUIRE(std::abs(normal_quantile(1 - p) + x) < 1e-6 * std::abs(x));
        }
    }
    CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
}

TEST_CASE("random: normal and gamma numbers have the moments of their laws", "[core]") {
    constexpr int count = 200000;
    RandomStream stream(3, 1);
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < count; ++i) {
        const double x = stream.normal();
        sum += x;
        squares += x * x;
        fourth += x * x * x * x;
    }
    CHECK(std::abs(sum / count) < 0.01);
    CHECK(std::abs(squares / count - 1) < 0.015);
    CHECK(std::abs(fourth / count - 3) < 0.15);
    for (const double shape : {0.3, 1.0, 2.5, 40.0}) {
        double mean = 0;
        double variance = 0;
        int below = 0;
        for (int i = 0; i < count; ++i) {
            const double g = stream.gamma(shape);
            REQUIRE(g >= 0);
            mean += g;
            variance += (g - shape) * (g - shape);
            below += g < 1 ? 1 : 0;
        }
        const double five_sd = 5 * std::sqrt(shape / count);
        CHECK(std::abs(mean / count - shape) < five_sd);
        CHECK(std::abs(variance / count / shape - 1) < 0.08);
        if (shape == 1.0) {  // Exponential: P(G < 1) = 1 - 1/e.
            CHECK(std::abs(below / double{count} - (1 - std::exp(-1.0))) < 0.006);
        }
    }
}

TEST_CASE("random: every order and every sample is as likely", "[core]") {
    RandomStream stream(17);
    std::map<std::array<int, 4>, int> orders;
    for (int i = 0; i < 24000; ++i) {
        std::array<int, 4> items{0, 1, 2, 3};
        levelin::shuffle(stream, std::span<int>{items});
        ++orders[items];
    }
    CHECK(orders.size() == 24);
    double chi = 0;
    for (const auto& [order, n] : orders) {
        chi += (n - 1000.0) * (n - 1000.0) / 1000.0;
    }
    CHECK(chi < 49.7);  // 23 degrees of freedom, 99.9th percentile.

    std::map<std::set<std::uint32_t>, int> sets;
    for (int i = 0; i < 20000; ++i) {
        const std::vector<std::uint32_t> some = levelin::sample(stream, 6, 3);
        sets[{some.begin(), some.end()}] += 1;
    }
    CHECK(sets.size() == 20);  // 6 over 3, so all three differ.
    for (const auto& [set, n] : sets) {
        CHECK(set.size() == 3);
        CHECK(std::abs(n - 1000) < 160);
    }
    for (const std::uint32_t count : {0U, 1U, 40U, 100U}) {
        std::vector<std::uint32_t> some = levelin::sample(stream, 100, count);
        std::sort(some.begin(), some.end());
        CHECK(some.size() == count);
        CHECK(std::adjacent_find(some.begin(), some.end()) == some.end());
        CHECK((some.empty() || some.back() < 100));
    }
}
