#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/score/composite.hpp>
#include <levelin/score/kernels.hpp>
#include <random>

using namespace levelin;

namespace {

NumberColumn column(const std::vector<double>& values) {
    NumberColumn out;
    for (const double v : values) {
        out.push(v);
    }
    return out;
}

// The areas of up to two nations: what each test states, and what it does not.
struct World {
    CompositeSpec spec;
    std::vector<AreaCode> codes;
    std::vector<std::int32_t> nation;
    NumberColumn local;
    NumberColumn employment;
    NumberColumn income;
    NumberColumn population;
    bool with_population = false;

    World() {
        spec.id = "uk";
        spec.nations = {"E", "S"};
    }
    void add(std::int32_t of, double y, double emp, double inc = 0) {
        const std::string number = std::to_string(codes.size() + 1);
        codes.push_back(*AreaCode::parse((of == 0 ? "E01" : "S01") +
                                         std::string(6 - number.size(), '0') + number));
        nation.push_back(of);
        local.push(y);
        employment.push(emp);
        income.push(inc);
    }
    [[nodiscard]] ScoredComposite score() const {
        return score_composite(
            spec, {nation, &local, &employment, &income, with_population ? &population : nullptr},
            codes);
    }
    [[nodiscard]] std::string fault() const {
        try {
            (void)score();
        } catch (const Error& error) {
            return error.code();
        }
        return "none";
    }
};

// E: y = 2 + emp + (-1, 2, -1), SD sqrt 3.  S: y = 1.5 + 1.5 emp + (2, -4, 2), SD 2 sqrt 3.
World two_nations() {
    World world;
    world.add(0, 1, 0);
    world.add(0, 6, 2);
    world.add(0, 5, 4);
    world.add(1, 5, 1);
    world.add(1, 2, 3);
    world.add(1, 11, 5);
    return world;
}

void check_scores(const ScoredIndex& index, const std::vector<double>& expected) {
    REQUIRE(index.scores.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO(i);
        CHECK(index.scores[i] == Approx(expected[i]).margin(1e-13));
        double sum = 0;
        for (const ScoredPart& part : index.parts) {
            sum += part.contributions[i];
        }
        CHECK(sum == Approx(index.scores[i]).margin(1e-13));
    }
}

}  // namespace

TEST_CASE("composite: two nations by hand, on either scale", "[score]") {
    World world = two_nations();
    ScoredComposite scored = world.score();
    REQUIRE(scored.models.size() == 2);
    const NationModel& e = scored.models[0];
    CHECK(e.areas == 3);
    CHECK(e.intercept == Approx(2).margin(1e-14));
    CHECK(e.employment == Approx(1).margin(1e-14));
    CHECK(e.residual_sd == Approx(std::sqrt(3.0)));
    CHECK(e.r2 == Approx(1 - 6.0 / 14));
    const NationModel& s = scored.models[1];
    CHECK(s.intercept == Approx(1.5).margin(1e-14));
    CHECK(s.employment == Approx(1.5).margin(1e-14));
    CHECK(s.residual_sd == Approx(2 * std::sqrt(3.0)));
    // England keeps its own scores to the bit; S: 2 + emp + residual / 2.
    check_scores(scored.index, {1, 6, 5, 4, 3, 8});
    CHECK(scored.index.scores[1] == 6);
    CHECK(scored.index.ranks == std::vector<double>{6, 2, 3, 4, 5, 1});
    REQUIRE(scored.index.parts.size() == 3);
    CHECK(scored.index.parts[1].contributions[3] == Approx(1));
    CHECK(scored.index.parts[2].values[3] == Approx(2));         // The residual at home,
    CHECK(scored.index.parts[2].contributions[3] == Approx(1));  // and on England's scale.

    world.spec.base = 1;  // E: 1.5 + 1.5 emp + 2 residual.
    check_scores(world.score().index, {-0.5, 8.5, 5.5, 5, 2, 11});
}

TEST_CASE("composite: both rates by hand, on either scale", "[score]") {
    // Residuals (1, -1, -1, 1) are orthogonal to 1, emp and inc of the square below. In S the
    // income rate is inc + emp, so that the two rates hang together: y = 3 + 0 emp + 1 inc' + 3
    // residual.
    World world;
    world.spec.version = CompositeVersion::both;
    const double residual[4] = {1, -1, -1, 1};
    const double emp[4] = {0, 2, 0, 2};
    const double inc[4] = {0, 0, 4, 4};
    for (int i = 0; i < 4; ++i) {
        world.add(0, 1 + 2 * emp[i] + 0.5 * inc[i] + residual[i], emp[i], inc[i]);
    }
    for (int i = 0; i < 4; ++i) {
        world.add(1, 3 + emp[i] + inc[i] + 3 * residual[i], emp[i], inc[i] + emp[i]);
    }
    ScoredComposite scored = world.score();
    CHECK(scored.models[0].employment == Approx(2));
    CHECK(scored.models[0].income == Approx(0.5));
    CHECK(scored.models[0].residual_sd == Approx(std::sqrt(4.0 / 3)));
    CHECK(scored.models[1].employment == Approx(0).margin(1e-13));
    CHECK(scored.models[1].income == Approx(1));
    CHECK(scored.models[1].intercept == Approx(3));
    // S on E's scale: 1 + 2 emp + .5 (inc + emp) + residual.
    check_scores(scored.index, {2, 4, 2, 8, 2, 5, 2, 9});
    REQUIRE(scored.index.parts.size() == 4);
    CHECK(scored.index.parts[2].id == "income");
    CHECK(scored.index.parts[2].contributions[7] == Approx(3));
    world.spec.base = 1;  // E on S's scale: 3 + inc + 3 residual.
    check_scores(world.score().index, {6, 0, 4, 10, 6, 2, 4, 12});
}

