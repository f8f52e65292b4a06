#include <catch2/catch.hpp>
#include <levelin/cartogram/hexagon_map_targets.hpp>

#include "sample_maps.hpp"

using namespace levelin;

TEST_CASE("hexagon targets: neighbours come to one spacing, strangers and islands keep off",
          "[cartogram]") {
    // A row of three at half a spacing, 0-1 and 1-2 bordering; an island far to the east of 2.
    const std::vector<Point> row{{0, 0}, {50, 0}, {100, 0}, {2000, 0}};
    TargetOptions options;
    options.spacing_m = 100;
    options.keep_place = 0;
    options.steps = 2000;
    const auto at = hexagon_targets(row, row, {{0, 1}, {1, 2}}, {0, 0, 0, 3}, options);
    CHECK(at[1].x - at[0].x == Approx(100).epsilon(0.01));
    CHECK(at[2].x - at[1].x == Approx(100).epsilon(0.01));
    CHECK(at[3].x - at[2].x == Approx(220).epsilon(0.01));
    CHECK(error_code([&] {
              (void)hexagon_targets(row, row, {{0, 4}}, {0, 0, 0, 3}, options);
          }) == "E-CARTOGRAM-01");
    CHECK(error_code([&] { (void)hexagon_targets(row, row, {}, {0}, options); }) ==
          "E-CARTOGRAM-01");
}
