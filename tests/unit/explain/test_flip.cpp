// Smallest changes worked by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/explain/flip.hpp>

#include "explain_world.hpp"

using namespace levelin;
namespace world = explain_world;

namespace {

// pay + 0.5 homes: scores 10, 8, 7, 5.
IndexModel four_areas(TieRule ties = TieRule::min) {
    return world::model_of(
        world::node("need", {world::leaf("pay", 0, 1), world::leaf("homes", 1, 0.5)}, 1,
                    Aggregation::weighted_sum),
        {{8, 7, 3, 4}, {4, 2, 8, 2}}, ties);
}

void check_proof(const Flip& flip) {
    CHECK(flip.exists);
    CHECK(flip.proven);
    CHECK(flip.tenth_less_holds);
    CHECK(std::abs(flip.change.to - flip.change.from) >= std::abs(flip.limit - flip.change.from));
    CHECK(std::abs(flip.change.to - flip.limit) <=
          1.1e-3 * std::abs(flip.limit - flip.change.from));
}

}  // namespace

TEST_CASE("flip: the weight at which the last one in and the first one out change places") {
    const IndexModel model = four_areas();
    Replay replay(model, world::table_of(model), world::rule({world::top("need_rank", true, 2)}));
    REQUIRE(replay.selection().selected == std::vector<std::uint8_t>{1, 1, 0, 0});
    // The third overtakes the second where 7 + 2 w = 3 + 8 w, w = 2/3; with less of pay where
    // 7 p + 1 = 3 p + 4, p = 3/4.
    for (const std::size_t area : {1, 2}) {
        const std::vector<Flip> weights = weight_flips(replay, area);
        REQUIRE(weights.size() == 2);
        check_proof(weights[0]);
        CHECK(weights[0].method == FlipMethod::solved);
        CHECK(weights[0].limit == Approx(0.75).epsilon(1e-12));
        check_proof(weights[1]);
        CHECK(weights[1].limit == Approx(2.0 / 3).epsilon(1e-12));
        CHECK(weights[1].change.to > 2.0 / 3);
        CHECK(std::to_string(weights[1].change.to) == "0.666700");  // Short, and just beyond.
    }
    // The first of all: no weight of homes puts two before it (8 + 4w, 7 + 2w, 3 + 8w, 4 + 2w).
    const std::vector<Flip> first = weight_flips(replay, 0);
    CHECK_FALSE(first[1].exists);
    CHECK(first[1].method == FlipMethod::solved);
    CHECK_FALSE(first[0].exists);
    // The fourth never passes the second: 4 + 2w < 7 + 2w; with no pay at all they are level
    // (1 each), and the lower code wins.
    CHECK_FALSE(weight_flips(replay, 3)[0].exists);
}

TEST_CASE("flip: a value of one's own, within its range and by its place") {
    IndexModel model = four_areas();
    Replay replay(model, world::table_of(model), world::rule({world::top("need_score", false, 2)}));
    // The third needs more than 8: one more of pay (below the highest, 8), two more of homes
    // (8 is the highest).
    const std::vector<Flip> third = value_flips(replay, 2);
    check_proof(third[0]);
    CHECK(third[0].limit == Approx(4).epsilon(1e-12));
    CHECK(third[0].place_before == 4);
    CHECK(third[0].place_after == 3);
    CHECK(third[0].least == 3);
    CHECK(third[0].most == 8);
    CHECK_FALSE(third[1].exists);
    CHECK(turning_score(replay, 2) == 8);
    CHECK(turning_score(replay, 0) == 7);
    // The second leaves with a score below 7.
    const std::vector<Flip> second = value_flips(replay, 1);
    check_proof(second[0]);
    CHECK(second[0].limit == Approx(6).epsilon(1e-12));
    CHECK_FALSE(
        second[1].exists);  // 0 homes leave it 7, level, and the lower code: the least is 2.

    model.as_run[1].normalise = Normalisation::exponential;  // Up to 100, then.
    Replay wider(model, world::table_of(model), world::rule({world::top("need_score", false, 2)}));
    const Flip flip = find_flip(wider, 2, WhatIf::Kind::value, "homes");
    check_proof(flip);
    CHECK(flip.limit == Approx(10).epsilon(1e-12));
    CHECK(flip.most == 100);
}

