#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/target/scorecard.hpp>
#include <random>

#include "test_table.hpp"

using namespace levelin;

namespace {

using Numbers = std::vector<double>;

// Six areas: 100 to 600 people, of whom 50, 20, 90, 40, 0 and 60 are in need.
ResultTable world() {
    ResultTable table = test_table::areas(6);
    test_table::add(table, "score", {60, 50, 40, 30, 20, 10});
    test_table::add(table, "rank", {1, 2, 3, 4, 5, 6});
    test_table::add(table, "people", {100, 200, 300, 400, 500, 600});
    test_table::add(table, "need", {50, 20, 90, 40, 0, 60});
    test_table::add(table, "percent", {50, 10, 30, 10, 0, 10});
    test_table::add(table, "region", {"N", "N", "S", "S", "S", ""});
    return table;
}

ScorecardSpec spec_of_world() {
    ScorecardSpec spec;
    spec.people = "people";
    spec.in_need = "need";
    spec.score = "score";
    spec.groups = {"region"};
    return spec;
}

// A row: 0 - 1 - 2 - 3 - 4 - 5.
NeighbourGraph row(std::size_t n) {
    std::vector<BorderPair> pairs;
    for (std::uint32_t a = 1; a < n; ++a) {
        pairs.emplace_back(a - 1, a);
    }
    return make_graph(n, pairs);
}

std::string fault(const ResultTable& table, const ScorecardSpec& spec) {
    try {
        (void)make_scorecard(table, Numbers(table.size(), 1), BenefitKind::selection, spec);
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("scorecard: a selection counted by hand") {
    const Numbers selected{1, 0, 1, 0, 0, 0};
    const NeighbourGraph neighbours = row(6);
    const Scorecard card =
        make_scorecard(world(), selected, BenefitKind::selection, spec_of_world(), &neighbours);
    CHECK(card.total.areas == 6);
    CHECK(card.total.supported_areas == 2);
    CHECK(card.total.people == 2100);
    CHECK(card.total.supported_people == 400);
    CHECK(card.total.in_need == 260);
    CHECK(card.total.reached == 140);
    CHECK(card.total.outside() == 120);
    CHECK(card.total.coverage().value() == Approx(140.0 / 260));
    CHECK(card.total.leakage().value() == Approx(260.0 / 400));
    // r of the two selected: 50/2100 and 450/2100; mu = 400/2100.
    const double by_hand = 2 * (100 * (50.0 / 2100 - 0.5) + 300 * (450.0 / 2100 - 0.5)) / 400;
    CHECK(card.concentration_index.value() == Approx(by_hand));
    CHECK(card.gini.value() == Approx(1 - 400.0 / 2100));
    CHECK(card.theil.value() == Approx(std::log(2100.0 / 400)));
    CHECK(card.slope_index.value() < 0);
    CHECK(inequality::height_at(card.curve, 100.0 / 2100) == Approx(0.25));

    REQUIRE(card.splits.size() == 1);
    const ScorecardSplit& split = card.splits[0];
    REQUIRE(split.groups.size() == 3);
    CHECK(split.groups[0].name == "N");
    CHECK(split.groups[0].reached == 50);
    CHECK(split.groups[1].name == "S");
    CHECK(split.groups[1].coverage().value() == Approx(90.0 / 130));
    CHECK(split.groups[2].name.empty());
    CHECK(split.groups[2].outside() == 60);
    // Shares of what is given and of people: N 1/4 of 300/2100, S 3/4 of 1200/2100.
    CHECK(split.theil->between ==
          Approx(0.25 * std::log(0.25 / (300.0 / 2100)) + 0.75 * std::log(0.75 / (1200.0 / 2100))));
    CHECK(split.theil->between + split.theil->within == Approx(card.theil.value()));

    // B lies between A (60) and C (40); D borders on C alone.
    REQUIRE(card.cliffs.size() == 2);
    CHECK(card.cliffs[0].outside == 1);
    CHECK(card.cliffs[0].inside == 2);
    CHECK(card.cliffs[0].difference == -10);  // B is in more need than C, and has nothing.
    CHECK(card.cliffs[1].outside == 3);
    CHECK(card.cliffs[1].difference == 10);
    CHECK(card.cliff_people == 600);
    CHECK(card.cliff_in_need == 60);
    CHECK(card.findings.empty());
}

TEST_CASE("scorecard: per cents, ranks and a head count come to the same") {
    const Numbers selected{1, 0, 1, 0, 0, 0};
    const auto card = [&](const ScorecardSpec& spec) {
        return make_scorecard(world(), selected, BenefitKind::selection, spec);
    };
    ScorecardSpec spec = spec_of_world();
    const Scorecard counts = card(spec);
    spec.in_need.clear();
    ResultTable shares = world();
    test_table::add(shares, "share", test_table::Numbers{0.5, 0.1, 0.3, 0.1, 0, 0.1});
    spec.in_need_share = "share";
    CHECK(make_scorecard(shares, selected, BenefitKind::selection, spec).total.reached ==
          Approx(counts.total.reached));
    spec.in_need_share.clear();
    spec.in_need_percent = "percent";
    spec.score = "rank";
    spec.lowest = true;
    const Scorecard percents = card(spec);
    CHECK(percents.total.reached == Approx(counts.total.reached));
    CHECK(percents.total.leaked == Approx(counts.total.leaked));
    CHECK(percents.concentration_index.value() == Approx(counts.concentration_index.value()));

    const Scorecard areas = card(ScorecardSpec{});
    CHECK_FALSE(areas.knows_need);
    CHECK_FALSE(areas.total.coverage().has_value());
    CHECK(areas.total.people == 6);
    CHECK(areas.total.share().value() == Approx(2.0 / 6));
    CHECK(areas.curve.empty());
    CHECK(areas.gini.value() == Approx(4.0 / 6));
}

TEST_CASE("scorecard: amounts of money") {
    // 1 a head in A, 2 a head in C, nothing elsewhere.
    const Scorecard card = make_scorecard(world(), Numbers{100, 0, 600, 0, 0, 0},
                                          BenefitKind::amount, spec_of_world());
    CHECK(card.total.benefit == 700);
    CHECK(card.total.leaked == Approx(100 * 0.5 + 600 * 0.7));
    CHECK(card.total.coverage().value() == Approx(140.0 / 260));
    const double mu = 700.0 / 2100;
    double covariance = 0;
    double before = 0;
    const Numbers people{100, 200, 300, 400, 500, 600};
    const Numbers a_head{1, 0, 2, 0, 0, 0};
    for (std::size_t i = 0; i < 6; ++i) {
        const double r = (before + people[i] / 2) / 2100;
        covariance += people[i] / 2100 * (a_head[i] - mu) * (r - 0.5);
        before += people[i];
    }
    CHECK(card.concentration_index.value() == Approx(2 * covariance / mu));
    // The same to each head: nothing to see.
    const Scorecard even = make_scorecard(world(), Numbers{10, 20, 30, 40, 50, 60},
                                          BenefitKind::amount, spec_of_world());
    CHECK(even.concentration_index.value() == Approx(0).margin(1e-12));
    CHECK(even.theil.value() == Approx(0).margin(1e-12));
    CHECK(even.slope_index.value() == Approx(0).margin(1e-12));
    CHECK(even.total.leakage().value() == Approx(1 - 260.0 / 2100));
}

TEST_CASE("scorecard: values that are not there stop it, or are counted") {
    ResultTable table = world();
    std::get<DecimalColumn>(table.columns[3].data).status[0] = Status::suppressed;  // need of A
    std::get<DecimalColumn>(table.columns[2].data).status[5] = Status::missing;     // people of F
    std::get<DecimalColumn>(table.columns[0].data).status[4] = Status::missing;     // score of E
    ScorecardSpec spec = spec_of_world();
    CHECK(fault(table, spec) == "E-TARGET-03");
    spec.missing = RuleMissing::leave_out;
    const NeighbourGraph neighbours = row(6);
    const Scorecard card =
        make_scorecard(table, Numbers{1, 0, 0, 1, 0, 0}, BenefitKind::selection, spec, &neighbours);
    CHECK(card.total.areas == 4);
    CHECK(card.total.people == 1400);
    CHECK(card.total.in_need == 150);
    CHECK(card.total.reached == 40);
    CHECK(card.gini.value() == Approx(1 - 400.0 / 1400));
    REQUIRE(card.findings.findings().size() == 3);
    CHECK(card.findings.findings()[0].code == "W-TARGET-04");
    CHECK(card.findings.findings()[1].message.find("1 of them supported") != std::string::npos);
    CHECK(card.findings.findings()[2].code == "N-TARGET-01");
    // E has no score: its cliff to D is told last, with no difference.
    REQUIRE(card.cliffs.size() == 3);
    CHECK(card.cliffs.back().outside == 4);
    CHECK(std::isinf(card.cliffs.back().difference));
}

TEST_CASE("scorecard: a boundary without data is left out unless it is given something") {
    ResultTable table = world();
    auto& people = std::get<DecimalColumn>(table.columns[2].data);
    people.status[5] = Status::no_row;
    const Scorecard card =
        make_scorecard(table, Numbers{1, 0, 0, 0, 0, 0}, BenefitKind::selection, spec_of_world());
    CHECK(card.total.areas == 5);
    CHECK(card.findings.find("W-TARGET-04")->count == 1);
    CHECK(fault(table, spec_of_world()) == "E-TARGET-03");  // Every area is selected there.
}

TEST_CASE("scorecard: people who cannot be are refused") {
    const auto with = [](std::size_t column, double value, const char* name) {
        ResultTable table = world();
        std::get<DecimalColumn>(table.columns[column].data).values[1] = value;
        ScorecardSpec spec = spec_of_world();
        if (std::string{name} == "percent") {
            spec.in_need.clear();
            spec.in_need_percent = "percent";
        }
        return fault(table, spec);
    };
    CHECK(with(2, -1, "people") == "E-TARGET-08");
    CHECK(with(3, -1, "need") == "E-TARGET-08");
    CHECK(with(4, 101, "percent") == "E-TARGET-08");
    CHECK(with(2, 0, "people") == "none");
    ResultTable empty = world();
    std::get<DecimalColumn>(empty.columns[2].data).values.assign(6, 0);
    CHECK(fault(empty, spec_of_world()) == "E-TARGET-08");
    ScorecardSpec spec = spec_of_world();
    spec.people = "poeple";
    CHECK(fault(world(), spec) == "E-TARGET-01");
    spec = spec_of_world();
    spec.groups = {"people"};
    CHECK(fault(world(), spec) == "E-TARGET-02");
    CHECK_THROWS_AS(make_scorecard(world(), Numbers{1}, BenefitKind::selection, spec_of_world()),
                    std::invalid_argument);
    CHECK_THROWS_AS(
        make_scorecard(world(), Numbers{-1, 0, 0, 0, 0, 0}, BenefitKind::amount, spec_of_world()),
        std::invalid_argument);
    // More people in need than people: told, and nothing falls to others there.
    ResultTable more = world();
    std::get<DecimalColumn>(more.columns[3].data).values[0] = 150;
    const Scorecard card =
        make_scorecard(more, Numbers{1, 0, 0, 0, 0, 0}, BenefitKind::selection, spec_of_world());
    CHECK(card.findings.find("W-TARGET-05") != nullptr);
    CHECK(card.total.leaked == 0);
}

TEST_CASE("scorecard: what holds for any selection") {
    std::mt19937_64 random(7);
    for (int round = 0; round < 100; ++round) {
        const std::size_t n = 3 + random() % 30;
        ResultTable table = test_table::areas(n);
        test_table::Numbers score;
        test_table::Numbers people;
        test_table::Numbers need;
        std::vector<std::string> region;
        Numbers selected;
        for (std::size_t a = 0; a < n; ++a) {
            const double here = static_cast<double>(random() % 900);
            score.push_back(static_cast<double>(random() % 10));
            people.push_back(here + 1);
            need.push_back(std::floor(here / 3));
            region.emplace_back(1, static_cast<char>('P' + random() % 3));
            selected.push_back(static_cast<double>(random() % 2));
        }
        test_table::add(table, "score", score);
        test_table::add(table, "people", people);
        test_table::add(table, "need", need);
        test_table::add(table, "region", region);
        const Scorecard card =
            make_scorecard(table, selected, BenefitKind::selection, spec_of_world());
        ScorecardFigures sum;
        for (const ScorecardFigures& group : card.splits[0].groups) {
            sum.areas += group.areas;
            sum.supported_people += group.supported_people;
            sum.in_need += group.in_need;
            sum.reached += group.reached;
        }
        CHECK(sum.areas == card.total.areas);
        CHECK(sum.supported_people == Approx(card.total.supported_people));
        CHECK(sum.in_need == Approx(card.total.in_need));
        CHECK(sum.reached == Approx(card.total.reached));
        CHECK(card.total.benefit == Approx(card.total.supported_people));
        CHECK(card.total.leaked ==
              Approx(card.total.supported_people - card.total.reached).margin(1e-9));
        if (card.gini) {
            CHECK(std::abs(*card.concentration_index) <= *card.gini + 1e-12);
            CHECK(card.splits[0].theil->between <= *card.theil + 1e-12);
        }
    }
}
