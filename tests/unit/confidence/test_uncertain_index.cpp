#include <levelin/core/error.hpp>

#include "made_index.hpp"

using namespace levelin;

namespace {

constexpr std::size_t n = 120;

std::string code_of(const IndexModel& model, const Uncertainty& uncertainty,
                    const SelectionRule& rule = made::rule("need_rank <= 10"),
                    ConfidenceOptions options = {}) {
    try {
        const auto codes = made::codes(model.size());
        const UncertainIndex index(model, uncertainty, codes);
        options.draws = options.draws == 1000 ? 8 : options.draws;
        (void)assess_confidence(index, rule, made::table(model, codes), nullptr, options);
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

PartSpec one_level(Normalisation how) {
    PartSpec root;
    root.id = "need";
    root.aggregation = Aggregation::weighted_sum;
    root.parts = {made::leaf("pay", 0.5, how), made::leaf("health", 0.3, how),
                  made::leaf("crime", 0.2, how)};
    return root;
}

Uncertainty with(NormalisationChoice choice) {
    Uncertainty out;
    out.weights.law = WeightLaw::fixed;
    out.normalisations = {std::move(choice)};
    return out;
}

// Ranks of the index under one choice, against its indicators normalised so from the start.
bool as_from_the_start(Normalisation run, NormalisationChoice choice, bool ranks = false) {
    auto raw = made::indicators(n, 3, 12, 1, 30);
    PartSpec root = one_level(run);
    for (PartSpec& part : root.parts) {
        part.ranks = ranks;
    }
    for (NumberColumn& column : raw) {
        if (ranks) {
            column.values = kernels::rank_descending(column.values, column.status, TieRule::min);
        }
    }
    PartSpec start = root;
    for (PartSpec& part : start.parts) {
        part.normalise = *choice.method;
        part.curve = choice.curve;
    }
    const auto codes = made::codes(n);
    const IndexModel model = made::model(root, raw);
    const auto expected = score_model(made::model(start, raw), codes).ranks;
    const Confidence found =
        assess_confidence(UncertainIndex(model, with(choice), codes), made::rule("need_rank <= 10"),
                          made::table(model, codes));
    for (std::size_t a = 0; a < n; ++a) {
        if (found.rank_p50[a] != expected[a]) {
            return false;
        }
    }
    return true;
}

NormalisationChoice choice(Normalisation method, double constant = 23) {
    NormalisationChoice out;
    out.method = method;
    out.curve.constant = constant;
    return out;
}

}  // namespace

TEST_CASE("uncertain index: other normalisations out of what the result holds", "[confidence]") {
    using enum Normalisation;
    for (const Normalisation run : {none, min_max, z_score}) {
        for (const Normalisation other : {min_max, z_score, rank, percentile, exponential}) {
            CHECK(as_from_the_start(run, choice(other)));
        }
    }
    for (const Normalisation run : {rank, exponential}) {
        CHECK(as_from_the_start(run, choice(exponential, 40), true));
        CHECK(as_from_the_start(run, choice(rank), true));
        CHECK(as_from_the_start(run, choice(min_max), true));
        CHECK(as_from_the_start(run, choice(z_score), true));
    }
    // Not out of ranks of values: the values are gone.
    const IndexModel ranked = made::model(one_level(exponential), made::indicators(n, 3, 12));
    CHECK(code_of(ranked, with(choice(min_max))) == "E-CONFIDENCE-02");
    CHECK(code_of(ranked, with(choice(exponential, 40))) == "none");
    // But they may be given.
    Uncertainty given = with(choice(min_max));
    const auto raw = made::indicators(n, 3, 12);
    given.indicators = {{"pay", raw[0]}, {"health", raw[1]}, {"crime", raw[2]}};
    CHECK(code_of(ranked, given) == "none");
    given.indicators[1].values.values[7] += 40;
    CHECK(code_of(ranked, given) == "E-CONFIDENCE-02");
}

TEST_CASE("uncertain index: a range makes products possible", "[confidence]") {
    const IndexModel model =
        made::model(one_level(Normalisation::min_max), made::indicators(n, 3, 12));
    Uncertainty product;
    product.aggregations = {Aggregation::geometric};
    CHECK(code_of(model, product) == "E-CONFIDENCE-03");  // The lowest value is 0.
    product.normalisations = {choice(Normalisation::min_max)};
    product.normalisations[0].range = {{1, 100}};
    CHECK(code_of(model, product) == "none");
    product.aggregations = {Aggregation::harmonic, std::nullopt};
    CHECK(code_of(model, product) == "none");
}

TEST_CASE("uncertain index: what does not fit is refused", "[confidence]") {
    const IndexModel model =
        made::model(one_level(Normalisation::min_max), made::indicators(n, 3, 12, 6, 30));
    const auto weights = [](auto change) {
        Uncertainty out;
        change(out.weights);
        return out;
    };
    CHECK(code_of(model, {}) == "none");
    CHECK(code_of(model, weights([](auto& w) { w.spread = 0; })) == "E-CONFIDENCE-01");
    CHECK(code_of(model, weights([](auto& w) { w.spread = 1.5; })) == "E-CONFIDENCE-01");
    CHECK(code_of(model, weights([](auto& w) {
                      w.ranges = {{"pey", 0, 1}};
                  })) == "E-CONFIDENCE-01");
    CHECK(code_of(model, weights([](auto& w) {
                      w.ranges = {{"pay", 1, 1}};
                  })) == "E-CONFIDENCE-01");
    CHECK(code_of(model, weights([](auto& w) { w.fixed = {"need"}; })) == "E-CONFIDENCE-01");
    CHECK(code_of(model, weights([](auto& w) {
                      w.law = WeightLaw::dirichlet;
                      w.concentration = 0;
                  })) == "E-CONFIDENCE-01");
    CHECK(code_of(model, with(choice(Normalisation::distance_to_target))) == "E-CONFIDENCE-01");
    ConfidenceOptions many;
    many.draws = 2'000'000;
    CHECK(code_of(model, {}, made::rule("need_rank <= 10"), many) == "E-CONFIDENCE-01");

    Uncertainty error;
    error.errors = {{"pay", made::column(std::vector<double>(n, 0.1))}};
    CHECK(code_of(model, error) == "E-CONFIDENCE-02");  // In which unit?
    error.indicators = {{"pay", made::indicators(n, 3, 12, 6, 30)[0]}};
    CHECK(code_of(model, error) == "none");
    for (std::size_t a = 0; a < n; ++a) {
        if (model.leaves[0].status[a] == Status::ok) {
            error.errors[0].standard_error.status[a] = Status::missing;
            break;
        }
    }
    CHECK(code_of(model, error) == "E-CONFIDENCE-05");
    error.errors[0].part = "need";
    CHECK(code_of(model, error) == "E-CONFIDENCE-01");

    CHECK(code_of(model, {}, made::rule("pay_contribution > 0.2")) == "E-CONFIDENCE-04");
    CHECK(code_of(model, {}, made::rule("pay_value > 0.2")) == "none");
    CHECK(code_of(model, with(choice(Normalisation::rank)), made::rule("pay_value > 0.2")) ==
          "E-CONFIDENCE-04");
}

TEST_CASE("uncertain index: an error moves the part's value in a rule", "[confidence]") {
    const IndexModel model =
        made::model(one_level(Normalisation::none), made::indicators(n, 3, 12));
    const auto codes = made::codes(n);
    Uncertainty error;
    error.weights.law = WeightLaw::fixed;
    error.errors = {{"pay", made::column(std::vector<double>(n, 2.0))}};
    ConfidenceOptions options;
    options.draws = 4000;
    const Confidence sure =
        assess_confidence(UncertainIndex(model, error, codes), made::rule("pay_value >= 20"),
                          made::table(model, codes), nullptr, options);
    for (std::size_t a = 0; a < n; ++a) {
        const double p = 0.5 * std::erfc((20 - model.leaves[0].values[a]) / 2 / std::sqrt(2.0));
        REQUIRE(std::abs(sure.p_selected[a] - p) < 5 * std::sqrt(0.25 / 4000));
    }
}

TEST_CASE("uncertain index: scores that were made in several ways", "[confidence]") {
    ScoreAlternatives scores;
    scores.id = "uk";
    scores.levels = {"E", "S"};
    scores.scores = {made::column({5, 4, 3, 2, 1, 0}), made::column({5, 2, 3, 4, 1, 0})};
    for (NumberColumn& one : scores.scores) {
        one.status[5] = Status::no_row;
    }
    const auto codes = made::codes(6);
    ResultTable table;
    table.codes = codes;
    table.names.resize(6);
    table.status = scores.scores[0].status;
    table.columns.push_back(
        {"uk_rank", DecimalColumn{{1, 2, 3, 4, 5, 0}, scores.scores[0].status}});
    table.columns.push_back(
        {"uk_decile", DecimalColumn{{2, 4, 6, 8, 10, 0}, scores.scores[0].status}});
    const UncertainIndex index(scores, codes);
    CHECK(label_of(index.factors()[0]) == "base nation");
    const Confidence sure = assess_confidence(index, made::rule("uk_rank <= 2"), table);
    CHECK(sure.every_combination);
    CHECK(sure.p_selected == std::vector<double>{1, 0.5, 0, 0.5, 0, 0});
    CHECK(sure.rank_p05 == std::vector<double>{1, 2, 3, 2, 5, 0});
    CHECK(sure.rank_p95 == std::vector<double>{1, 4, 3, 4, 5, 0});
    CHECK(sure.ranked == std::vector<std::uint32_t>{2, 2, 2, 2, 2, 0});
    // Deciles by people: the first holds 1 of 10 people under each base, and then 2 to 4.
    scores.population = made::column({1, 3, 2, 1, 3, 9});
    const Confidence people =
        assess_confidence(UncertainIndex(scores, codes), made::rule("uk_decile <= 4"), table);
    CHECK(people.by_table);
    CHECK(people.p_selected == std::vector<double>{1, 0.5, 0.5, 0.5, 0, 0});
}
