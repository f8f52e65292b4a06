#include <config/confidence.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

namespace {

config::ConfidenceConfig read(const std::string& section) {
    return config::read_confidence(
        config::parse_rule("[[step]]\nwhere = \"need_decile <= 1\"\n" + section, "rule.toml"));
}

// Code and row of the error; "none".
std::string fault_of(const std::string& section) {
    try {
        (void)read(section);
    } catch (const Error& error) {
        return error.code() + " " + std::to_string(error.location().row);
    }
    return "none";
}

}  // namespace

TEST_CASE("confidence rule: every key is read", "[config]") {
    const config::ConfidenceConfig all = read(R"(
[confidence]
index = "need"
draws = 5000
sobol = 64
normalisation = ["as_run", { method = "exponential", constant = 40, rank_share = "exclusive" }, { range = [1, 100] }]
aggregation = ["as_run", "geometric"]
missing = ["no_score", "mean"]
base = ["E", "S"]
people = "residents"
[confidence.weights]
vary = "10%"
fixed = ["crime"]
ranges = { income = [0.1, 0.3] }
renormalise = false
[confidence.indicators]
income = "income_rate"
[confidence.errors]
income = "income_se"
)");
    CHECK(all.index == "need");
    CHECK(all.draws == 5000);
    CHECK(all.sobol == 64);
    const Uncertainty& u = all.uncertainty;
    REQUIRE(u.normalisations.size() == 3);
    CHECK(!u.normalisations[0].method);
    CHECK(!u.normalisations[0].range);
    CHECK(u.normalisations[1].method == Normalisation::exponential);
    CHECK(u.normalisations[1].curve.constant == 40);
    CHECK(u.normalisations[1].curve.share == RankShare::exclusive);
    CHECK(!u.normalisations[2].method);
    CHECK(u.normalisations[2].range == std::pair{1.0, 100.0});
    REQUIRE(u.aggregations.size() == 2);
    CHECK(!u.aggregations[0]);
    CHECK(u.aggregations[1] == Aggregation::geometric);
    CHECK(u.missing == std::vector{MissingTreatment::no_score, MissingTreatment::mean});
    CHECK(all.base == std::vector<std::string>{"E", "S"});
    CHECK(all.people == "residents");
    CHECK(u.weights.law == WeightLaw::uniform);
    CHECK(u.weights.spread == 0.1);
    CHECK(u.weights.fixed == std::vector<std::string>{"crime"});
    REQUIRE(u.weights.ranges.size() == 1);
    CHECK(u.weights.ranges[0].part == "income");
    CHECK(u.weights.ranges[0].low == 0.1);
    CHECK(u.weights.ranges[0].high == 0.3);
    CHECK(!u.weights.renormalise);
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(all.indicators == Pairs{{"income", "income_rate"}});
    CHECK(all.errors == Pairs{{"income", "income_se"}});
}

TEST_CASE("confidence rule: what is left out", "[config]") {
    const config::ConfidenceConfig none = read("");
    CHECK(!none.draws);
    CHECK(none.uncertainty.weights.law == WeightLaw::uniform);
    CHECK(none.uncertainty.weights.spread == 0.2);
    CHECK(none.uncertainty.normalisations.empty());
    CHECK(none.of_weighted_parts.empty());
    const config::ConfidenceConfig shares =
        read("[confidence]\nweights = { concentration = 50 }\n");
    CHECK(shares.uncertainty.weights.law == WeightLaw::dirichlet);
    CHECK(shares.uncertainty.weights.concentration == 50);
    CHECK(shares.of_weighted_parts == std::vector<std::string>{"weights"});
}

TEST_CASE("confidence rule: what does not fit, with its row", "[config]") {
    const auto fault = [](const std::string& line) {
        return fault_of("[confidence]\n" + line + "\n");
    };
    CHECK(fault("drawz = 3") == "E-CONFIG-02 4");
    CHECK(fault("draws = -3") == "E-CONFIG-04 4");
    CHECK(fault("draws = 2000000") == "E-CONFIG-04 4");
    CHECK(fault("normalisation = \"rank\"") == "E-CONFIG-03 4");
    CHECK(fault("normalisation = [\"rang\"]") == "E-CONFIG-04 4");
    CHECK(fault("normalisation = [\"none\"]") == "E-CONFIG-04 4");
    CHECK(fault("normalisation = [3]") == "E-CONFIG-03 4");
    CHECK(fault("normalisation = [{ method = \"rank\", constant = 30 }]") == "E-CONFIG-04 4");
    CHECK(fault("normalisation = [{ method = \"exponential\", constant = 3 }]") == "E-CONFIG-04 4");
    CHECK(fault("normalisation = [{ method = \"min_max\", range = [3, 1] }]") == "E-CONFIG-04 4");
    CHECK(fault("normalisation = [{ methods = \"min_max\" }]") == "E-CONFIG-02 4");
    CHECK(fault("aggregation = [\"median\"]") == "E-CONFIG-04 4");
    CHECK(fault("missing = [\"zero\"]") == "E-CONFIG-04 4");
    CHECK(fault("weights = { vary = \"0%\" }") == "E-CONFIG-04 4");
    CHECK(fault("weights = { vary = \"20%\", law = \"fixed\" }") == "E-CONFIG-04 4");
    CHECK(fault("weights = { concentration = 3, law = \"uniform\" }") == "E-CONFIG-04 4");
    CHECK(fault("weights = { ranges = { a = [1] } }") == "E-CONFIG-04 4");
    CHECK(fault("weights = { fix = [\"a\"] }") == "E-CONFIG-02 4");
    CHECK(fault("errors = { income = 3 }") == "E-CONFIG-03 4");
}
