#include <algorithm>
#include <cmath>
#include <levelin/clusters/global_statistics.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/core/random.hpp>
#include <mutex>
#include <stdexcept>
#include <string>

namespace levelin {

namespace {

constexpr double tie = 0x1p-40;
// Tells these orders from those of conditional permutation.
constexpr std::uint32_t whole_orders = 1;

// Every pair of neighbours once, with the weights of both ways added up.
NeighbourGraph pairs_once(const NeighbourGraph& graph) {
    std::vector<NeighbourLink> links;
    links.reserve(graph.link_count());
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        const auto neighbours = graph.neighbours_of(a);
        const auto weights = graph.weights_of(a);
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            links.push_back({std::min(a, neighbours[j]), std::max(a, neighbours[j]), weights[j]});
        }
    }
    return make_graph(graph.size(), links);
}

// Each permutation's statistics: `measure(values)` of the values in a random order, written to
// its place.
template <class T, class Measure>
auto permute(const std::vector<T>& values, const PermutationOptions& options, Measure measure) {
    using Result = decltype(measure(values));
    constexpr std::size_t block = 16;
    std::vector<Result> results(options.permutations);
    std::mutex mutex;
    std::size_t done = 0;
    parallel_blocks(
        options.permutations, block, options.threads, [&](std::size_t begin, std::size_t end) {
            std::vector<T> order;
            for (std::size_t p = begin; p < end; ++p) {
                order = values;
                RandomStream stream(options.seed, p, whole_orders);
                shuffle(stream, std::span<T>(order));
                results[p] = measure(order);
            }
            if (options.progress != nullptr) {
                const std::lock_guard lock(mutex);
                done += end - begin;
                options.progress->update("permuting all areas",
                                         static_cast<double>(done) / options.permutations);
            }
        });
    return results;
}

// Where `observed` stands among results, each seen through `of`.
template <class Result, class Of>
PermutationTest compare(const std::vector<Result>& results, double observed, double slack, Of of) {
    PermutationTest test;
    test.permutations = results.size();
    if (results.empty()) {
        return test;
    }
    double sum = 0;
    for (const Result& result : results) {
        const double value = of(result);
        test.at_least += value >= observed - slack ? 1 : 0;
        test.at_most += value <= observed + slack ? 1 : 0;
        sum += value;
    }
    test.mean = sum / static_cast<double>(results.size());
    double squares = 0;
    for (const Result& result : results) {
        const double apart = of(result) - test.mean;
        squares += apart * apart;
    }
    test.variance = squares / static_cast<double>(results.size());
    return test;
}

double product_sum(const NeighbourGraph& pairs, const std::vector<double>& z) {
    double sum = 0;
    for (std::size_t a = 0; a < pairs.size(); ++a) {
        double lag = 0;
        for (std::uint64_t i = pairs.begin[a]; i < pairs.begin[a + 1]; ++i) {
            lag += pairs.weight[i] * z[pairs.neighbour[i]];
        }
        sum += z[a] * lag;
    }
    return sum;
}

double score(double value, double expected, double variance) {
    return variance > 0 ? (value - expected) / std::sqrt(variance) : 0;
}

// n (n - 1) ... of k factors.
double falling(double n, int k) {
    double product = 1;
    for (int i = 0; i < k; ++i) {
        product *= n - i;
    }
    return product;
}

// Moments of joins within one colour of `of` areas, and between two colours.
void same_colour(JoinCount& join, double of, double n, const WeightSums& w) {
    const double two = falling(of, 2) / falling(n, 2);
    const double three = falling(of, 3) / falling(n, 3);
    const double four = falling(of, 4) / falling(n, 4);
    join.expected = w.s0 * two / 2;
    join.variance = (w.s1 * two + (w.s2 - 2 * w.s1) * three + (w.s0 * w.s0 + w.s1 - w.s2) * four -
                     w.s0 * w.s0 * two * two) /
                    4;
}

void two_colours(JoinCount& join, double one, double other, const WeightSums& w) {
    const double n = one + other;
    const double two = one * other / falling(n, 2);
    const double three = one * other * (n - 2) / falling(n, 3);
    const double four = falling(one, 2) * falling(other, 2) / falling(n, 4);
    join.expected = w.s0 * two;
    join.variance =
        (2 * w.s1 * two + (w.s2 - 2 * w.s1) * three + 4 * (w.s0 * w.s0 + w.s1 - w.s2) * four) / 4 -
        join.expected * join.expected;
}

struct Joins {
    double black_black = 0;
    double black_white = 0;
    double white_white = 0;
};

}  // namespace

double GlobalMoran::z_normal() const noexcept {
    return score(value, expected, variance_normal);
}

double GlobalMoran::z_randomised() const noexcept {
    return score(value, expected, variance_randomised);
}

