#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <levelin/core/error.hpp>
#include <numeric>

#include "compare_world.hpp"

using namespace levelin;
namespace world = compare_world;

namespace {

Ledger compared(const LedgerRun& before, const LedgerRun& after, unsigned threads = 1) {
    return make_ledger(before, after, score_mixtures(before, after, threads));
}

std::size_t place(const Ledger& ledger, int area) {
    for (std::size_t a = 0; a < ledger.size(); ++a) {
        if (ledger.codes[a] == world::code(area)) {
            return a;
        }
    }
    throw std::logic_error("no such area");
}

using Parts = std::array<std::int64_t, cause_count>;

}  // namespace

TEST_CASE("ledger: data and weights worked by hand") {
    // pay + homes: 5, 4, 3. After: the third's homes are 4 in place of 1, and homes count twice.
    const LedgerRun before = world::run({world::leaf("pay", 1), world::leaf("homes", 1)}, {1, 2, 3},
                                        {{"pay", {5, 1, 2}}, {"homes", {0, 3, 1}}});
    const LedgerRun after = world::run({world::leaf("pay", 1), world::leaf("homes", 2)}, {1, 2, 3},
                                       {{"pay", {5, 1, 2}}, {"homes", {0, 3, 4}}});
    const Ledger ledger = compared(before, after);
    CHECK(ledger.differs == 0b0011);
    CHECK(ledger.rank_before == std::vector<double>{1, 2, 3});
    CHECK(ledger.rank_after == std::vector<double>{3, 2, 1});
    // The first: 2 with the new data (5, 4, 6), 2 with the new weights (5, 7, 4), 3 with both
    // (5, 7, 10). Its move of 2: data ((2 - 1) + (3 - 2)) / 2 = 1, weights the same.
    CHECK(ledger.parts[0] == Parts{48, 48, 0, 0});
    // The second: 3 with the new data, 1 with the new weights, 2 with both: 0 = 1 - 1.
    CHECK(ledger.parts[1] == Parts{48, -48, 0, 0});
    // The third: 1 with the new data, 3 with the new weights, 1 with both.
    CHECK(ledger.parts[2] == Parts{-96, 0, 0, 0});
    CHECK(ledger.move(2) == -2);
}

TEST_CASE("ledger: areas that join and leave move the others by the boundary alone") {
    const LedgerRun before = world::run({world::leaf("pay", 1)}, {1, 2, 3}, {{"pay", {9, 7, 5}}});
    const LedgerRun after =
        world::run({world::leaf("pay", 1)}, {4, 3, 2, 5}, {{"pay", {6, 5, 7, 8}}});
    const Ledger ledger = compared(before, after);
    CHECK(ledger.differs == 0b1000);
    CHECK(ledger.size() == 5);
    CHECK(ledger.presence[place(ledger, 1)] == Presence::left);
    CHECK(ledger.status_after[place(ledger, 1)] == Status::no_row);
    CHECK(ledger.presence[place(ledger, 4)] == Presence::joined);
    CHECK(ledger.rank_after[place(ledger, 5)] == 1);
    const std::size_t third = place(ledger, 3);  // 3 of 3 before, 4 of 4 after.
    CHECK(ledger.move(third) == 1);
    CHECK(ledger.parts[third] == Parts{0, 0, 0, 48});
    CHECK(ledger.parts[place(ledger, 2)] == Parts{0, 0, 0, 0});
}

TEST_CASE("ledger: a part that one run alone has comes by the method, with its weight and values") {
    const LedgerRun before = world::run({world::leaf("pay", 1)}, {1, 2}, {{"pay", {2, 1}}});
    const LedgerRun after = world::run({world::leaf("pay", 1), world::leaf("homes", 1)}, {1, 2},
                                       {{"pay", {2, 1}}, {"homes", {0, 5}}});
    const Ledger ledger = compared(before, after);
    CHECK(ledger.differs == 0b0100);
    CHECK(ledger.parts[0] == Parts{0, 0, 48, 0});
    CHECK(ledger.parts[1] == Parts{0, 0, -48, 0});
    // Its weight is not one of those that both have.
    CHECK(mixed_run(before, after, 0b0100).spec.root.parts[1].weight == 1);
    CHECK(mixed_run(before, after, 0b1011).spec.root.parts.size() == 1);
}

TEST_CASE("ledger: how a column is to be read goes with its values") {
    LedgerRun before = world::run({world::leaf("pay", 1)}, {1, 2, 3}, {{"pay", {1, 2, 3}}});
    before.spec.root.parts[0].ranks = true;
    before.spec.root.parts[0].rank_count = 3;
    before.spec.root.parts[0].direction = Direction::lower_is_worse;
    before.spec.root.parts[0].normalise = Normalisation::rank;
    LedgerRun after = world::run({world::leaf("pay", 1)}, {1, 2, 3, 4}, {{"pay", {8, 9, 7, 1}}});
    after.spec.root.parts[0].normalise = Normalisation::percentile;
    const Ledger ledger = compared(before, after);
    CHECK(ledger.differs == 0b1101);
    CHECK(ledger.rank_before == std::vector<double>{1, 2, 3, 0});
    CHECK(ledger.rank_after == std::vector<double>{2, 1, 3, 4});
    // The same order under either method, and the new area comes last.
    CHECK(ledger.parts[0] == Parts{48, 0, 0, 0});
    const LedgerRun mixed = mixed_run(before, after, 0b1000);
    CHECK(mixed.spec.root.parts[0].ranks);
    CHECK(mixed.columns[0].status[3] == Status::no_row);  // A rate is no ranking.
}