TEST_CASE("flip: means divide by their weights, and so does a mark on the score") {
    // (w pay + homes) / (w + 1), w = 1: scores 6, 5, 4.
    const IndexModel model =
        world::model_of(world::node("need", {world::leaf("pay", 0), world::leaf("homes", 1)}),
                        {{9, 2, 6}, {3, 8, 2}});
    Replay replay(model, world::table_of(model), world::rule({world::where("need_score >= 5.5")}));
    CHECK(turning_score(replay, 1) == 5.5);
    CHECK(turning_score(replay, 0) == 5.5);
    // The second: (2 w + 8) / (w + 1) = 5.5 at w = 5/7.
    const Flip second = find_flip(replay, 1, WhatIf::Kind::weight, "pay");
    check_proof(second);
    CHECK(second.limit == Approx(5.0 / 7).epsilon(1e-12));
    // The third: (6 w + 2) / (w + 1) = 5.5 at w = 7.
    CHECK(find_flip(replay, 2, WhatIf::Kind::weight, "pay").limit == Approx(7).epsilon(1e-12));
    // The first: (9 w + 3) / (w + 1) = 5.5 at w = 5/7; homes at 1.4.
    CHECK(find_flip(replay, 0, WhatIf::Kind::weight, "pay").limit == Approx(5.0 / 7));
    CHECK(find_flip(replay, 0, WhatIf::Kind::weight, "homes").limit == Approx(1.4));
}

TEST_CASE("flip: parts of parts") {
    // homes = (damp + 3 rooms) / 4, need = pay + 2 homes.
    const IndexModel model = world::model_of(
        world::node("need",
                    {world::leaf("pay", 0),
                     world::node("homes", {world::leaf("damp", 1), world::leaf("rooms", 2, 3)}, 2)},
                    1, Aggregation::weighted_sum),
        {{4, 5, 2}, {8, 0, 9}, {4, 5, 3}});
    // Scores 4 + 10, 5 + 7.5, 2 + 9.
    Replay replay(model, world::table_of(model), world::rule({world::where("need_rank <= 1")}));
    const std::vector<Flip> first = weight_flips(replay, 0);
    REQUIRE(first.size() == 4);
    // With damp d: 4 + 2 (8 d + 12)/(d + 3) = 5 + 2 * 15/(d + 3): 16 d + 24 = d + 3 + 30, d = 0.6.
    CHECK(first[2].change.part == "damp");
    check_proof(first[2]);
    CHECK(first[2].limit == Approx(0.6).epsilon(1e-12));
    // Its own damp: 4 + (d + 12)/2 = 12.5 at d = 5.
    const Flip damp = find_flip(replay, 0, WhatIf::Kind::value, "damp");
    check_proof(damp);
    CHECK(damp.limit == Approx(5).epsilon(1e-12));
}

TEST_CASE("flip: level areas part with any change, and it says so") {
    // Both 6; the code decides.
    const IndexModel model =
        world::model_of(world::node("need", {world::leaf("pay", 0), world::leaf("homes", 1)}),
                        {{8, 4, 1}, {4, 8, 1}});
    Replay replay(model, world::table_of(model), world::rule({world::top("need_score", false, 1)}));
    const Flip out = find_flip(replay, 1, WhatIf::Kind::weight, "homes");
    CHECK(out.exists);
    CHECK(out.level);
    CHECK(out.proven);
    CHECK(out.limit == 1);
    CHECK(out.change.to > 1);
    CHECK(find_flip(replay, 0, WhatIf::Kind::weight, "homes").level);
    // Of the rank, both have 1.
    Replay shared(model, world::table_of(model), world::rule({world::where("need_rank <= 1")}));
    CHECK(shared.selection().count == 2);
    CHECK(find_flip(shared, 1, WhatIf::Kind::weight, "pay").level);
    CHECK(find_flip(shared, 1, WhatIf::Kind::value, "pay").limit == 4);
}

