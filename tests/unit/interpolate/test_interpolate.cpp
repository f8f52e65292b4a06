#include <catch2/catch.hpp>
#include <levelin/interpolate/interpolate.hpp>
#include <levelin/interpolate/locate.hpp>
#include <numeric>

#include "shapes.hpp"

using namespace levelin;
using namespace shapes;

namespace {

NumberColumn numbers(const std::vector<double>& values) {
    NumberColumn column;
    column.name = "people";
    for (const double value : values) {
        column.push(value);
    }
    return column;
}

Shares by_area(const BoundarySet& sources, const BoundarySet& targets,
               const ShareOptions& options = {}) {
    return shares_by_area(overlay(sources, targets), sources.codes, targets.codes, options);
}

// Two squares of 100 m side by side, over which two targets lie: one has the left three quarters
// of the first, the other its last quarter and half of the second; the rest lies in none.
struct World {
    BoundarySet sources;
    BoundarySet targets;
    World() {
        add(sources, {{square(0, 0, 100)}});
        add(sources, {{square(100, 0, 100)}});
        add(targets, {{{{0, 0}, {75, 0}, {75, 100}, {0, 100}}}});
        add(targets, {{{{75, 0}, {150, 0}, {150, 100}, {75, 100}}}});
    }
};

}  // namespace

TEST_CASE("interpolate: worked by hand", "[interpolate]") {
    const World world;
    const NumberColumn values = numbers({400, 1000});

    const Shares keep = by_area(world.sources, world.targets);
    REQUIRE(keep.pairs.size() == 3);
    CHECK(keep.pairs[0].share_of_source == Approx(0.75));
    CHECK(keep.pairs[1].share_of_source == Approx(0.25));
    CHECK(keep.pairs[2].share_of_source == 1);
    CHECK(keep.pairs[1].share_of_target == Approx(1.0 / 3));
    CHECK(keep.pairs[2].share_of_target == Approx(2.0 / 3));
    CHECK(keep.covered == std::vector<double>{1, 1});
    CHECK(keep.spill_area_m2 == Approx(5000));
    REQUIRE(keep.findings.find("N-INTERPOLATE-02") != nullptr);
    CHECK(keep.findings.find("N-INTERPOLATE-02")->examples == std::vector<std::string>{"A1"});

    const Interpolated extensive = interpolate_extensive(values, keep);
    CHECK(extensive.column.name == "people");
    CHECK(extensive.column.values[0] == Approx(300));
    CHECK(extensive.column.values[1] == Approx(100 + 1000));
    CHECK(extensive.source_total == 1400);
    CHECK(extensive.target_total == Approx(1400).epsilon(1e-15));
    CHECK(extensive.lost == 0);
    CHECK(extensive.withheld == 0);

    const Interpolated intensive = interpolate_intensive(values, keep);
    CHECK(intensive.column.values[0] == 400);
    CHECK(intensive.column.values[1] == Approx((400 + 2 * 1000) / 3.0));

    ShareOptions losing;
    losing.spill = Spill::lose;
    const Shares lose = by_area(world.sources, world.targets, losing);
    CHECK(lose.pairs[2].share_of_source == Approx(0.5));
    CHECK(lose.findings.find("W-INTERPOLATE-03") != nullptr);
    const Interpolated less = interpolate_extensive(values, lose);
    CHECK(less.column.values[1] == Approx(100 + 500));
    CHECK(less.lost == Approx(500));
    CHECK(less.source_total == Approx(less.target_total + less.lost));
    // What is outside changes no mean.
    CHECK(interpolate_intensive(values, lose).column.values == intensive.column.values);
}