TEST_CASE("composite: deciles of people, the larger of two equal areas first", "[score]") {
    World world;
    world.add(0, 10, 4);
    world.add(0, 9, 1);
    world.add(0, 9, 3);
    world.add(0, 1, 0);
    world.population = column({5, 1, 4, 10});
    world.with_population = true;
    ScoredComposite scored = world.score();
    CHECK(scored.population == 20);
    // 5 of 20 people, then 9, 10, 20. The smaller of the two first would give 3, 3, 5, 10.
    CHECK(scored.index.deciles == std::vector<std::int64_t>{3, 5, 5, 10});
    CHECK(scored.index.ranks == std::vector<double>{1, 2.5, 2.5, 4});

    world.population.values[3] = 0;
    world.population.status[3] = Status::suppressed;
    scored = world.score();
    CHECK(scored.index.decile_status[3] == Status::suppressed);
    CHECK(scored.index.decile_status[0] == Status::ok);
    CHECK(scored.index.status[3] == Status::ok);  // It has a score all the same.
    CHECK(scored.index.deciles == std::vector<std::int64_t>{5, 10, 9, 0});

    world.with_population = false;
    CHECK(world.score().index.deciles == std::vector<std::int64_t>{3, 7, 7, 10});
    world.with_population = true;
    world.population = column({5, -1, 4, 10});
    CHECK(world.fault() == "E-SCORE-09");
    world.population = column({0, 0, 0, 0});
    CHECK(world.fault() == "E-SCORE-09");
}

TEST_CASE("composite: an area that lacks a value has no score and is in no model", "[score]") {
    World world = two_nations();
    world.add(0, 50, 9);
    world.employment.values[6] = 0;
    world.employment.status[6] = Status::suppressed;
    world.add(1, 70, 9);
    world.nation[7] = CompositeColumns::no_nation;
    const ScoredComposite scored = world.score();
    CHECK(scored.index.status[6] == Status::suppressed);
    CHECK(scored.index.status[7] == Status::missing);
    CHECK(scored.index.scores[6] == 0);
    CHECK(scored.index.ranked == 6);
    CHECK(scored.models[0].areas == 3);
    CHECK(scored.models[0].employment == Approx(1));
}

TEST_CASE("composite: what no line can be fitted to is refused", "[score]") {
    World world = two_nations();
    world.spec.base = 2;
    CHECK(world.fault() == "E-SCORE-01");

    World one;
    one.spec.base = 1;
    one.add(0, 1, 0);
    one.add(0, 6, 2);
    one.add(0, 5, 4);
    CHECK(one.fault() == "E-SCORE-07");

    World few = two_nations();
    few.local.status[5] = Status::missing;
    CHECK(few.fault() == "E-SCORE-08");

    World flat = two_nations();
    flat.employment = column({3, 3, 3, 1, 3, 5});
    CHECK(flat.fault() == "E-SCORE-08");

    World exact = two_nations();
    exact.local = column({1.1, 6.3, 5, 0.3, 0.9, 1.5});  // Scotland's is .3 emp, but for rounding.
    CHECK(exact.fault() == "E-SCORE-08");

    World proportional = two_nations();
    proportional.spec.version = CompositeVersion::both;
    proportional.add(0, 7, 7);
    proportional.add(1, 7, 7);
    for (std::size_t i = 0; i < proportional.codes.size(); ++i) {
        proportional.income.values[i] = 0.1 * proportional.employment.values[i];
    }
    CHECK(proportional.fault() == "E-SCORE-08");
}

TEST_CASE("composite: invariants on random nations", "[score]") {
    std::mt19937 chance{7};
    std::normal_distribution<double> normal;
    World world;
    world.spec.version = CompositeVersion::both;
    for (int i = 0; i < 400; ++i) {
        const std::int32_t of = i % 3 == 0 ? 1 : 0;
        const double emp = 12 + 5 * normal(chance);
        const double inc = emp + 2 + normal(chance);
        world.add(of, 20 + (of == 0 ? 2.0 : 1.2) * emp + 0.3 * inc + 4 * normal(chance), emp, inc);
    }
    const ScoredComposite scored = world.score();
    // The residuals of a least-squares fit are orthogonal to what was fitted.
    for (const std::int32_t of : {0, 1}) {
        double sum = 0;
        double with_emp = 0;
        double with_inc = 0;
        for (std::size_t i = 0; i < world.codes.size(); ++i) {
            if (world.nation[i] == of) {
                const double e = scored.index.parts[3].values[i];
                sum += e;
                with_emp += e * world.employment.values[i];
                with_inc += e * world.income.values[i];
            }
        }
        CHECK(std::abs(sum) < 1e-9);
        CHECK(std::abs(with_emp) < 1e-8);
        CHECK(std::abs(with_inc) < 1e-8);
    }
    // On one's own scale nothing moves, and an order at home stays an order abroad.
    for (std::size_t i = 0; i < world.codes.size(); ++i) {
        if (world.nation[i] == 0) {
            REQUIRE(scored.index.scores[i] == world.local.values[i]);
        }
    }
    // The order of the rows tells in nothing.
    World turned = world;
    const auto turn = [](auto& list) { std::reverse(list.begin(), list.end()); };
    turn(turned.codes);
    turn(turned.nation);
    for (NumberColumn* each : {&turned.local, &turned.employment, &turned.income}) {
        turn(each->values);
    }
    std::vector<double> again = turned.score().index.scores;
    turn(again);
    CHECK(again == scored.index.scores);
}
