#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/target/selection.hpp>
#include <numeric>
#include <random>

#include "test_table.hpp"

using namespace levelin;

namespace {

// Scores 60, 50, 50, 30, none, 10; two regions; people 100 to 600.
ResultTable world() {
    ResultTable table = test_table::areas(6);
    test_table::add(table, "score", {60, 50, 50, 30, {}, 10});
    test_table::add(table, "people", {100, 200, 300, 400, 500, 600});
    test_table::add(table, "region", {"N", "N", "S", "S", "S", "N"});
    return table;
}

RuleStep top_step(std::uint64_t count) {
    RuleStep step;
    step.where = parse_condition("status = \"ok\"");
    step.top = TopRule{};
    step.top->by = "score";
    step.top->count = count;
    return step;
}

SelectionRule rule_of(std::vector<RuleStep> steps, RuleMissing missing = RuleMissing::leave_out) {
    SelectionRule rule;
    rule.missing = missing;
    rule.steps = std::move(steps);
    return rule;
}

std::string marks(const Selection& selection) {
    std::string out;
    for (std::size_t a = 0; a < selection.selected.size(); ++a) {
        out += selection.has(a) ? static_cast<char>('0' + selection.category[a]) : '.';
    }
    return out;
}

std::string fault(const SelectionRule& rule, const ResultTable& table) {
    try {
        (void)select(rule, table);
    } catch (const Error& error) {
        return error.code() + " " + error.problem();
    }
    return "none";
}

}  // namespace

TEST_CASE("selection: the first n, with the tie at the cut told") {
    const Selection two = select(rule_of({top_step(2)}), world());
    CHECK(marks(two) == "11....");
    CHECK(two.why[2] == Why::below_cut);
    CHECK(two.why[4] == Why::value_missing);
    REQUIRE(two.findings.find("W-TARGET-01") != nullptr);
    CHECK(two.findings.find("W-TARGET-01")->examples == std::vector<std::string>{"E00000003"});
    REQUIRE(two.findings.find("W-TARGET-03") != nullptr);
    CHECK(select(rule_of({top_step(3)}), world()).findings.find("W-TARGET-01") == nullptr);

    RuleStep lowest = top_step(1);
    lowest.top->lowest = true;
    CHECK(marks(select(rule_of({lowest}), world())) == ".....1");
}

TEST_CASE("selection: shares of areas round up, shares of people are reached") {
    RuleStep step = top_step(0);
    step.top->count.reset();
    step.top->share = 0.4;  // Of five areas with a score.
    CHECK(marks(select(rule_of({step}), world())) == "11....");
    step.top->share = 0.41;
    CHECK(marks(select(rule_of({step}), world())) == "111...");
    step.top->people = "people";  // 1,600 people have a score; 0.41 of them are 656.
    CHECK(marks(select(rule_of({step}), world())) == "1111..");
    step.top->share = 0.375;  // 600 people: the first three, exactly.
    CHECK(marks(select(rule_of({step}), world())) == "111...");

    // 30 areas, a tenth of which is 3 although 0.1 * 30 is a little more in doubles.
    ResultTable table = test_table::areas(30);
    test_table::Numbers scores;
    for (int i = 0; i < 30; ++i) {
        scores.emplace_back(i);
    }
    test_table::add(table, "score", scores);
    step.top->people.clear();
    step.top->share = 0.1;
    CHECK(select(rule_of({step}), table).count == 3);
}

TEST_CASE("selection: missing values stop by default, and are counted") {
    CHECK(fault(rule_of({top_step(2)}, RuleMissing::error), world()).substr(0, 62) ==
          "E-TARGET-03 1 area without a value that the step \"status = \"ok");
    RuleStep step;
    step.where = parse_condition("score >= 30");
    CHECK(fault(rule_of({step}, RuleMissing::error), world()).find("E00000005") !=
          std::string::npos);
    const Selection out = select(rule_of({step}), world());
    CHECK(marks(out) == "1111..");
    CHECK(reason_text(rule_of({step}), out, 4) == "lacks a value for: score >= 30");
    CHECK(reason_text(rule_of({step}), out, 5) == "meets none of the conditions");
    // What is known to hold whatever the missing value is needs no value.
    step.where = parse_condition("score >= 30 or people >= 500");
    CHECK(marks(select(rule_of({step}, RuleMissing::error), world())) == "111111");
}

TEST_CASE("selection: quotas, floors and caps") {
    RuleStep step = top_step(1);
    step.top->per = "region";
    CHECK(marks(select(rule_of({step}), world())) == "1.1...");
    step.top->quotas = {{"N", 3}};
    CHECK(marks(select(rule_of({step}), world())) == "111..1");
    step.top->quotas = {{"N", 4}};
    CHECK(fault(rule_of({step}), world()).find("wants 4 areas in region N, and 3 meet it") !=
          std::string::npos);
    step.top->quotas = {{"W", 1}};
    CHECK(fault(rule_of({step}), world()) == "E-TARGET-07 no area of the result has region \"W\"");

    RuleStep floors = top_step(3);
    floors.limit = GroupLimit{};
    floors.limit->per = "region";
    floors.limit->at_least = 1;
    floors.limit->at_most_of = {{"N", 1}};
    const Selection out = select(rule_of({floors}), world());
    CHECK(marks(out) == "1.11..");  // B is over the cap of N.
    CHECK(out.why[1] == Why::above_limit);
    floors.limit->at_least_of = {{"S", 2}, {"N", 2}};
    CHECK(fault(rule_of({floors}), world()).find("at least 2 and at most 1 in region N") !=
          std::string::npos);
    floors.limit->at_most_of.clear();
    CHECK(
        fault(rule_of({floors}), world()).find("wants 3 areas in all, and its floors come to 4") !=
        std::string::npos);
    floors.limit->at_least_of = {{"S", 3}};
    CHECK(fault(rule_of({floors}), world()).find("wants 3 areas in region S, and 2 meet it") !=
          std::string::npos);
    floors.limit->at_least.reset();
    floors.limit->at_least_of.clear();
    floors.limit->at_most = 1;
    CHECK(fault(rule_of({floors}), world()).find("wants 3 areas within its limits") !=
          std::string::npos);
}

