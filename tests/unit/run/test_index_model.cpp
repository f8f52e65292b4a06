#include <catch2/catch.hpp>
#include <config/project.hpp>
#include <levelin/core/error.hpp>
#include <run/index_model.hpp>
#include <run/run_project.hpp>

#include "scratch_folder.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

// A result of four areas with one value missing, and an index of two domains, one of them nested.
geodata::Result made(const ScratchFolder& scratch, const std::string& how) {
    small_world::write_text(scratch / "table.csv",
                            "LSOA11CD,a,b,c\nE01000001,1,10,7\nE01000002,2,,5\n"
                            "E01000003,3,20,9\nE01000004,5,40,8\n");
    run::RunRequest request;
    request.project = config::parse_project(
        "reference = \"tables\"\n[project]\nname = \"need\"\ntitle = \"Need, \\\"quoted\\\"\"\n"
        "[tables.main]\nfile = \"table.csv\"\n[[index]]\nid = \"need\"\n" +
            how +
            "[[index.part]]\nid = \"pay\"\ncolumn = \"a\"\nweight = 2\n"
            "direction = \"lower_is_worse\"\nnormalise = \"min_max\"\n"
            "[[index.part]]\nid = \"homes\"\nweight = 3\naggregation = \"weighted_sum\"\n"
            "missing = \"reweight\"\nminimum_weight = 0.4\n"
            "[[index.part.part]]\nid = \"rooms\"\ncolumn = \"b\"\nweight = 0.5\n"
            "normalise = \"percentile\"\n"
            "[[index.part.part]]\nid = \"damp\"\ncolumn = \"c\"\nweight = 0.5\n"
            "normalise = \"z_score\"\n",
        scratch / "p.toml");
    request.out = scratch / "result";
    request.map = false;
    (void)run::run_project(request);
    return geodata::read_result(scratch / "result");
}

const std::vector<double>& scores_of(const geodata::Result& result) {
    return std::get<DecimalColumn>(result.table.find("need_score")->data).values;
}

}  // namespace

TEST_CASE("index model: a result's index is read back and scores the same", "[run]") {
    const ScratchFolder scratch;
    const geodata::Result result = made(scratch, "aggregation = \"weighted_mean\"\n");
    IndexModel model = run::read_index_model(result);
    CHECK(model.id == "need");
    REQUIRE(model.leaves.size() == 3);
    CHECK(model.leaves[1].status[1] == Status::missing);
    CHECK(model.as_run[0].normalise == Normalisation::min_max);
    CHECK(model.as_run[0].direction == Direction::lower_is_worse);
    CHECK(score_model(model, result.table.codes).scores == scores_of(result));

    REQUIRE(is_linear(model));
    const std::vector<double> weights = effective_weights(model);
    CHECK(weights == std::vector<double>{0.4, 0.3, 0.3});
    double by_hand = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        by_hand += weights[k] * model.leaves[k].values[3];
    }
    CHECK(scores_of(result)[3] == Approx(by_hand).epsilon(1e-14));

    // Pay alone: 1 - (a - 1) / 4.
    model.spec.root.parts[1].weight = 0;
    CHECK(score_model(model, result.table.codes).scores == std::vector<double>{1, 0.75, 0.5, 0});
}

TEST_CASE("index model: what does not follow from its parts is refused", "[run]") {
    const ScratchFolder scratch;
    const geodata::Result geometric = made(scratch, "aggregation = \"weighted_sum\"\n");
    CHECK_THROWS_AS(run::read_index_model(geometric, "other"), UsageError);

    geodata::Result changed = geometric;
    std::get<DecimalColumn>(changed.table.columns[0].data).values[0] += 1e-6;
    REQUIRE(changed.table.columns[0].name == "need_score");
    try {
        (void)run::read_index_model(changed);
        FAIL("taken");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-MODEL-02");
    }
    IndexModel model = run::read_index_model(geometric);
    model.spec.root.aggregation = Aggregation::geometric;
    CHECK_FALSE(is_linear(model));
    CHECK_THROWS_AS(effective_weights(model), std::invalid_argument);
}
