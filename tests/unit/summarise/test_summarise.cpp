#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/summarise/summarise.hpp>
#include <random>

using namespace levelin;

namespace {

AreaCode code(int n) {
    std::string digits = std::to_string(n);
    return AreaCode::parse("E01" + std::string(6 - digits.size(), '0') + digits).value();
}
AreaCode district(int n) {
    return AreaCode::parse("E0700000" + std::to_string(n)).value();
}

// Small areas that own their columns.
struct Areas {
    std::vector<AreaCode> codes;
    std::vector<double> scores;
    std::vector<double> ranks;
    std::vector<Status> status;
    std::vector<double> people;
    std::vector<Status> people_status;
    std::size_t ranked = 100;

    void add(double rank, double score, double population) {
        codes.push_back(code(static_cast<int>(codes.size()) + 1));
        ranks.push_back(rank);
        scores.push_back(score);
        status.push_back(Status::ok);
        people.push_back(population);
        people_status.push_back(Status::ok);
    }
    [[nodiscard]] SmallAreas view() const {
        return {codes, scores, ranks, status, ranked, people, people_status};
    }
};

Lookup lookup_of(const Areas& areas, const std::vector<int>& districts) {
    std::vector<AreaCode> to;
    for (const int d : districts) {
        to.push_back(district(d));
    }
    LookupRows rows;
    rows.name = "lookup.csv";
    rows.from = areas.codes;
    rows.to = to;
    return make_lookup(rows);
}

double value(const Summary& summary, SummaryMeasure measure, std::size_t at) {
    return summary.measure(measure).values[at];
}

}  // namespace

TEST_CASE(
    "extent counts the worst tenth wholly and slides to nothing at the thirtieth percentile") {
    CHECK(extent_weight(1, 100) == 1);
    CHECK(extent_weight(10, 100) == 1);
    CHECK(extent_weight(11, 100) == Approx(0.95));
    CHECK(extent_weight(30, 100) == Approx(0.05));
    CHECK(extent_weight(31, 100) == 0);
    // 3,285 of 32,844 is the first rank whose percentile, rounded up, is 11.
    CHECK(extent_weight(3284, 32844) == 1);
    CHECK(extent_weight(3285, 32844) == Approx(0.95));
}

TEST_CASE("a district worked by hand") {
    Areas areas;
    areas.add(1, 90, 100);
    areas.add(10, 70, 200);
    areas.add(11, 60, 300);
    areas.add(31, 10, 400);
    const Summary summary = summarise(lookup_of(areas, {1, 1, 1, 1}), areas.view());
    REQUIRE(summary.size() == 1);
    CHECK(summary.status[0] == Status::ok);
    CHECK(summary.areas[0] == 4);
    CHECK(summary.population[0] == 1000);
    CHECK(value(summary, SummaryMeasure::average_score, 0) == Approx(45));
    CHECK(value(summary, SummaryMeasure::average_rank, 0) == Approx(83.2));
    CHECK(value(summary, SummaryMeasure::proportion, 0) == Approx(0.5));
    CHECK(value(summary, SummaryMeasure::extent, 0) == Approx(0.585));
    CHECK(value(summary, SummaryMeasure::local_concentration, 0) == Approx(100));
    CHECK(summary.findings.empty());
}

TEST_CASE("local concentration takes a part of the last area") {
    Areas areas;
    areas.add(40, 5, 190);
    areas.add(20, 9, 10);
    const Summary summary = summarise(lookup_of(areas, {1, 1}), areas.view());
    // A tenth is 20 people: the 10 of rank 20 (R = 81) and 10 of rank 40 (R = 61).
    CHECK(value(summary, SummaryMeasure::local_concentration, 0) == Approx(71));
}

TEST_CASE("an area without people holds no part of the tenth") {
    Areas areas;
    areas.add(1, 9, 0);
    areas.add(50, 5, 100);
    const Summary summary = summarise(lookup_of(areas, {1, 1}), areas.view());
    CHECK(value(summary, SummaryMeasure::local_concentration, 0) == Approx(51));
    CHECK(value(summary, SummaryMeasure::average_score, 0) == Approx(5));
    CHECK(value(summary, SummaryMeasure::proportion, 0) == Approx(0.5));
}

TEST_CASE("districts are ranked from the most deprived, ties at their lowest place") {
    Areas areas;
    areas.add(50, 5, 100);
    areas.add(1, 9, 100);
    areas.add(60, 4, 100);
    areas.add(2, 8, 100);
    const Summary summary = summarise(lookup_of(areas, {3, 1, 2, 4}), areas.view());
    REQUIRE(summary.codes ==
            std::vector<AreaCode>{district(1), district(2), district(3), district(4)});
    CHECK(summary.measure(SummaryMeasure::average_score).ranks == std::vector<double>{1, 4, 3, 2});
    CHECK(summary.measure(SummaryMeasure::proportion).ranks == std::vector<double>{1, 3, 3, 1});
}