TEST_CASE("selection: steps add, keep and remove, and categories stay") {
    RuleStep first = top_step(1);
    RuleStep removed;
    removed.kind = StepKind::remove;
    removed.title = "had support before";
    removed.codes = std::vector<std::string>{"E00000001", "E00000003", "E00009999"};
    RuleStep second = top_step(2);
    second.category = 2;
    RuleStep kept;
    kept.kind = StepKind::keep;
    kept.where = parse_condition("region = \"N\"");
    const SelectionRule rule = rule_of({first, removed, second, kept});
    const Selection out = select(rule, world());
    CHECK(marks(out) == ".2....");
    CHECK(reason_text(rule, out, 0) == "excluded: had support before");
    CHECK(reason_text(rule, out, 3) == "not among: region = \"N\"");
    REQUIRE(out.findings.find("W-TARGET-02") != nullptr);
    CHECK(out.findings.find("W-TARGET-02")->examples == std::vector<std::string>{"E00009999"});
}

TEST_CASE("selection: the hole of the doughnut is filled") {
    // A ring of four round the fifth; the sixth lies outside beside one of them.
    const std::vector<BorderPair> pairs{{0, 1}, {1, 2}, {2, 3}, {0, 3}, {0, 4},
                                        {1, 4}, {2, 4}, {3, 4}, {3, 5}};
    const NeighbourGraph graph = make_graph(6, pairs);
    RuleStep ring;
    ring.where = parse_condition("score >= 30");
    RuleStep hole;
    hole.title = "surrounded";
    hole.neighbours = NeighbourRule{1, 1};
    const SelectionRule rule = rule_of({ring, hole});
    const Selection all = select(rule, world(), &graph);
    CHECK(marks(all) == "111111");  // The sixth has one neighbour alone, and it is selected.
    RuleStep two = hole;
    two.neighbours = NeighbourRule{0.5, 2};
    CHECK(marks(select(rule_of({ring, two}), world(), &graph)) == "11111.");
    CHECK(fault(rule, world()).substr(0, 11) == "E-TARGET-05");
}

TEST_CASE("selection: no area chosen lies behind one that was passed over") {
    std::mt19937 random(11);
    const auto pick = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    for (int round = 0; round < 300; ++round) {
        const auto n = static_cast<std::size_t>(pick(5, 40));
        ResultTable table = test_table::areas(n);
        test_table::Numbers scores;
        std::vector<std::string> regions;
        for (std::size_t a = 0; a < n; ++a) {
            scores.emplace_back(pick(0, 12));
            regions.emplace_back(1, static_cast<char>('A' + pick(0, 3)));
        }
        test_table::add(table, "score", scores);
        test_table::add(table, "region", regions);
        RuleStep step = top_step(static_cast<std::uint64_t>(pick(1, static_cast<int>(n))));
        step.limit = GroupLimit{};
        step.limit->per = "region";
        step.limit->at_least = static_cast<std::uint64_t>(pick(0, 2));
        step.limit->at_most = static_cast<std::uint64_t>(pick(2, 12));
        Selection out;
        try {
            out = select(rule_of({step}), table);
        } catch (const InputError& error) {
            CHECK(error.code() == "E-TARGET-04");
            continue;
        }
        CHECK(out.count == *step.top->count);
        std::array<std::uint64_t, 4> held{};
        for (std::size_t a = 0; a < n; ++a) {
            held[static_cast<std::size_t>(regions[a][0] - 'A')] += out.has(a) ? 1 : 0;
        }
        for (std::size_t g = 0; g < 4; ++g) {
            CHECK(held[g] <= *step.limit->at_most);
            const auto there = static_cast<std::uint64_t>(
                std::count(regions.begin(), regions.end(), std::string(1, char('A' + g))));
            CHECK((there == 0 || held[g] >= *step.limit->at_least));
        }
        // An area that is out while a worse one is in: the worse one's group stands at its floor,
        // or the better one's at its cap; within a group never.
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < n; ++b) {
                if (!out.has(a) && out.has(b) && *scores[a] > *scores[b]) {
                    const auto ga = static_cast<std::size_t>(regions[a][0] - 'A');
                    const auto gb = static_cast<std::size_t>(regions[b][0] - 'A');
                    CHECK(ga != gb);
                    CHECK((held[ga] == *step.limit->at_most || held[gb] <= *step.limit->at_least));
                }
            }
        }
    }
}
