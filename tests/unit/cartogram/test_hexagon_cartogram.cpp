#include <catch2/catch.hpp>
#include <levelin/cartogram/hexagon_cartogram.hpp>
#include <levelin/topology/neighbours.hpp>

#include "geos_check.hpp"
#include "sample_maps.hpp"

using namespace levelin;

namespace {

HexagonCartogramOptions quick() {
    HexagonCartogramOptions options;
    options.phases = 2;
    options.moves = 20'000;
    options.threads = 2;
    return options;
}

}  // namespace

TEST_CASE("hexagon cartogram: a hexagon each, groups and neighbours together", "[cartogram]") {
    BoundarySet set = squares_and_none(6, 5);
    // The west is one group, the east another.
    std::vector<std::uint32_t> groups;
    for (std::uint32_t a = 0; a < set.size(); ++a) {
        groups.push_back(a % 6 < 3 ? 7 : 3);
    }
    const Cartogram made = hexagon_cartogram(joined(set), groups, quick());
    REQUIRE(made.boundaries.size() == 31);
    CHECK(made.boundaries.points_of_area(30).empty());
    CHECK(made.diagnostics.find("W-CARTOGRAM-04") != nullptr);
    CHECK(made.diagnostics.find("W-CARTOGRAM-05") == nullptr);
    for (std::size_t a = 0; a < 30; ++a) {
        CHECK(area_of(made.boundaries, a) == Approx(1e8).epsilon(1e-9));
        CHECK(made.boundaries.points_of_area(a).size() == 7);
    }
    CHECK(largest_overlap(made.boundaries) < 1e-3);
    CHECK(made.fit.borders == 49);
    CHECK(made.fit.borders_kept >= 35);
    // What touches shares its corners bit for bit.
    const NeighbourGraph touching = edge_neighbours(made.boundaries);
    const NeighbourGraph true_ones = rook_neighbours(joined(set).topology());
    CHECK(pairs_of(common(touching, true_ones)).size() == made.fit.borders_kept);
    // Each group hangs together.
    for (const std::uint32_t group : {7U, 3U}) {
        std::vector<BorderPair> inside;
        for (const auto& [a, b] : pairs_of(touching)) {
            if (groups[a] == group && groups[b] == group) {
                inside.emplace_back(a, b);
            }
        }
        // Fifteen hang together, the other sixteen of all 31 stand alone.
        CHECK(component_count(components(make_graph(31, inside))) == 17);
    }
}

TEST_CASE("hexagon cartogram: one area; what cannot be done", "[cartogram]") {
    const Cartogram one = hexagon_cartogram(joined(squares(1, 1)), {}, quick());
    CHECK(area_of(one.boundaries, 0) == Approx(1e8));
    CHECK(error_code([] { (void)hexagon_cartogram(joined(squares(2, 1)), {1}, quick()); }) ==
          "E-CARTOGRAM-01");
    BoundarySet many;
    for (int i = 0; i < 1001; ++i) {
        many.codes.push_back(*AreaCode::parse("A" + std::to_string(i)));
        many.names.emplace_back();
        many.area_begin.push_back(0);
    }
    CHECK(error_code([&] { (void)hexagon_cartogram(joined(many), {}, quick()); }) ==
          "E-CARTOGRAM-04");
    many = {};
    CHECK(error_code([&] { (void)hexagon_cartogram(joined(many), {}, quick()); }) ==
          "E-CARTOGRAM-02");
}

TEST_CASE("hexagon cartogram: any number of threads, the same cells", "[cartogram]") {
    HexagonCartogramOptions options = quick();
    options.threads = 1;
    const Cartogram one = hexagon_cartogram(joined(squares(4, 3)), {}, options);
    options.threads = 3;
    CHECK(one.boundaries.points ==
          hexagon_cartogram(joined(squares(4, 3)), {}, options).boundaries.points);
}
