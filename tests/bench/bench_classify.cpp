// Times natural breaks on values that are drawn, or on a column of numbers, one a line.
// Usage: bench_classify CLASSES VALUES|FILE [ROUNDS]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <levelin/classify/natural_breaks.hpp>
#include <random>
#include <string>
#include <vector>

#include "bench_main.hpp"

namespace {

using Clock = std::chrono::steady_clock;

std::vector<double> values_of(const std::string& what) {
    std::vector<double> values;
    if (what.find_first_not_of("0123456789") == std::string::npos) {
        std::mt19937_64 random{1};
        std::lognormal_distribution<double> draw(3, 0.6);
        values.resize(std::strtoul(what.c_str(), nullptr, 10));
        std::generate(values.begin(), values.end(), [&] { return draw(random); });
        return values;
    }
    std::ifstream file(what);
    for (double value = 0; file >> value;) {
        values.push_back(value);
    }
    return values;
}

/// The recurrence without halving: O(classes n^2). What it takes is the peer's time.
double plain_ms(const std::vector<double>& sorted, int classes) {
    const auto begin = Clock::now();
    const std::size_t n = sorted.size();
    std::vector<double> s1(n + 1, 0);
    std::vector<double> s2(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
        s1[i + 1] = s1[i] + sorted[i];
        s2[i + 1] = s2[i] + sorted[i] * sorted[i];
    }
    std::vector<double> best(n + 1, 1e300);
    best[0] = 0;
    for (int c = 0; c < classes; ++c) {
        std::vector<double> next(n + 1, 1e300);
        for (std::size_t j = 1; j <= n; ++j) {
            for (std::size_t i = 0; i < j; ++i) {
                const double s = s1[j] - s1[i];
                next[j] =
                    std::min(next[j], best[i] + s2[j] - s2[i] - s * s / static_cast<double>(j - i));
            }
        }
        best = next;
    }
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    std::cout << "plain recurrence: within " << best[n] << ", ";
    return ms;
}

int run(int argc, char** argv) {
    const int classes = std::atoi(argv[1]);
    std::vector<double> values = values_of(argv[2]);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;
    std::cout << values.size() << " values, " << classes << " classes\n";
    for (int round = 0; round < rounds; ++round) {
        std::vector<double> sorted = values;
        const auto begin = Clock::now();
        std::sort(sorted.begin(), sorted.end());
        const auto middle = Clock::now();
        const auto breaks = levelin::natural_breaks(sorted, classes);
        const auto end = Clock::now();
        const auto ms = [](auto time) {
            return std::chrono::duration<double, std::milli>(time).count();
        };
        std::cout << "sort " << ms(middle - begin) << " ms, natural breaks " << ms(end - middle)
                  << " ms:";
        for (const double b : breaks) {
            std::cout << ' ' << b;
        }
        std::cout << '\n';
    }
    std::sort(values.begin(), values.end());
    if (values.size() <= 50'000) {
        std::cout << plain_ms(values, classes) << " ms\n";
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 2, "bench_classify CLASSES VALUES|FILE [ROUNDS]", run);
}