TEST_CASE("interpolate: a layer onto itself changes nothing", "[interpolate]") {
    const BoundarySet layer = coverage(2, {300000, 400000}, 5000, 11, 12);
    std::vector<double> values(layer.size());
    std::iota(values.begin(), values.end(), 0.1);
    const Shares shares = by_area(layer, layer);
    CHECK(shares.findings.empty());
    CHECK(interpolate_extensive(numbers(values), shares).column.values == values);
    CHECK(interpolate_intensive(numbers(values), shares).column.values == values);
    for (const double covered : shares.covered) {
        CHECK(covered == Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("interpolate: totals are conserved on random coverages", "[interpolate]") {
    std::mt19937 random(99);
    std::uniform_real_distribution<double> people(0, 3000);
    std::uniform_real_distribution<double> place(-500, 500);
    for (unsigned seed = 0; seed < 30; ++seed) {
        const BoundarySet from = coverage(seed, {1000, 1000}, 4000, 12, 4);
        // Shifted, so that sources stick out and some lie outside.
        const BoundarySet onto =
            coverage(seed + 77, {1000 + place(random), 1000 + place(random)}, 3900, 5, 9);
        NumberColumn values;
        double total = 0;
        for (std::size_t s = 0; s < from.size(); ++s) {
            if (s % 7 == seed % 11) {
                values.push(Status::suppressed);
            } else {
                values.push(people(random));
                total += values.values.back();
            }
        }
        for (const double share : {0.0, 1e-4, 0.02}) {
            for (const Spill spill : {Spill::keep, Spill::lose}) {
                ShareOptions options;
                options.slivers = {0, share};
                options.spill = spill;
                const Shares shares = by_area(from, onto, options);
                const Interpolated out = interpolate_extensive(values, shares);
                CHECK(out.source_total == Approx(total).epsilon(1e-12));
                const double accounted = out.target_total + out.withheld + out.lost;
                CHECK(accounted == Approx(total).epsilon(1e-12));
                double sum = 0;
                for (std::size_t t = 0; t < onto.size(); ++t) {
                    sum += out.column.status[t] == Status::ok ? out.column.values[t] : 0;
                }
                CHECK(sum == Approx(out.target_total).epsilon(1e-12));
                std::vector<double> given(from.size(), 0);
                std::vector<double> taken(onto.size(), 0);
                for (const SharePair& pair : shares.pairs) {
                    given[pair.source] += pair.share_of_source;
                    taken[pair.target] += pair.share_of_target;
                }
                for (const double g : given) {
                    CHECK(
                        (spill == Spill::lose ? g < 1 + 1e-12 : g == 0 || std::abs(g - 1) < 1e-14));
                }
                for (const double t : taken) {
                    CHECK((t == 0 || std::abs(t - 1) < 1e-14));
                }
                // A mean lies between the least and the largest of its values.
                const Interpolated mean = interpolate_intensive(values, shares, 0);
                for (std::size_t t = 0; t < onto.size(); ++t) {
                    if (mean.column.status[t] == Status::ok) {
                        CHECK(mean.column.values[t] >= 0);
                        CHECK(mean.column.values[t] <= 3000);
                    }
                }
            }
        }
    }
}

TEST_CASE("interpolate: a missing value is never a zero", "[interpolate]") {
    const World world;
    const Shares shares = by_area(world.sources, world.targets);
    NumberColumn values = numbers({400, 0});
    values.values[1] = 0;
    values.status[1] = Status::suppressed;

    const Interpolated sum = interpolate_extensive(values, shares);
    CHECK(sum.column.status == std::vector<Status>{Status::ok, Status::suppressed});
    CHECK(sum.column.values[0] == Approx(300));
    CHECK(sum.withheld == Approx(100));
    CHECK(sum.covered[0] == 1);
    CHECK(sum.covered[1] == Approx(1.0 / 3));

    const Interpolated mean = interpolate_intensive(values, shares);
    CHECK(mean.column.status == std::vector<Status>{Status::ok, Status::below_minimum});
    CHECK(mean.covered[1] == Approx(1.0 / 3));
    const Interpolated lenient = interpolate_intensive(values, shares, 0.3);
    CHECK(lenient.column.status[1] == Status::ok);
    CHECK(lenient.column.values[1] == Approx(400));

    // A source that the table had no row for is no less missing.
    values.status[1] = Status::no_row;
    CHECK(interpolate_extensive(values, shares).column.status[1] == Status::no_row);
    values.status[1] = Status::suppressed;

    // No value at all: the reason travels; the larger part's where there are two.
    values.status[0] = Status::not_applicable;
    const Interpolated none = interpolate_intensive(values, shares);
    CHECK(none.column.status == std::vector<Status>{Status::not_applicable, Status::suppressed});
    CHECK(interpolate_extensive(values, shares).column.status == none.column.status);
}

TEST_CASE("interpolate: targets and sources that meet nothing", "[interpolate]") {
    World world;
    add(world.sources, {{square(1000, 1000, 10)}});
    add(world.targets, {{square(5000, 5000, 10)}});
    const Shares shares = by_area(world.sources, world.targets);
    REQUIRE(shares.findings.find("W-INTERPOLATE-01") != nullptr);
    CHECK(shares.findings.find("W-INTERPOLATE-01")->examples == std::vector<std::string>{"A2"});
    const Interpolated sum = interpolate_extensive(numbers({1, 2, 4}), shares);
    CHECK(sum.column.status[2] == Status::no_row);
    CHECK(sum.lost == 4);
    CHECK(sum.covered[2] == 0);
    CHECK(interpolate_intensive(numbers({1, 2, 4}), shares).column.status[2] == Status::no_row);
}

TEST_CASE("interpolate: slivers are dropped, counted, and cost nobody anything", "[interpolate]") {
    BoundarySet sources;
    add(sources, {{square(0, 0, 1000)}});
    add(sources, {{square(1000, 0, 1000)}});
    BoundarySet targets;  // The border between them is drawn 5 cm further right.
    add(targets, {{{{0, 0}, {1000.05, 0}, {1000.05, 1000}, {0, 1000}}}});
    add(targets, {{{{1000.05, 0}, {2000, 0}, {2000, 1000}, {1000.05, 1000}}}});
    const NumberColumn values = numbers({700, 900});
    const Shares shares = by_area(sources, targets);
    CHECK(shares.slivers == 1);
    CHECK(shares.sliver_area_m2 == Approx(50).epsilon(1e-6));
    REQUIRE(shares.findings.find("N-INTERPOLATE-01") != nullptr);
    CHECK(interpolate_extensive(values, shares).column.values == values.values);

    ShareOptions exact;
    exact.slivers = {0, 0};
    const Shares all = by_area(sources, targets, exact);
    CHECK(all.slivers == 0);
    CHECK(interpolate_extensive(values, all).column.values[0] == Approx(700 + 900 * 5e-5));
    // The absolute rule by itself.
    exact.slivers = {49, 0};
    CHECK(by_area(sources, targets, exact).slivers == 0);
    exact.slivers = {51, 0};
    CHECK(by_area(sources, targets, exact).slivers == 1);

    // A source that touches its only target by a sliver keeps it.
    BoundarySet aside;
    add(aside, {{square(-999.9999, 0, 1000)}});
    const Shares kept = by_area(aside, targets);
    CHECK(kept.slivers == 0);
    CHECK(interpolate_extensive(numbers({7}), kept).column.values[0] == 7);
}

TEST_CASE("interpolate: targets that overlap are told, and totals conserved", "[interpolate]") {
    World world;
    add(world.targets, {{square(0, 0, 50)}});
    const Shares shares = by_area(world.sources, world.targets);
    REQUIRE(shares.findings.find("W-INTERPOLATE-02") != nullptr);
    CHECK(shares.findings.find("W-INTERPOLATE-02")->count == 1);
    const Interpolated sum = interpolate_extensive(numbers({400, 1000}), shares);
    CHECK(sum.target_total == Approx(1400).epsilon(1e-14));
}

TEST_CASE("interpolate: people weigh instead of area", "[interpolate]") {
    const World world;
    const Overlay laid = overlay(world.sources, world.targets);
    // Nine of ten people of the first source live in its last quarter.
    const std::vector<PopulationPoint> points{{0, 0, 10},  {0, 1, 60},      {0, 1, 30},
                                              {1, 1, 200}, {no_area, 0, 5}, {0, 0, 0}};
    const Shares shares = shares_by_points(laid, points, world.sources.codes, world.targets.codes);
    REQUIRE(shares.pairs.size() == 3);
    CHECK(shares.pairs[0].by_people);
    CHECK(shares.pairs[1].weight == 90);
    const NumberColumn values = numbers({400, 1000});
    const Interpolated sum = interpolate_extensive(values, shares);
    CHECK(sum.column.values[0] == Approx(40));
    CHECK(sum.column.values[1] == Approx(360 + 1000));
    CHECK(interpolate_intensive(values, shares).column.values[1] ==
          Approx((90 * 400 + 200 * 1000) / 290.0));
    REQUIRE(shares.findings.find("W-INTERPOLATE-06") != nullptr);
    CHECK(shares.findings.find("W-INTERPOLATE-06")->count == 2);
    CHECK(shares.findings.find("W-INTERPOLATE-05") == nullptr);
}

TEST_CASE("interpolate: means by the people of the sources, counts by ground", "[interpolate]") {
    const World world;
    const Overlay laid = overlay(world.sources, world.targets);
    const Shares by_area = shares_by_area(laid, world.sources.codes, world.targets.codes);
    NumberColumn people = numbers({400, 1000});
    const Shares shares = weighted_by_people(by_area, people, world.sources.codes);
    REQUIRE(shares.pairs.size() == 3);
    CHECK(shares.pairs[0].weight == Approx(300));
    CHECK(shares.pairs[1].weight == Approx(100));
    CHECK(shares.pairs[2].weight == Approx(1000));
    CHECK(shares.pairs[1].share_of_target == Approx(100 / 1100.0));
    CHECK(shares.findings.find("N-INTERPOLATE-08") == nullptr);
    const NumberColumn values = numbers({4, 10});
    CHECK(interpolate_intensive(values, shares).column.values[1] ==
          Approx((100 * 4 + 1000 * 10) / 1100.0));
    CHECK(interpolate_extensive(values, shares).column.values ==
          interpolate_extensive(values, by_area).column.values);

    // 1,000 people on 5,000 m2 in targets: a fifth of a person for each of the first's 10,000 m2.
    people.status[0] = Status::suppressed;
    people.values[0] = 0;
    const Shares guessed = weighted_by_people(by_area, people, world.sources.codes);
    CHECK(guessed.pairs[0].weight == Approx(1500));
    CHECK_FALSE(guessed.pairs[0].by_people);
    REQUIRE(guessed.findings.find("N-INTERPOLATE-08") != nullptr);

    // Where nobody lives there is no mean.
    const Shares empty = weighted_by_people(by_area, numbers({0, 0}), world.sources.codes);
    CHECK(empty.pairs[0].share_of_target == 0);
    CHECK(interpolate_intensive(values, empty).column.status[0] != Status::ok);
}

TEST_CASE("interpolate: a source without people is shared by area", "[interpolate]") {
    const World world;
    const Overlay laid = overlay(world.sources, world.targets);
    const std::vector<PopulationPoint> points{{1, 1, 200}};
    const Shares shares = shares_by_points(laid, points, world.sources.codes, world.targets.codes);
    REQUIRE(shares.findings.find("W-INTERPOLATE-05") != nullptr);
    CHECK(shares.findings.find("W-INTERPOLATE-05")->examples == std::vector<std::string>{"A0"});
    REQUIRE(shares.pairs.size() == 3);
    CHECK_FALSE(shares.pairs[0].by_people);
    CHECK(shares.pairs[0].share_of_source == Approx(0.75));
    // 200 people on 10,000 m2 are what is known of the density: 50 in the quarter.
    CHECK(shares.pairs[1].weight == Approx(50));
    CHECK(interpolate_intensive(numbers({400, 1000}), shares).column.values[1] ==
          Approx((50 * 400 + 200 * 1000) / 250.0));

    // All people outside all targets: by area too. Some of them: they are lost where that is asked.
    ShareOptions losing;
    losing.spill = Spill::lose;
    const Shares outside = shares_by_points(
        laid, std::vector<PopulationPoint>{{0, no_area, 10}, {1, 1, 150}, {1, no_area, 50}},
        world.sources.codes, world.targets.codes, losing);
    CHECK_FALSE(outside.pairs[0].by_people);
    CHECK(outside.pairs[2].by_people);
    CHECK(outside.pairs[2].share_of_source == Approx(0.75));
}