double JoinCount::z() const noexcept {
    return score(count, expected, variance);
}

GlobalMoran global_moran(const NeighbourGraph& graph, const Deviations& deviations,
                         const PermutationOptions& options) {
    if (graph.size() != deviations.size()) {
        throw std::invalid_argument("one value an area");
    }
    const WeightSums w = weight_sums(graph);
    if (!(w.s0 > 0)) {
        throw std::invalid_argument("no link weighs anything");
    }
    const auto n = static_cast<double>(deviations.size());
    const double kurtosis = deviations.m4 / (deviations.m2 * deviations.m2);
    const double s0_squared = w.s0 * w.s0;
    GlobalMoran moran;
    moran.expected = -1 / (n - 1);
    const double expected_squared = moran.expected * moran.expected;
    moran.variance_normal =
        (n * n * w.s1 - n * w.s2 + 3 * s0_squared) / ((n - 1) * (n + 1) * s0_squared) -
        expected_squared;
    const double over = n * ((n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * s0_squared) -
                        kurtosis * ((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * s0_squared);
    moran.variance_randomised =
        over / ((n - 1) * (n - 2) * (n - 3) * s0_squared) - expected_squared;

    const NeighbourGraph pairs = pairs_once(graph);
    const double scale = 1 / (w.s0 * deviations.m2);
    const auto value_of = [&](const std::vector<double>& z) {
        return product_sum(pairs, z) * scale;
    };
    moran.value = value_of(deviations.z);
    const std::vector<double> results = permute(deviations.z, options, value_of);
    const double slack = tie * deviations.range * deviations.range / deviations.m2;
    moran.permuted = compare(results, moran.value, slack, [](double value) { return value; });
    return moran;
}

JoinCounts join_counts(const NeighbourGraph& graph, std::span<const std::uint8_t> black,
                       const PermutationOptions& options) {
    if (graph.size() != black.size()) {
        throw std::invalid_argument("one value an area");
    }
    std::vector<std::uint8_t> chosen(black.size());
    JoinCounts out;
    for (std::size_t a = 0; a < black.size(); ++a) {
        chosen[a] = black[a] != 0 ? 1 : 0;
        ++(chosen[a] != 0 ? out.black : out.white);
    }
    constexpr std::size_t least = 4;
    if (black.size() < least) {
        throw InputError("E-CLUSTERS-03",
                         std::to_string(black.size()) +
                             " areas are too few to say whether values "
                             "cluster",
                         "at least four areas with a value");
    }
    if (out.black == 0 || out.white == 0) {
        throw InputError("E-CLUSTERS-04", "all areas have the same value", "values that differ");
    }
    const NeighbourGraph ones = binary(graph);
    const WeightSums w = weight_sums(ones);
    const NeighbourGraph pairs = pairs_once(ones);
    std::vector<double> half_links(graph.size());  // Of each area, both ways.
    for (std::size_t a = 0; a < pairs.size(); ++a) {
        for (std::uint64_t i = pairs.begin[a]; i < pairs.begin[a + 1]; ++i) {
            half_links[a] += pairs.weight[i] / 2;
            half_links[pairs.neighbour[i]] += pairs.weight[i] / 2;
        }
    }
    // All halves: sums of them are exact.
    const auto measure = [&](const std::vector<std::uint8_t>& x) {
        double both = 0;
        double any = 0;
        for (std::size_t a = 0; a < pairs.size(); ++a) {
            if (x[a] == 0) {
                continue;
            }
            any += half_links[a];
            for (std::uint64_t i = pairs.begin[a]; i < pairs.begin[a + 1]; ++i) {
                both += x[pairs.neighbour[i]] != 0 ? pairs.weight[i] / 2 : 0.0;
            }
        }
        const double mixed = any - 2 * both;
        return Joins{both, mixed, w.s0 / 2 - both - mixed};
    };
    const Joins observed = measure(chosen);
    const std::vector<Joins> results = permute(chosen, options, measure);
    const auto n = static_cast<double>(black.size());
    const auto blacks = static_cast<double>(out.black);
    const auto whites = static_cast<double>(out.white);
    out.black_black.count = observed.black_black;
    out.black_white.count = observed.black_white;
    out.white_white.count = observed.white_white;
    same_colour(out.black_black, blacks, n, w);
    two_colours(out.black_white, blacks, whites, w);
    same_colour(out.white_white, whites, n, w);
    out.black_black.permuted = compare(results, observed.black_black, 0,
                                       [](const Joins& joins) { return joins.black_black; });
    out.black_white.permuted = compare(results, observed.black_white, 0,
                                       [](const Joins& joins) { return joins.black_white; });
    out.white_white.permuted = compare(results, observed.white_white, 0,
                                       [](const Joins& joins) { return joins.white_white; });
    return out;
}

}  // namespace levelin
