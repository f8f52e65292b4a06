#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/clusters/local_statistics.hpp>
#include <levelin/clusters/permutations.hpp>
#include <levelin/clusters/weights.hpp>
#include <levelin/core/random.hpp>
#include <numeric>

#include "lattice.hpp"

using namespace levelin;

namespace {

PermutationOptions times(std::uint32_t permutations, std::uint64_t seed = 1, unsigned threads = 1) {
    PermutationOptions options;
    options.permutations = permutations;
    options.seed = seed;
    options.threads = threads;
    return options;
}

// The example's values as the whole numbers that they are a quarter of.
std::vector<std::int64_t> whole_values() {
    std::vector<std::int64_t> x;
    for (const double value : example_values()) {
        x.push_back(static_cast<std::int64_t>(value * 4));
    }
    return x;
}

// Shares of all ordered choices of other areas that give at least, and at most, what is observed:
// the answer that permutations estimate, in whole numbers.
struct Exact {
    std::int64_t all = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;
};

template <class Term>
class Enumeration {
  public:
    Enumeration(const NeighbourGraph& graph, std::uint32_t area, Term term)
        : m_area(area), m_term(term), m_x(whole_values()) {
        for (const double w : graph.weights_of(area)) {
            m_weights.push_back(static_cast<std::int64_t>(w));
        }
        for (std::size_t j = 0; j < m_weights.size(); ++j) {
            m_observed += m_weights[j] * m_term(m_x[area], m_x[graph.neighbours_of(area)[j]]);
        }
        m_used.resize(m_x.size());
        m_used[area] = true;
        choose(0, 0);
    }
    Exact exact;

  private:
    void choose(std::size_t place, std::int64_t sum) {
        if (place == m_weights.size()) {
            ++exact.all;
            exact.least += sum >= m_observed ? 1 : 0;
            exact.most += sum <= m_observed ? 1 : 0;
            return;
        }
        for (std::size_t b = 0; b < m_x.size(); ++b) {
            if (!m_used[b]) {
                m_used[b] = true;
                choose(place + 1, sum + m_weights[place] * m_term(m_x[m_area], m_x[b]));
                m_used[b] = false;
            }
        }
    }

    std::uint32_t m_area;
    Term m_term;
    std::vector<std::int64_t> m_x;
    std::vector<std::int64_t> m_weights;
    std::int64_t m_observed = 0;
    std::vector<bool> m_used;
};

void check_share(std::uint32_t count, std::uint32_t permutations, std::int64_t exact,
                 std::int64_t all) {
    const double p = static_cast<double>(exact) / static_cast<double>(all);
    const double got = static_cast<double>(count) / permutations;
    INFO("exactly " << p << ", got " << got);
    constexpr double errors = 5;
    CHECK(std::abs(got - p) <= errors * std::sqrt(p * (1 - p) / permutations));
}

void check_enumerated(const NeighbourGraph& graph, const std::vector<std::uint32_t>& areas) {
    constexpr std::uint32_t permutations = 40000;
    const Deviations deviations = deviations_of(example_values());
    const GraphCounts counts = permute_neighbours(graph, deviations, true, times(permutations, 7));
    for (const std::uint32_t a : areas) {
        INFO("area " << a);
        const auto lag = [](std::int64_t, std::int64_t other) { return other; };
        const auto apart = [](std::int64_t own, std::int64_t other) {
            return (own - other) * (own - other);
        };
        const Exact of_lag = Enumeration(graph, a, lag).exact;
        check_share(counts.lag.at_least[a], permutations, of_lag.least, of_lag.all);
        check_share(counts.lag.at_most[a], permutations, of_lag.most, of_lag.all);
        const Exact of_geary = Enumeration(graph, a, apart).exact;
        check_share(counts.geary.at_least[a], permutations, of_geary.least, of_geary.all);
        check_share(counts.geary.at_most[a], permutations, of_geary.most, of_geary.all);
    }
}

}  // namespace

TEST_CASE("permutations meet the shares of all choices, ties in both", "[clusters]") {
    check_enumerated(example_graph(), {0, 4, 20, 24});
    check_enumerated(example_graph(true), {0, 4, 20, 24});
    // Four neighbours of 25 others.
    check_enumerated(make_graph(26, std::vector<BorderPair>{{3, 4}, {3, 9}, {3, 17}, {3, 25}}),
                     {3, 4});
}