TEST_CASE("flip: what the rule does not look at, and what it excludes, no change flips") {
    const IndexModel model = four_areas();
    ResultTable table = world::table_of(model);
    world::add_text(table, "region", {"N", "N", "S", "S"});
    RuleStep excluded = world::where("region = \"S\"", StepKind::remove);
    Replay replay(model, table, world::rule({world::top("need_rank", true, 2), excluded}));
    for (const Flip& flip : weight_flips(replay, 2)) {
        CHECK_FALSE(flip.exists);
        CHECK(flip.method == FlipMethod::solved);
    }
    CHECK_FALSE(turning_score(replay, 2));
    Replay fixed(model, table, world::rule({world::where("region = \"N\"")}));
    CHECK_FALSE(turning_score(fixed, 0));
    CHECK_FALSE(value_flips(fixed, 0)[0].exists);
    IndexModel gap = model;
    gap.leaves[0].status[0] = Status::missing;
    Replay with_gap(gap, world::table_of(gap), world::rule({world::where("need_rank <= 2")}));
    CHECK_THROWS_AS(weight_flips(with_gap, 0), std::invalid_argument);
    CHECK_THROWS_AS(find_flip(with_gap, 1, WhatIf::Kind::weight, "nothing"), std::invalid_argument);
}

TEST_CASE("flip: percentiles and quantiles of one's own values") {
    const IndexModel model = four_areas();
    const ResultTable table = world::table_of(model);
    // Pay 8, 7, 3, 4: percentiles 100, 75, 25, 50. The third is above half once it passes 4.
    Replay above(model, table, world::rule({world::where("percentile(pay_value) > 50")}));
    const Flip third = find_flip(above, 2, WhatIf::Kind::value, "pay");
    check_proof(third);
    CHECK(third.method == FlipMethod::solved);
    CHECK(third.limit == Approx(7).epsilon(1e-12));
    // Level with 4 the two would share 37.5; the second stays above half down to 4.
    const Flip second = find_flip(above, 1, WhatIf::Kind::value, "pay");
    CHECK(second.limit == Approx(4).epsilon(1e-12));
    CHECK_FALSE(find_flip(above, 2, WhatIf::Kind::weight, "pay").exists);
    Replay half(model, table, world::rule({world::where("quantile(pay_value, 2) = 1")}));
    CHECK(find_flip(half, 3, WhatIf::Kind::value, "pay").limit == Approx(7).epsilon(1e-12));
}

TEST_CASE("flip: shares of people and places within groups") {
    const IndexModel model = four_areas();
    ResultTable table = world::table_of(model);
    world::add_text(table, "region", {"N", "S", "N", "S"});
    world::add_numbers(table, "people", {100, 100, 300, 500});
    RuleStep step = world::top("need_rank", true, 1);
    step.top->per = "region";
    Replay per(model, table, world::rule({step}));
    REQUIRE(per.selection().selected == std::vector<std::uint8_t>{1, 1, 0, 0});
    // In the north the third passes the first where 8 + 4 w = 3 + 8 w, w = 5/4.
    CHECK(find_flip(per, 2, WhatIf::Kind::weight, "homes").limit == Approx(1.25).epsilon(1e-12));

    step.top->per.clear();
    step.top->count.reset();
    step.top->share = 0.45;  // Of 1,000 people: 100, 100 and then 300.
    step.top->people = "people";
    Replay people(model, table, world::rule({step}));
    REQUIRE(people.selection().selected == std::vector<std::uint8_t>{1, 1, 1, 0});
    // The third is in before or after the second; it is out once the fourth comes before it, with
    // 700 people then: 3 + 8 w = 4 + 2 w, w = 1/6.
    const Flip third = find_flip(people, 2, WhatIf::Kind::weight, "homes");
    check_proof(third);
    CHECK(third.limit == Approx(1.0 / 6).epsilon(1e-12));
    step.top->share = 0.4;
    Replay fewer(model, table, world::rule({step}));
    REQUIRE(fewer.selection().selected == std::vector<std::uint8_t>{1, 1, 1, 0});
    const Flip second = find_flip(fewer, 1, WhatIf::Kind::weight, "homes");
    check_proof(second);
    CHECK(second.limit == Approx(2.0 / 3).epsilon(1e-12));
}