TEST_CASE("ledger: ranks of a longer list are put in proportion") {
    LedgerRun before = world::run({world::leaf("pay", 1)}, {1, 2}, {{"pay", {1, 2}}});
    LedgerRun after = world::run({world::leaf("pay", 1)}, {1, 3}, {{"pay", {4, 2}}});
    for (LedgerRun* run : {&before, &after}) {
        run->spec.root.parts[0].ranks = true;
        run->spec.root.parts[0].rank_count = run == &before ? 2 : 4;
        run->spec.root.parts[0].direction = Direction::lower_is_worse;
        run->spec.root.parts[0].normalise = Normalisation::exponential;
    }
    const LedgerRun mixed = mixed_run(before, after, 0b1000);
    CHECK(mixed.columns[0].values == std::vector<double>{1, 1});  // 2 of 4 is 1 of 2.
    CHECK(mixed.spec.root.parts[0].rank_count == 2);
    (void)compared(before, after);
}

TEST_CASE("ledger: what a mixture leaves without a score is not split, and says so") {
    // homes has no value in the first run, where it does not count.
    const LedgerRun before = world::run({world::leaf("pay", 1), world::leaf("homes", 0)}, {1, 2},
                                        {{"pay", {2, 1}}, {"homes", {{}, 4}}});
    const LedgerRun after = world::run({world::leaf("pay", 1), world::leaf("homes", 1)}, {1, 2},
                                       {{"pay", {2, 1}}, {"homes", {3, 5}}});
    const Ledger ledger = compared(before, after);
    CHECK(ledger.presence[0] == Presence::both);
    CHECK(ledger.is_split == std::vector<std::uint8_t>{0, 1});
    CHECK(ledger.move(0) == 1);
}

TEST_CASE("ledger: a mixture that cannot be scored names itself") {
    const LedgerRun before =
        world::run({world::leaf("pay", 1)}, {1, 2}, {{"pay", {0, 1}}}, Aggregation::weighted_mean);
    const LedgerRun after =
        world::run({world::leaf("pay", 1)}, {1, 2}, {{"pay", {2, 1}}}, Aggregation::geometric);
    try {
        (void)compared(before, after);
        FAIL("scored");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-SCORE-04");
        CHECK(std::string{error.what()}.find(
                  "method of the second run with data, weights, boundary of the first") !=
              std::string::npos);
    }
}

TEST_CASE("ledger: splits add up exactly, whatever differs, property") {
    std::mt19937 chance{20260308};
    std::size_t sums = 0;
    std::size_t halves = 0;
    std::size_t moved = 0;
    for (int round = 0; round < 320; ++round) {
        const auto differs = static_cast<Mixture>(round % mixture_count);
        const world::Pair pair = world::random_pair(chance, differs, 60);
        const Ledger ledger = compared(pair.before, pair.after);
        const Ledger threaded = compared(pair.before, pair.after, 2);
        CHECK((ledger.differs & ~differs) == 0);
        CHECK(ledger.parts == threaded.parts);
        const Ledger back = compared(pair.after, pair.before);
        const ScoredIndex first =
            score_index(pair.before.spec, pair.before.columns, pair.before.codes);
        for (std::size_t a = 0; a < ledger.size(); ++a) {
            if (ledger.is_split[a] == 0) {
                continue;
            }
            const Parts& parts = ledger.parts[a];
            const double move = ledger.move(a);
            REQUIRE(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) ==
                    std::llround(48 * move));
            const auto ranks = exact_ranks(parts);
            REQUIRE(ranks[0] + ranks[1] + ranks[2] + ranks[3] == move);
            for (std::size_t k = 0; k < cause_count; ++k) {
                CHECK((takes(ledger.differs, static_cast<Cause>(k)) || parts[k] == 0));
                CHECK(back.parts[a][k] == -parts[k]);
            }
            ++sums;
            moved += move != 0 ? 1 : 0;
            halves += move != std::floor(move) ? 1 : 0;
        }
        // Ranks of the first run are its own.
        for (std::size_t a = 0; a < pair.before.codes.size(); ++a) {
            const auto at = static_cast<std::size_t>(
                std::lower_bound(ledger.codes.begin(), ledger.codes.end(), pair.before.codes[a]) -
                ledger.codes.begin());
            CHECK(ledger.rank_before[at] == first.ranks[a]);
        }
    }
    std::cout << sums << " splits add up exactly (" << moved << " of areas that moved, " << halves
              << " by half ranks)" << std::endl;
    CHECK(sums > 10000);
    CHECK(halves > 100);
}