TEST_CASE("a look-up that splits an area shares its people") {
    Areas areas;
    areas.add(1, 50, 100);
    areas.add(51, 10, 100);
    std::vector<AreaCode> from{areas.codes[0], areas.codes[0], areas.codes[1]};
    std::vector<AreaCode> to{district(1), district(2), district(2)};
    std::vector<double> weights{3, 1, 8};
    LookupRows rows;
    rows.from = from;
    rows.to = to;
    rows.weights = weights;
    const Summary summary = summarise(make_lookup(rows), areas.view());
    CHECK(summary.population[0] == Approx(75));
    CHECK(summary.population[1] == Approx(125));
    CHECK(summary.areas[1] == Approx(1.25));
    CHECK(value(summary, SummaryMeasure::average_score, 1) == Approx((25 * 50 + 100 * 10) / 125.0));
    CHECK(value(summary, SummaryMeasure::proportion, 1) == Approx(0.25 / 1.25));
}

TEST_CASE("what is not there is never a zero") {
    Areas areas;
    areas.add(1, 90, 100);
    areas.add(2, 80, 100);
    areas.add(3, 70, 100);
    areas.add(4, 60, 100);
    areas.status[1] = Status::suppressed;
    areas.people_status[3] = Status::missing;
    const Lookup lookup = lookup_of(areas, {1, 1, 2, 2});
    SECTION("a district with a gap has no figures") {
        const Summary summary = summarise(lookup, areas.view());
        CHECK(summary.status[0] == Status::suppressed);
        CHECK(summary.status[1] == Status::missing);
        CHECK(summary.measure(SummaryMeasure::extent).ranks[0] == 0);
        const Finding* finding = summary.findings.find("W-SUMMARISE-02");
        REQUIRE(finding != nullptr);
        CHECK(finding->count == 2);
    }
    SECTION("unless the least share allows it") {
        const Summary summary = summarise(lookup, areas.view(), 0.5);
        CHECK(summary.status[0] == Status::ok);
        CHECK(summary.areas[0] == 1);
        CHECK(value(summary, SummaryMeasure::average_score, 0) == Approx(90));
        CHECK(summary.findings.find("W-SUMMARISE-02") != nullptr);
    }
    SECTION("and too few are too few") {
        CHECK(summarise(lookup, areas.view(), 0.6).status[0] == Status::below_minimum);
    }
}

TEST_CASE("areas and districts without a partner are said") {
    Areas areas;
    areas.add(1, 90, 100);
    areas.add(2, 80, 100);
    std::vector<AreaCode> from{areas.codes[0], code(900)};
    std::vector<AreaCode> to{district(1), district(2)};
    LookupRows rows;
    rows.from = from;
    rows.to = to;
    const Summary summary = summarise(make_lookup(rows), areas.view());
    CHECK(summary.status == std::vector<Status>{Status::ok, Status::no_row});
    const Finding* finding = summary.findings.find("W-SUMMARISE-01");
    REQUIRE(finding != nullptr);
    CHECK(finding->examples == std::vector<std::string>{"E01000002"});
}

TEST_CASE("a district in which nobody lives has no average") {
    Areas areas;
    areas.add(1, 90, 0);
    CHECK(summarise(lookup_of(areas, {1}), areas.view()).status[0] == Status::not_applicable);
}

TEST_CASE("what cannot be summarised is refused") {
    Areas areas;
    areas.add(1, 90, 100);
    const Lookup lookup = lookup_of(areas, {1});
    const auto code_of = [&](double minimum) {
        try {
            (void)summarise(lookup, areas.view(), minimum);
        } catch (const Error& error) {
            return error.code();
        }
        return std::string{};
    };
    CHECK(code_of(0) == "E-SUMMARISE-03");
    areas.people[0] = -1;
    CHECK(code_of(1) == "E-SUMMARISE-01");
    areas.people[0] = 1;
    areas.codes[0] = code(77);
    CHECK(code_of(1) == "E-SUMMARISE-02");
}

TEST_CASE("the means of districts, by people, are the mean of all") {
    std::mt19937 random(20191);
    for (int round = 0; round < 50; ++round) {
        Areas areas;
        std::vector<int> districts;
        const int n = 20 + static_cast<int>(random() % 80);
        areas.ranked = static_cast<std::size_t>(n);
        for (int i = 1; i <= n; ++i) {
            areas.add(i, 100.0 - i * 0.7, 1.0 + static_cast<double>(random() % 3000));
            districts.push_back(1 + static_cast<int>(random() % 9));
        }
        const Summary summary = summarise(lookup_of(areas, districts), areas.view());
        const Summary whole =
            summarise(lookup_of(areas, std::vector<int>(districts.size(), 1)), areas.view());
        for (const auto m : {SummaryMeasure::average_score, SummaryMeasure::average_rank,
                             SummaryMeasure::extent}) {
            double sum = 0;
            for (std::size_t d = 0; d < summary.size(); ++d) {
                sum += summary.population[d] * value(summary, m, d);
            }
            CHECK(sum / whole.population[0] == Approx(value(whole, m, 0)).epsilon(1e-12));
        }
        for (std::size_t d = 0; d < summary.size(); ++d) {
            // The worst tenth is never better off than the whole.
            CHECK(value(summary, SummaryMeasure::local_concentration, d) >=
                  value(summary, SummaryMeasure::average_rank, d) - 1e-9);
            CHECK(value(summary, SummaryMeasure::extent, d) >= 0);
            CHECK(value(summary, SummaryMeasure::extent, d) <= 1);
        }
    }
}