TEST_CASE("p-values are PySAL's within Monte Carlo error", "[clusters]") {
    // esda 2.5.1, 99,999 permutations, its directed p; areas 0 to 24.
    const std::vector<double> moran{0.18953, 0.26138, 0.47115, 0.10702, 0.46501, 0.45513, 0.46386,
                                    0.17521, 0.14331, 0.25711, 0.20097, 0.14304, 0.3087,  0.4677,
                                    0.22503, 0.48234, 0.44416, 0.237,   0.3919,  0.14703, 0.22831,
                                    0.1874,  0.38216, 0.38075, 0.43011};
    const std::vector<double> geary{0.27181, 0.34638, 0.43332, 0.25655, 0.4906,  0.49448, 0.46439,
                                    0.28288, 0.12838, 0.09995, 0.4046,  0.24822, 0.37991, 0.40085,
                                    0.16163, 0.45022, 0.47847, 0.3523,  0.41238, 0.45161, 0.30293,
                                    0.26911, 0.36291, 0.32959, 0.37291};
    constexpr std::uint32_t permutations = 99999;
    const GraphCounts counts =
        permute_neighbours(row_standardised(example_graph()), deviations_of(example_roots()), true,
                           times(permutations));
    for (std::size_t a = 0; a < moran.size(); ++a) {
        INFO("area " << a);
        // Five standard errors of both, and 1 in 2,300: PySAL leaves to rounding what the very
        // neighbours in another order are.
        const auto within = [](double p) {
            return 5 * std::sqrt(2 * p * (1 - p) / permutations) + 1 / 2300.0;
        };
        CHECK(std::abs(counts.lag.p(a, Tails::one) - moran[a]) < within(moran[a]));
        CHECK(std::abs(counts.geary.p(a, Tails::one) - geary[a]) < within(geary[a]));
    }
    // No neighbours, no counts: PySAL calls this island significant, with p = 0.00001.
    CHECK(counts.lag.at_least[25] == 0);
    CHECK(counts.lag.at_most[25] == 0);
}

TEST_CASE("threads and blocks change no count, another seed does", "[clusters]") {
    const NeighbourGraph graph = example_graph();
    const Deviations deviations = deviations_of(example_values());
    const GraphCounts one = permute_neighbours(graph, deviations, true, times(5000, 3, 1));
    for (const unsigned threads : {2U, 5U}) {
        const GraphCounts more =
            permute_neighbours(graph, deviations, true, times(5000, 3, threads));
        CHECK(more.lag.at_least == one.lag.at_least);
        CHECK(more.geary.at_most == one.geary.at_most);
    }
    const GraphCounts other = permute_neighbours(graph, deviations, true, times(5000, 4, 1));
    CHECK(other.lag.at_least != one.lag.at_least);
    // The first permutations are the same however many there are.
    const GraphCounts first = permute_neighbours(graph, deviations, false, times(1, 3));
    const GraphCounts two = permute_neighbours(graph, deviations, false, times(2, 3));
    for (std::size_t a = 0; a < 25; ++a) {
        CHECK(two.lag.at_least[a] - first.lag.at_least[a] <= 1);
    }
}

TEST_CASE("rows of equal weights are counted as rows that differ by a hair", "[clusters]") {
    // A field large enough that most orders hold none of an area's own row.
    NeighbourGraph graph = row_standardised(lattice(12, 17, 2));
    RandomStream random(11);
    std::vector<double> values;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        values.push_back(std::round(100 * random.uniform()) / 4);  // With many ties.
    }
    const Deviations deviations = deviations_of(values);
    const GraphCounts even = permute_neighbours(graph, deviations, true, times(1500));
    for (std::size_t a = 0; a < graph.size(); ++a) {
        if (!graph.weights_of(a).empty()) {
            graph.weight[graph.begin[a]] *= 1 + 0x1p-52;
        }
    }
    const GraphCounts uneven = permute_neighbours(graph, deviations, true, times(1500));
    CHECK(even.lag.at_least == uneven.lag.at_least);
    CHECK(even.lag.at_most == uneven.lag.at_most);
    CHECK(even.geary.at_least == uneven.geary.at_least);
    CHECK(even.geary.at_most == uneven.geary.at_most);
}

