#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/explain/standing.hpp>
#include <numeric>

#include "explain_world.hpp"

using namespace levelin;
namespace world = explain_world;

TEST_CASE("standing: parts beside the medians of their groups") {
    // Contributions of pay: 3, 1, 2, 0; of homes: 1, 1.5, 0.5, 4.
    const IndexModel model =
        world::model_of(world::node("need", {world::leaf("pay", 0), world::leaf("homes", 1)}),
                        {{6, 2, 4, 0}, {2, 3, 1, 8}});
    const ScoredIndex scored = score_model(model, world::table_of(model).codes);
    const std::vector<PeerGroup> groups{{"nation", "England", {0, 1, 2, 3}},
                                        {"region", "North", {0, 1}}};
    const AreaCard card = area_card(scored, 0, groups);
    CHECK(card.score == 4);
    CHECK(card.rank == 1);
    CHECK(card.status == Status::ok);
    REQUIRE(card.parts.size() == 2);
    const PartStanding& nation = card.parts[0].standing[0];
    CHECK(nation.areas == 4);
    CHECK(nation.median == 1.5);  // Of 0, 1, 2, 3.
    CHECK(nation.difference == 1.5);
    CHECK(nation.worse_than == 1);
    CHECK(card.parts[0].standing[1].median == 2);
    CHECK(card.parts[1].standing[0].difference == 1 - 1.25);
    CHECK(card.parts[1].standing[0].worse_than == 1.0 / 3);
    CHECK(card.by_difference(0) == std::vector<std::size_t>{0, 1});
    CHECK(area_card(scored, 3, groups).by_difference(0) == std::vector<std::size_t>{1, 0});
}

TEST_CASE("standing: areas without a score are told so and stand beside nobody") {
    IndexModel model =
        world::model_of(world::node("need", {world::leaf("pay", 0), world::leaf("homes", 1)}),
                        {{6, 2, 4}, {2, 3, 1}});
    model.leaves[0].status[1] = Status::suppressed;
    const ScoredIndex scored = score_model(model, world::table_of(model).codes);
    const std::vector<PeerGroup> groups{{"nation", "England", {0, 1, 2}}};
    const AreaCard none = area_card(scored, 1, groups);
    CHECK(none.status == Status::suppressed);
    CHECK(none.parts[0].status == Status::suppressed);
    CHECK(none.parts[1].status == Status::ok);
    CHECK(none.parts[1].contribution == 0);
    CHECK(none.by_difference(0).empty());
    CHECK(area_card(scored, 0, groups).parts[0].standing[0].areas == 2);
}

TEST_CASE("standing: contributions add up through nested parts, property") {
    std::mt19937 chance{20260301};
    for (int round = 0; round < 40; ++round) {
        PartSpec homes =
            world::node("homes", {world::leaf("damp", 1, 0.3), world::leaf("rooms", 2)}, 2.5,
                        Aggregation::weighted_sum);
        const Aggregation how = static_cast<Aggregation>(round % 4);
        IndexModel model = world::model_of(
            world::node("need", {world::leaf("pay", 0), homes, world::leaf("air", 3, 0.7)}, 1, how),
            world::random_leaves(chance, 4, 50, false));
        for (NumberColumn& column : model.leaves) {
            for (double& value : column.values) {
                value += 0.01;  // Means of logarithms and reciprocals want more than 0.
            }
        }
        const ScoredIndex scored = score_model(model, world::table_of(model).codes);
        for (std::size_t a = 0; a < 50; ++a) {
            const AreaCard card = area_card(scored, a, {});
            double sum = 0;
            double below = 0;
            for (const PartCard& part : card.parts) {
                (part.depth == 1 ? sum : below) += part.contribution;
            }
            CHECK(std::abs(sum - card.score) <= 1e-9 * std::max(1.0, std::abs(card.score)));
            CHECK(std::abs(below - card.parts[1].contribution) <= 1e-9 * std::max(1.0, card.score));
        }
    }
}

TEST_CASE("standing: neighbours with the other answer") {
    const std::vector<BorderPair> pairs{{0, 1}, {1, 2}, {1, 3}};
    const NeighbourGraph graph = make_graph(4, pairs);
    Selection selection;
    selection.selected = {1, 0, 0, 1};
    CHECK(other_answers(graph, selection, 1) == std::vector<std::uint32_t>{0, 3});
    CHECK(other_answers(graph, selection, 0) == std::vector<std::uint32_t>{1});
    CHECK(other_answers(graph, selection, 2).empty());
}
