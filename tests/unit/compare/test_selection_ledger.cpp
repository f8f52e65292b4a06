#include <catch2/catch.hpp>
#include <levelin/compare/selection_ledger.hpp>
#include <numeric>

#include "compare_world.hpp"

using namespace levelin;
namespace world = compare_world;

namespace {

ResultTable table_of(const LedgerRun& run) {
    ResultTable table;
    const ScoredIndex scored = score_index(run.spec, run.columns, run.codes);
    table.codes = run.codes;
    for (std::size_t a = 0; a < run.codes.size(); ++a) {
        table.names.push_back("Area " + run.codes[a].str());
    }
    table.status = scored.status;
    table.columns.push_back({"need_score", DecimalColumn{scored.scores, scored.status}});
    table.columns.push_back({"need_rank", DecimalColumn{scored.ranks, scored.status}});
    table.columns.push_back({"need_decile", WholeColumn{scored.deciles, scored.status}});
    return table;
}

SelectionRule first(std::uint64_t count) {
    SelectionRule rule;
    rule.missing = RuleMissing::leave_out;
    rule.steps.emplace_back();
    rule.steps[0].title = "first";
    rule.steps[0].top = TopRule{};
    rule.steps[0].top->by = "need_rank";
    rule.steps[0].top->lowest = true;
    rule.steps[0].top->count = count;
    return rule;
}

SelectionLedger compared(const SelectionRule& rule, const LedgerRun& before, const LedgerRun& after,
                         const ResultTable& old_table, const ResultTable& new_table) {
    return compare_selections(rule, {&old_table, nullptr}, {&new_table, nullptr}, before, after,
                              score_mixtures(before, after, 1));
}

using Parts = std::array<std::int64_t, cause_count>;

}  // namespace

TEST_CASE("selection ledger: who came in and who left, and by what") {
    // As in the ledger's case: 5, 4, 3 becomes 5, 7, 10 by data and weights.
    const LedgerRun before = world::run({world::leaf("pay", 1), world::leaf("homes", 1)}, {1, 2, 3},
                                        {{"pay", {5, 1, 2}}, {"homes", {0, 3, 1}}});
    const LedgerRun after = world::run({world::leaf("pay", 1), world::leaf("homes", 2)}, {1, 2, 3},
                                       {{"pay", {5, 1, 2}}, {"homes", {0, 3, 4}}});
    const SelectionLedger ledger =
        compared(first(1), before, after, table_of(before), table_of(after));
    CHECK(ledger.selected_before == 1);
    CHECK(ledger.selected_after == 1);
    REQUIRE(ledger.moves.size() == 2);
    // The first area is out with either change.
    CHECK(ledger.moves[0].code == world::code(1));
    CHECK_FALSE(ledger.moves[0].came_in);
    CHECK(ledger.moves[0].parts == Parts{-12, -12, 0, 0});
    CHECK(ledger.moves[0].reason_before == "first");
    // The third comes in with the new data, under either weights.
    CHECK(ledger.moves[1].came_in);
    CHECK(ledger.moves[1].parts == Parts{24, 0, 0, 0});
    CHECK(ledger.moves[1].name == "Area E00000003");
}

TEST_CASE("selection ledger: a column that is carried along is data, a new area boundary") {
    const LedgerRun before = world::run({world::leaf("pay", 1)}, {1, 2}, {{"pay", {2, 1}}});
    const LedgerRun after = world::run({world::leaf("pay", 1)}, {1, 2, 3}, {{"pay", {2, 1, 3}}});
    ResultTable old_table = table_of(before);
    ResultTable new_table = table_of(after);
    old_table.columns.push_back({"people", WholeColumn{{10, 10}, {Status::ok, Status::ok}}});
    new_table.columns.push_back(
        {"people", WholeColumn{{10, 30, 30}, {Status::ok, Status::ok, Status::ok}}});
    SelectionRule rule;
    rule.steps.emplace_back();
    rule.steps[0].where = parse_condition("people > 20");
    const SelectionLedger ledger = compared(rule, before, after, old_table, new_table);
    REQUIRE(ledger.moves.size() == 2);
    CHECK(ledger.moves[0].parts == Parts{24, 0, 0, 0});
    CHECK(ledger.moves[1].parts == Parts{0, 0, 0, 24});
    CHECK(ledger.moves[1].reason_before.empty());
}

TEST_CASE("selection ledger: parts add up to one, whatever differs, property") {
    std::mt19937 chance{20260309};
    std::size_t moves = 0;
    for (int round = 0; round < 64; ++round) {
        const world::Pair pair =
            world::random_pair(chance, static_cast<Mixture>(round % mixture_count), 40);
        const ResultTable old_table = table_of(pair.before);
        const ResultTable new_table = table_of(pair.after);
        const SelectionLedger ledger =
            compared(first(10), pair.before, pair.after, old_table, new_table);
        CHECK(ledger.selected_before == select(first(10), old_table).count);
        CHECK(ledger.selected_after == select(first(10), new_table).count);
        std::ptrdiff_t net = 0;
        for (const SelectionMove& move : ledger.moves) {
            CHECK(std::accumulate(move.parts.begin(), move.parts.end(), std::int64_t{0}) ==
                  (move.came_in ? 24 : -24));
            net += move.came_in ? 1 : -1;
            ++moves;
        }
        CHECK(net == static_cast<std::ptrdiff_t>(ledger.selected_after) -
                         static_cast<std::ptrdiff_t>(ledger.selected_before));
    }
    CHECK(moves > 100);
}