TEST_CASE("all others as neighbours: every permutation ties", "[clusters]") {
    std::vector<std::uint32_t> one_group(6, 0);
    const Deviations deviations = deviations_of(std::vector<double>{0.1, 0.2, 0.7, 1.9, 2.3, 9.1});
    const Surroundings around = group_around(one_group, deviations);
    CHECK(around.count == std::vector<std::uint32_t>(6, 5));
    const TailCounts counts = permute_surroundings(around, deviations, times(700));
    CHECK(counts.at_least == std::vector<std::uint32_t>(6, 700));
    CHECK(counts.at_most == std::vector<std::uint32_t>(6, 700));
    CHECK(counts.p(0, Tails::two) == 1);
}

TEST_CASE("a group's others surround an area as neighbours do", "[clusters]") {
    const std::vector<std::uint32_t> groups{7, 2, 7, 2, 9, 7};
    const Deviations deviations = deviations_of(std::vector<double>{1, 2, 3, 5, 8, 13});
    const Surroundings around = group_around(groups, deviations);
    CHECK(around.count == std::vector<std::uint32_t>{2, 1, 2, 1, 0, 2});
    const NeighbourGraph graph =
        make_graph(6, std::vector<BorderPair>{{0, 2}, {0, 5}, {2, 5}, {1, 3}});
    const TailCounts by_group = permute_surroundings(around, deviations, times(900));
    const TailCounts by_graph = permute_neighbours(graph, deviations, false, times(900)).lag;
    CHECK(by_group.at_least == by_graph.at_least);
    CHECK(by_group.at_most == by_graph.at_most);
}

TEST_CASE("without structure p-values are as likely to lie below any level", "[clusters]") {
    const NeighbourGraph graph = row_standardised(lattice(15, 15));
    std::size_t below = 0;
    std::size_t tests = 0;
    constexpr double level = 0.1;
    for (std::uint64_t field = 0; field < 60; ++field) {
        RandomStream random(100 + field);
        std::vector<double> values;
        for (std::size_t a = 0; a < graph.size(); ++a) {
            values.push_back(random.gamma(1.5));  // Skewed, as scores are.
        }
        const TailCounts counts =
            permute_neighbours(graph, deviations_of(values), false, times(199, field)).lag;
        for (std::size_t a = 0; a < graph.size(); ++a) {
            below += counts.p(a, Tails::two) <= level ? 1 : 0;
            ++tests;
        }
    }
    // Exactly the level on average, for 200 level is whole and even. Tests of neighbouring areas
    // are alike, hence a wide margin: 13,500 tests count as at least 1,500.
    CHECK(static_cast<double>(below) / static_cast<double>(tests) ==
          Approx(level).margin(4 * std::sqrt(level * (1 - level) / 1500)));
}

TEST_CASE("pseudo p-values", "[clusters]") {
    CHECK(pseudo_p(0, 999, 999, Tails::one) == 0.001);
    CHECK(pseudo_p(999, 0, 999, Tails::two) == 0.002);
    CHECK(pseudo_p(9, 990, 999, Tails::one) == 0.01);
    CHECK(pseudo_p(999, 999, 999, Tails::one) == 1);
    CHECK(pseudo_p(600, 500, 999, Tails::two) == 1);
}

TEST_CASE("permutations that cannot be made", "[clusters]") {
    const Deviations deviations = deviations_of(std::vector<double>{1, 2, 3, 4});
    const Surroundings around{{1, 1, 0, 4}, {0, 0, 0, 0}};
    CHECK_THROWS_AS(permute_surroundings(around, deviations, times(9)), std::invalid_argument);
    CHECK_THROWS_AS(permute_neighbours(lattice(2, 2), deviations, false, times(0)),
                    std::invalid_argument);
    CHECK_THROWS_AS(permute_neighbours(lattice(2, 3), deviations, false, times(9)),
                    std::invalid_argument);
}

namespace {

class Stop : public Progress {
  public:
    void update(std::string_view, double fraction) override {
        m_last = fraction;
        if (m_stop) {
            throw std::runtime_error("stopped");
        }
    }
    double m_last = 0;
    bool m_stop = false;
};

}  // namespace

TEST_CASE("permuting tells how far it is, and can be stopped", "[clusters]") {
    const Deviations deviations = deviations_of(example_values());
    Stop progress;
    PermutationOptions options = times(3000, 1, 2);
    options.progress = &progress;
    (void)permute_neighbours(example_graph(), deviations, false, options);
    CHECK(progress.m_last == 1);
    progress.m_stop = true;
    CHECK_THROWS_WITH(permute_neighbours(example_graph(), deviations, false, options), "stopped");
}
