#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/explain/flip.hpp>

#include "explain_world.hpp"

using namespace levelin;
namespace world = explain_world;

namespace {

// Scores 5, 3, 2.5 (the mean of two leaves).
IndexModel three_areas() {
    return world::model_of(world::node("need", {world::leaf("pay", 0), world::leaf("homes", 1)}),
                           {{6, 0, 1}, {4, 6, 4}});
}

}  // namespace

TEST_CASE("replay: a changed weight is scored, ranked and selected anew") {
    const IndexModel model = three_areas();
    const ResultTable table = world::table_of(model);
    Replay replay(model, table, world::rule({world::where("need_rank <= 1")}));
    CHECK(replay.scored().scores == std::vector<double>{5, 3, 2.5});
    CHECK(replay.selection().selected == std::vector<std::uint8_t>{1, 0, 0});
    // Homes seven times pay: (6 + 28) / 8, 42 / 8, (1 + 28) / 8.
    const Selection changed = replay.with({WhatIf::Kind::weight, "homes", 1, 7}, 0);
    CHECK(changed.selected == std::vector<std::uint8_t>{0, 1, 0});
    // Three times: (6 + 12) / 4 and 18 / 4 are level, and share rank 1.
    CHECK(replay.with({WhatIf::Kind::weight, "homes", 1, 3}, 0).selected ==
          std::vector<std::uint8_t>{1, 1, 0});
    // And nothing of it is kept.
    CHECK(replay.model().spec.root.parts[1].weight == 1);
    CHECK(replay.selection().selected == std::vector<std::uint8_t>{1, 0, 0});
}

TEST_CASE("replay: one value of one area is changed, and parts' columns follow") {
    const IndexModel model = three_areas();
    Replay replay(model, world::table_of(model),
                  world::rule({world::where("need_score >= 4.5 and pay_value >= 3")}));
    CHECK(replay.selection().selected == std::vector<std::uint8_t>{1, 0, 0});
    CHECK(replay.with({WhatIf::Kind::value, "pay", 0, 3}, 1).selected ==
          std::vector<std::uint8_t>{1, 1, 0});
    CHECK(replay.with({WhatIf::Kind::value, "pay", 0, 2.999}, 1).selected ==
          std::vector<std::uint8_t>{1, 0, 0});
    CHECK(replay.model().leaves[0].values[1] == 0);
    CHECK_THROWS_AS(replay.with({WhatIf::Kind::value, "none", 0, 1}, 1), std::invalid_argument);
}

TEST_CASE("replay: what cannot be scored flips nothing and leaves no trace") {
    const IndexModel model = three_areas();
    Replay replay(model, world::table_of(model), world::rule({world::where("need_rank <= 1")}));
    CHECK_THROWS_AS(replay.with({WhatIf::Kind::weight, "pay", 1, -1}, 0), ConfigError);
    CHECK_FALSE(flips(replay, 0, {WhatIf::Kind::weight, "pay", 1, -1}));
    CHECK(replay.model().spec.root.parts[0].weight == 1);
    CHECK(flips(replay, 0, {WhatIf::Kind::weight, "pay", 1, 0}));
}

TEST_CASE("replay: ranks that were taken over more areas are refused") {
    const IndexModel model = three_areas();
    ResultTable table = world::table_of(model);
    std::get<DecimalColumn>(table.columns[1].data).values = {101, 230, 231};
    try {
        const Replay replay(model, table, world::rule({world::where("need_rank <= 200")}));
        FAIL("taken");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-EXPLAIN-02");
        CHECK(error.problem().find("101") != std::string::npos);
    }
    // A rule that goes by scores has no need of them.
    Replay by_score(model, table, world::rule({world::where("need_score >= 4")}));
    CHECK(by_score.selection().count == 1);
}
