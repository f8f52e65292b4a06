#include <levelin/core/error.hpp>
#include <levelin/score/score.hpp>

using namespace levelin;

namespace {

NumberColumn column(std::vector<double> values) {
    NumberColumn out;
    for (const double v : values) {
        out.push(v);
    }
    return out;
}

std::vector<AreaCode> some_codes(std::size_t n) {
    std::vector<AreaCode> out;
    for (std::size_t i = 0; i < n; ++i) {
        out.push_back(*AreaCode::parse("E0100000" + std::to_string(i)));
    }
    return out;
}

PartSpec leaf(std::string id, std::size_t indicator, double weight,
              Normalisation how = Normalisation::none) {
    PartSpec part;
    part.id = std::move(id);
    part.indicator = indicator;
    part.weight = weight;
    part.normalise = how;
    return part;
}

// need = .5 living (mean of pay and homes) + .5 health
IndexSpec two_levels() {
    IndexSpec index;
    index.root.id = "need";
    index.root.aggregation = Aggregation::weighted_sum;
    PartSpec living;
    living.id = "living";
    living.weight = 0.5;
    living.aggregation = Aggregation::weighted_mean;
    living.normalise = Normalisation::min_max;
    living.parts = {leaf("pay", 0, 3), leaf("homes", 1, 1)};
    index.root.parts = {living, leaf("health", 2, 0.5, Normalisation::min_max)};
    return index;
}

std::string code_of(const IndexSpec& index, const std::vector<NumberColumn>& data) {
    try {
        (void)score_index(index, data, some_codes(data.front().size()));
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("score: two levels by hand, contributions add up at each level", "[score]") {
    const std::vector<NumberColumn> data{column({0, 4, 8}), column({8, 4, 0}), column({1, 5, 2})};
    const ScoredIndex out = score_index(two_levels(), data, some_codes(3));
    // living before normalisation: 2, 4, 6; after: 0, .5, 1. health: 0, 1, .25.
    CHECK(out.scores == std::vector<double>{0, 0.75, 0.625});
    CHECK(out.ranks == std::vector<double>{3, 1, 2});
    CHECK(out.deciles == std::vector<std::int64_t>{10, 4, 7});
    REQUIRE(out.parts.size() == 4);
    CHECK(out.parts[0].id == "living");
    CHECK(out.parts[1].id == "pay");
    CHECK(out.parts[3].id == "health");
    CHECK(out.parts[1].depth == 2);
    // Area 2: living gives .25, of which pay made 3 of 4 and homes 1 of 4.
    CHECK(out.parts[0].contributions[1] == 0.25);
    CHECK(out.parts[1].contributions[1] == Approx(0.1875));
    CHECK(out.parts[2].contributions[1] == Approx(0.0625));
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(out.parts[0].contributions[i] + out.parts[3].contributions[i] ==
              Approx(out.scores[i]).margin(1e-12));
        CHECK(out.parts[1].contributions[i] + out.parts[2].contributions[i] ==
              Approx(out.parts[0].contributions[i]).margin(1e-12));
    }
}

TEST_CASE("score: missing stays missing and keeps no rank", "[score]") {
    std::vector<NumberColumn> data{column({0, 4, 8}), column({8, 4, 0}), column({1, 5, 2})};
    data[2].status[1] = Status::suppressed;
    data[2].values[1] = 0;
    const ScoredIndex out = score_index(two_levels(), data, some_codes(3));
    CHECK(out.status[1] == Status::suppressed);
    CHECK(out.ranks[1] == 0);
    CHECK(out.ranked == 2);
    CHECK(out.scores[0] == 0);  // A zero that was computed, with its status ok.
    CHECK(out.status[0] == Status::ok);
    for (const ScoredPart& part : out.parts) {
        if (part.depth == 1) {
            CHECK(part.contributions[1] == 0);
        }
    }
}

TEST_CASE("score: weights other than 1 are used as given and reported", "[score]") {
    IndexSpec index;
    index.root.id = "imd";
    index.root.aggregation = Aggregation::weighted_sum;
    index.root.parts = {leaf("a", 0, .5), leaf("b", 1, .499)};
    const std::vector<NumberColumn> data{column({100, 1}), column({100, 2})};
    const ScoredIndex out = score_index(index, data, some_codes(2));
    CHECK(out.scores[0] == Approx(99.9).epsilon(1e-12));
    REQUIRE(out.findings.find("N-SCORE-01") != nullptr);
    CHECK(out.findings.find("N-SCORE-01")->message.find("0.999") != std::string::npos);
    CHECK_FALSE(out.findings.has_warnings());
}

TEST_CASE("score: what is wrong with a tree is an error with its code", "[score]") {
    const std::vector<NumberColumn> data{column({0, 4, 8}), column({8, 4, 0}), column({1, 5, 2})};
    IndexSpec index = two_levels();
    index.root.parts[0].weight = -1;
    CHECK(code_of(index, data) == "E-SCORE-01");
    index = two_levels();
    index.root.parts[1].id = "pay";
    CHECK(code_of(index, data) == "E-SCORE-01");
    index = two_levels();
    index.root.parts[1].indicator = 9;
    CHECK(code_of(index, data) == "E-SCORE-01");
    index = two_levels();
    index.root.parts[1].ranks = true;
    CHECK(code_of(index, data) == "E-SCORE-02");
    CHECK(code_of(two_levels(), {column({1, 1, 1}), column({1, 1, 1}), column({1, 5, 2})}) ==
          "E-SCORE-03");
    index = two_levels();
    index.root.aggregation = Aggregation::geometric;
    CHECK(code_of(index, data) == "E-SCORE-04");
    index = two_levels();
    index.root.missing = MissingPolicy::fail;
    std::vector<NumberColumn> gap = data;
    gap[2].status[1] = Status::missing;
    CHECK(code_of(index, gap) == "E-SCORE-05");
}
