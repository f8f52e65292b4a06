#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/cartogram/dorling_cartogram.hpp>

#include "geos_check.hpp"
#include "sample_maps.hpp"

using namespace levelin;

TEST_CASE("dorling cartogram: circles as large as values, apart and in order", "[cartogram]") {
    const BoundarySet set = squares(4, 3);
    const std::vector<double> people{1, 2, 3, 4, 9, 1, 1, 5, 2, 2, 8, 1};
    DorlingOptions options;
    options.fill = 0.5;
    const Cartogram made = dorling_cartogram(joined(set), column(people), options);
    for (std::size_t a = 0; a < set.size(); ++a) {
        CHECK(area_of(made.boundaries, a) == Approx(0.6e9 * people[a] / 39).epsilon(1e-9));
        const auto ring = made.boundaries.points_of_area(a);
        CHECK(ring.size() == 73);
        CHECK(signed_area(ring) > 0);
        for (const Point& p : ring) {
            CHECK(std::hypot(p.x - made.centres[a].x, p.y - made.centres[a].y) ==
                  Approx(std::sqrt(area_of(made.boundaries, a) / M_PI)).epsilon(2e-3));
        }
    }
    CHECK(made.fit.max_error < 1e-9);
    CHECK(made.fit.borders == 17);
    CHECK(made.fit.borders_kept >= 12);
    CHECK(invalid_areas(made.boundaries).empty());
    CHECK(largest_overlap(made.boundaries) == 0);
    // Rows and columns of the map are still told by the circles.
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t x = 0; x + 1 < 4; ++x) {
            CHECK(made.centres[4 * row + x].x < made.centres[4 * row + x + 1].x);
        }
    }
    for (std::size_t x = 0; x < 4; ++x) {
        CHECK(made.centres[x].y < made.centres[8 + x].y);
    }
}

TEST_CASE("dorling cartogram: no shape, no value, one area; wrong options", "[cartogram]") {
    NumberColumn some = column({1, 4, 0, 2});
    some.status[2] = Status::missing;
    const Cartogram made = dorling_cartogram(joined(squares_and_none(3, 1)), some, {});
    CHECK(made.boundaries.size() == 4);
    CHECK(made.boundaries.points_of_area(3).empty());
    CHECK(area_of(made.boundaries, 2) == Approx(0.7e8));
    CHECK(area_of(made.boundaries, 1) == Approx(4 * area_of(made.boundaries, 0)));
    CHECK(made.diagnostics.find("W-CARTOGRAM-02") != nullptr);
    CHECK(made.diagnostics.find("W-CARTOGRAM-04") != nullptr);
    CHECK(area_of(dorling_cartogram(joined(squares(1, 1)), column({3}), {}).boundaries, 0) ==
          Approx(0.7e8));

    const auto code = [](const std::function<void(DorlingOptions&)>& change) {
        DorlingOptions wrong;
        change(wrong);
        return error_code([&] {
            (void)dorling_cartogram(joined(squares(2, 1)), column({1, 1}), wrong);
        });
    };
    CHECK(code([](DorlingOptions& o) { o.fill = 1.5; }) == "E-CARTOGRAM-01");
    CHECK(code([](DorlingOptions& o) { o.steps = 0; }) == "E-CARTOGRAM-01");
    CHECK(code([](DorlingOptions& o) { o.sides = 3; }) == "E-CARTOGRAM-01");
    CHECK(code([](DorlingOptions& o) { o.strait = 0; }) == "E-CARTOGRAM-01");
}

TEST_CASE("dorling cartogram: any number of threads, the same points", "[cartogram]") {
    DorlingOptions options;
    options.threads = 1;
    const NumberColumn people = column({1, 2, 3, 4, 5, 6});
    const Cartogram one = dorling_cartogram(joined(squares(3, 2)), people, options);
    options.threads = 3;
    CHECK(one.boundaries.points ==
          dorling_cartogram(joined(squares(3, 2)), people, options).boundaries.points);
}
