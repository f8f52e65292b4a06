#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/classify/natural_breaks.hpp>
#include <limits>
#include <random>

using levelin::natural_breaks;

namespace {

/// Squares within classes of ordered values, a break being the lowest value of a class.
long double squares_within(const std::vector<double>& sorted, const std::vector<double>& breaks) {
    long double sum = 0;
    std::size_t i = 0;
    for (std::size_t c = 0; c <= breaks.size(); ++c) {
        const std::size_t first = i;
        long double mean = 0;
        while (i < sorted.size() && (c == breaks.size() || sorted[i] < breaks[c])) {
            mean += sorted[i++];
        }
        mean /= static_cast<long double>(i - first);
        for (std::size_t j = first; j < i; ++j) {
            sum += (sorted[j] - mean) * (sorted[j] - mean);
        }
    }
    return sum;
}

/// Every way of cutting between different values.
struct Exhaustive {
    std::vector<double> sorted;
    std::vector<double> different;
    std::size_t classes = 0;
    std::vector<double> breaks;
    std::vector<double> best;
    long double least = std::numeric_limits<long double>::infinity();

    Exhaustive(std::vector<double> values, int k) : sorted(std::move(values)) {
        different = sorted;
        different.erase(std::unique(different.begin(), different.end()), different.end());
        classes = std::min(static_cast<std::size_t>(k), different.size());
        cut(1);
    }
    void cut(std::size_t from) {
        if (breaks.size() + 1 == classes) {
            const long double sum = squares_within(sorted, breaks);
            if (sum < least) {
                least = sum;
                best = breaks;
            }
            return;
        }
        for (std::size_t i = from; i < different.size(); ++i) {
            breaks.push_back(different[i]);
            cut(i + 1);
            breaks.pop_back();
        }
    }
};

}  // namespace

TEST_CASE("natural_breaks: by hand", "[classify]") {
    CHECK(natural_breaks(std::vector<double>{4, 5, 9, 10}, 2) == std::vector<double>{9});
    CHECK(natural_breaks(std::vector<double>{1, 2, 10, 11, 30}, 3) == std::vector<double>{10, 30});
    // Four ones weigh more than the gap to 3: {1 1 1 1} {3 4} 2/4; {1 1 1 1 3} {4} 3.2.
    CHECK(natural_breaks(std::vector<double>{1, 1, 1, 1, 3, 4}, 2) == std::vector<double>{3});
    // {0} {1 2} and {0 1} {2} are equal; the last class begins lowest.
    CHECK(natural_breaks(std::vector<double>{0, 1, 2}, 2) == std::vector<double>{1});
}

TEST_CASE("natural_breaks: fewer different values than classes, and none", "[classify]") {
    CHECK(natural_breaks(std::vector<double>{2, 2, 7, 7, 7}, 5) == std::vector<double>{7});
    CHECK(natural_breaks(std::vector<double>{3, 3, 3}, 4).empty());
    CHECK(natural_breaks(std::vector<double>{}, 4).empty());
    CHECK(natural_breaks(std::vector<double>{1, 2}, 1).empty());
    CHECK_THROWS_AS(natural_breaks(std::vector<double>{2, 1}, 2), std::invalid_argument);
    CHECK_THROWS_AS(natural_breaks(std::vector<double>{1, NAN}, 2), std::invalid_argument);
    CHECK_THROWS_AS(natural_breaks(std::vector<double>{1, INFINITY}, 2), std::invalid_argument);
    CHECK_THROWS_AS(natural_breaks(std::vector<double>{1, 2}, 0), std::invalid_argument);
}

TEST_CASE("natural_breaks: the classes of exhaustive search, whatever the scale", "[classify]") {
    std::mt19937_64 random{20};
    std::uniform_real_distribution<double> uniform(0, 1);
    const std::vector<std::pair<double, double>> scales{{0, 1},     {1e6, 1},    {-4e5, 300},
                                                        {0, 1e300}, {0, 1e-300}, {1e3, 1e-6}};
    for (int round = 0; round < 1500; ++round) {
        const auto& [offset, scale] = scales[static_cast<std::size_t>(round) % scales.size()];
        std::vector<double> values(1 + random() % 12);
        for (double& value : values) {
            const double u = uniform(random);
            value = offset + scale * (round % 2 == 0 ? u : 1 / (u + 0.01) / 100);
        }
        std::sort(values.begin(), values.end());
        const int k = 1 + static_cast<int>(random() % 6);
        CHECK(natural_breaks(values, k) == Exhaustive(values, k).best);
    }
}

TEST_CASE("natural_breaks: as good as exhaustive search where many values are equal",
          "[classify]") {
    std::mt19937_64 random{21};
    for (int round = 0; round < 1500; ++round) {
        std::vector<double> values(1 + random() % 14);
        for (double& value : values) {
            value = static_cast<double>(random() % 9) - 3;
        }
        std::sort(values.begin(), values.end());
        const int k = 1 + static_cast<int>(random() % 6);
        const Exhaustive all(values, k);
        const std::vector<double> breaks = natural_breaks(values, k);
        REQUIRE(breaks.size() + 1 == all.classes);
        const long double found = squares_within(values, breaks);
        CHECK(static_cast<double>(found - all.least) <= 1e-12 * (1 + static_cast<double>(found)));
    }
}

TEST_CASE("natural_breaks: the promise on rounding, on many values and far outliers",
          "[classify]") {
    std::mt19937_64 random{22};
    std::lognormal_distribution<double> heavy(0, 3);
    for (int round = 0; round < 6; ++round) {
        std::vector<double> values(1500);
        for (double& value : values) {
            value = round % 2 == 0 ? heavy(random) : 1e4 + heavy(random);
        }
        values.back() = round > 3 ? 1e9 : values.back();
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        constexpr std::size_t k = 6;
        // The plain recurrence, quadratic, in longer numbers about the mean.
        const std::size_t n = values.size();
        long double mean = 0;
        for (const double value : values) {
            mean += value / static_cast<long double>(n);
        }
        std::vector<long double> s1(n + 1, 0);
        std::vector<long double> s2(n + 1, 0);
        for (std::size_t i = 0; i < n; ++i) {
            const long double x = values[i] - mean;
            s1[i + 1] = s1[i] + x;
            s2[i + 1] = s2[i] + x * x;
        }
        std::vector<long double> best(n + 1, std::numeric_limits<long double>::infinity());
        best[0] = 0;
        for (std::size_t c = 0; c < k; ++c) {
            std::vector<long double> next(n + 1, std::numeric_limits<long double>::infinity());
            for (std::size_t j = c + 1; j <= n; ++j) {
                for (std::size_t i = c; i < j; ++i) {
                    const long double s = s1[j] - s1[i];
                    next[j] = std::min(
                        next[j], best[i] + s2[j] - s2[i] - s * s / static_cast<long double>(j - i));
                }
            }
            best = next;
        }
        const long double found = squares_within(values, natural_breaks(values, k));
        CHECK(static_cast<double>(found - best[n]) <= 1e-12 * static_cast<double>(s2[n]));
    }
}
