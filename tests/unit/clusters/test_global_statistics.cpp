#include <catch2/catch.hpp>
#include <levelin/clusters/global_statistics.hpp>
#include <levelin/core/error.hpp>

#include "lattice.hpp"

using namespace levelin;

namespace {

constexpr double tolerance = 1e-10;

PermutationOptions times(std::uint32_t permutations, unsigned threads = 1) {
    PermutationOptions options;
    options.permutations = permutations;
    options.seed = 5;
    options.threads = threads;
    return options;
}

bool near(double got, double expected, double within = tolerance) {
    return std::abs(got - expected) < within;
}

}  // namespace

// Figures of spdep 1.2.7 (`moran.test` with adjust.n = FALSE, `joincount.multi`, which would else
// count the areas but not their values without the island).

TEST_CASE("global Moran and its moments equal spdep's", "[clusters]") {
    const Deviations deviations = deviations_of(example_values());
    const GlobalMoran rows = global_moran(row_standardised(example_graph()), deviations, times(0));
    CHECK(near(rows.value, -0.161180943009430117));
    CHECK(rows.expected == -0.04);
    CHECK(near(rows.variance_randomised, 0.011858765768399636));
    CHECK(near(rows.variance_normal, 0.011348306172839499));
    CHECK(rows.permuted.permutations == 0);
    const GlobalMoran ones = global_moran(example_graph(), deviations, times(0));
    CHECK(near(ones.value, -0.1574074074074074403));
    CHECK(near(ones.variance_randomised, 0.0104003366944552967));
    CHECK(near(ones.variance_normal, 0.0099775034293552809));
    // Weights that differ both ways of a link.
    const GlobalMoran uneven =
        global_moran(row_standardised(example_graph(true)), deviations, times(0));
    CHECK(near(uneven.value, -0.238735673206999482));
    CHECK(near(uneven.variance_randomised, 0.013242928192193198));
    CHECK(near(uneven.variance_normal, 0.012669280421844229));
}

TEST_CASE("global Moran's permutations have its exact moments", "[clusters]") {
    const NeighbourGraph graph = row_standardised(example_graph());
    const Deviations deviations = deviations_of(example_values());
    constexpr std::uint32_t permutations = 20000;
    const GlobalMoran moran = global_moran(graph, deviations, times(permutations));
    const double deviation = std::sqrt(moran.variance_randomised);
    CHECK(near(moran.permuted.mean, moran.expected, 5 * deviation / std::sqrt(permutations)));
    CHECK(moran.permuted.variance / moran.variance_randomised == Approx(1).margin(0.05));
    // PySAL's directed p of 99,999 permutations; five standard errors of both.
    const double error = 5 * std::sqrt(0.12186 * 0.87814 * (1.0 / permutations + 1.0 / 99999));
    CHECK(near(moran.permuted.p(Tails::one), 0.12186, error));
    CHECK(near(moran.permuted.p(Tails::two), 2 * moran.permuted.p(Tails::one), 1e-15));

    const GlobalMoran other = global_moran(graph, deviations, times(permutations, 3));
    CHECK(other.permuted.at_least == moran.permuted.at_least);
    CHECK(other.permuted.variance == moran.permuted.variance);
}

TEST_CASE("join counts and their moments equal spdep's", "[clusters]") {
    std::vector<std::uint8_t> black;
    for (const double x : example_values()) {
        black.push_back(x > 6 ? 1 : 0);
    }
    constexpr std::uint32_t permutations = 20000;
    const JoinCounts joins = join_counts(example_graph(), black, times(permutations));
    CHECK(joins.black == 15);
    CHECK(joins.white == 11);
    CHECK(joins.white_white.count == 11);
    CHECK(joins.black_black.count == 19);
    CHECK(joins.black_white.count == 42);
    CHECK(near(joins.white_white.expected, 12.184615384615384));
    CHECK(near(joins.black_black.expected, 23.261538461538461));
    CHECK(near(joins.black_white.expected, 36.553846153846152));
    CHECK(near(joins.white_white.variance, 8.3458502701312227));
    CHECK(near(joins.black_black.variance, 13.1884538204270712));
    CHECK(near(joins.black_white.variance, 14.0129868793412697));
    CHECK(near(joins.black_black.z(), -1.17346319007057409));
    for (const JoinCount* join : {&joins.white_white, &joins.black_black, &joins.black_white}) {
        const double deviation = std::sqrt(join->variance);
        CHECK(near(join->permuted.mean, join->expected, 5 * deviation / std::sqrt(permutations)));
        CHECK(join->permuted.variance / join->variance == Approx(1).margin(0.05));
        CHECK(join->permuted.at_least + join->permuted.at_most >= permutations);
    }
    // Weights do not matter, only who is a neighbour.
    const JoinCounts uneven =
        join_counts(row_standardised(example_graph(true)), black, times(permutations, 2));
    CHECK(uneven.black_black.permuted.at_most == joins.black_black.permuted.at_most);
}

TEST_CASE("two rows of three by hand", "[clusters]") {
    // b b w      11 links: BB 1, BW 6, WW 4.
    // w w w
    const std::vector<std::uint8_t> black{1, 1, 0, 0, 0, 0};
    const JoinCounts joins = join_counts(lattice(2, 3), black, times(0));
    CHECK(joins.black_black.count == 1);
    CHECK(joins.black_white.count == 6);
    CHECK(joins.white_white.count == 4);
    // One pair of two blacks among 15 pairs of areas, 11 of them joined.
    CHECK(near(joins.black_black.expected, 11.0 / 15));
    CHECK(near(joins.black_black.variance, 11.0 / 15 * 4 / 15));
}

TEST_CASE("nothing to count is an error", "[clusters]") {
    CHECK_THROWS_AS(join_counts(lattice(2, 2), std::vector<std::uint8_t>{1, 1, 1, 1}, times(9)),
                    InputError);
    CHECK_THROWS_AS(join_counts(lattice(2, 1), std::vector<std::uint8_t>{1, 0}, times(9)),
                    InputError);
    const Deviations deviations = deviations_of(std::vector<double>{1, 2, 3, 4});
    CHECK_THROWS_AS(global_moran(make_graph(4, std::vector<BorderPair>{}), deviations, times(9)),
                    std::invalid_argument);
}
