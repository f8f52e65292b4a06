#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/topology/neighbours.hpp>
#include <random>

#include "geos_check.hpp"
#include "grown_field.hpp"
#include "sample_maps.hpp"

using namespace levelin;

namespace {

FlowOptions quick() {
    FlowOptions options;
    options.grid = 256;
    options.threads = 2;
    return options;
}

}  // namespace

TEST_CASE("flow cartogram: squares grow and shrink to their values", "[cartogram]") {
    const BoundarySet set = squares(4, 3);
    const Coverage coverage = joined(set);
    const std::vector<double> people{1, 2, 3, 4, 9, 1, 1, 5, 2, 2, 8, 1};
    const Cartogram made = flow_cartogram(coverage, column(people), quick());
    CHECK(made.fit.max_error < 0.01);
    double all = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        all += area_of(made.boundaries, a);
    }
    CHECK(all == Approx(1.2e9).epsilon(1e-3));
    for (std::size_t a = 0; a < set.size(); ++a) {
        CHECK(area_of(made.boundaries, a) / all == Approx(people[a] / 39).epsilon(0.011));
        CHECK(made.goals_m2[a] == Approx(1.2e9 * people[a] / 39));
    }
    CHECK(made.fit.borders == 17);
    CHECK(made.fit.borders_kept == 17);
    CHECK(invalid_areas(made.boundaries).empty());
    CHECK(largest_overlap(made.boundaries) < 1e-6);
    CHECK(made.boundaries.codes == set.codes);
    // Who lay west and east, south and north of each other still does.
    CHECK(made.centres[0].x < made.centres[3].x);
    CHECK(made.centres[0].y < made.centres[8].y);
}

TEST_CASE("flow cartogram: equal densities move nothing", "[cartogram]") {
    const Coverage coverage = joined(squares(3, 3));
    const Cartogram made = flow_cartogram(coverage, column(std::vector<double>(9, 5.0)), quick());
    CHECK(made.rounds == 0);
    CHECK(made.fit.max_error < 1e-9);
    CHECK(made.fit.mean_displacement_m < 1e-3);
}

TEST_CASE("flow cartogram: one area, and areas that are not there", "[cartogram]") {
    const Coverage one = joined(squares(1, 1));
    const Cartogram alone = flow_cartogram(one, column({12}), quick());
    CHECK(area_of(alone.boundaries, 0) == Approx(1e8));
    CHECK(alone.fit.borders == 0);

    const Cartogram made =
        flow_cartogram(joined(squares_and_none(2, 1)), column({1, 3, 5}), quick());
    CHECK(made.boundaries.size() == 3);
    CHECK(made.boundaries.points_of_area(2).empty());
    CHECK(area_of(made.boundaries, 1) == Approx(1.5e8).epsilon(0.01));
    CHECK(made.diagnostics.find("W-CARTOGRAM-04") != nullptr);
}

TEST_CASE("flow cartogram: an area without a value keeps its size", "[cartogram]") {
    NumberColumn some = column({1, 1, 6, 0});
    some.status[3] = Status::missing;
    const Cartogram made = flow_cartogram(joined(squares(4, 1)), some, quick());
    CHECK(area_of(made.boundaries, 3) == Approx(1e8).epsilon(0.01));
    CHECK(area_of(made.boundaries, 2) == Approx(3e8 * 6 / 8).epsilon(0.01));
    CHECK(made.diagnostics.find("W-CARTOGRAM-02") != nullptr);
}

TEST_CASE("flow cartogram: ragged areas with enclaves and islands stay a coverage", "[cartogram]") {
    std::mt19937_64 random{11};
    for (unsigned seed = 1; seed <= 4; ++seed) {
        BoundarySet set = coverage_world::GrownField(24, 20, 14, seed).boundaries();
        for (Point& p : set.points) {
            p = {p.x * 50, p.y * 50};
        }
        const CoverageResult whole = make_coverage(set);
        REQUIRE(whole.coverage);
        std::vector<double> people;
        for (std::size_t a = 0; a < set.size(); ++a) {
            people.push_back(std::exp(static_cast<double>(random() % 300) / 100.0));
        }
        const Cartogram made = flow_cartogram(*whole.coverage, column(people), quick());
        CHECK(made.fit.max_error < 0.05);
        CHECK(made.fit.mean_error < 0.01);
        CHECK(made.fit.borders_kept == made.fit.borders);
        CHECK(invalid_areas(made.boundaries).empty());
        CHECK(largest_overlap(made.boundaries) < 1e-6);
        // As rook neighbours of what came out, found anew.
        const CoverageResult again = make_coverage(made.boundaries);
        REQUIRE(again.coverage);
        CHECK(rook_neighbours(again.coverage->topology()) ==
              rook_neighbours(whole.coverage->topology()));
    }
}

TEST_CASE("flow cartogram: any number of threads, the same points", "[cartogram]") {
    const Coverage coverage = joined(squares(5, 4));
    std::vector<double> people;
    for (int i = 0; i < 20; ++i) {
        people.push_back(1 + i * i % 7);
    }
    FlowOptions options = quick();
    options.threads = 1;
    const Cartogram one = flow_cartogram(coverage, column(people), options);
    options.threads = 3;
    const Cartogram three = flow_cartogram(coverage, column(people), options);
    CHECK(one.boundaries.points == three.boundaries.points);
    CHECK(one.fit.max_error == three.fit.max_error);
}

TEST_CASE("flow cartogram: too few rounds are told, wrong options refused", "[cartogram]") {
    const Coverage coverage = joined(squares(4, 1));
    FlowOptions options = quick();
    options.rounds = 2;
    const Cartogram made = flow_cartogram(coverage, column({1, 50, 1, 9}), options);
    CHECK(made.rounds == 2);
    CHECK(made.fit.max_error > 0.01);
    REQUIRE(made.diagnostics.find("W-CARTOGRAM-03") != nullptr);

    const auto code = [&](const std::function<void(FlowOptions&)>& change) {
        FlowOptions wrong = quick();
        change(wrong);
        return error_code([&] { (void)flow_cartogram(coverage, column({1, 1, 1, 1}), wrong); });
    };
    CHECK(code([](FlowOptions& o) { o.grid = 100; }) == "E-CARTOGRAM-01");
    CHECK(code([](FlowOptions& o) { o.grid = 8192; }) == "E-CARTOGRAM-01");
    CHECK(code([](FlowOptions& o) { o.rounds = 0; }) == "E-CARTOGRAM-01");
    CHECK(code([](FlowOptions& o) { o.goal = 0; }) == "E-CARTOGRAM-01");
    CHECK(code([](FlowOptions& o) { o.margin = -1; }) == "E-CARTOGRAM-01");
    CHECK(code([](FlowOptions& o) { o.detail = -1; }) == "E-CARTOGRAM-01");
}
