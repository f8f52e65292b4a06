#include <cmath>
#include <levelin/core/error.hpp>
#include <numbers>

#include "coverage_checks.hpp"
#include "shapes.hpp"

using namespace levelin;
using namespace coverage_checks;
using shapes::Area;
using shapes::box;
using shapes::layer;
using shapes::Ring;
using shapes::simple;

namespace {

using Positions = std::vector<std::uint32_t>;

double box_area(const Area& shape) {
    const BoundarySet set = layer({shape});
    const Box all = bounding_box(set.points);
    return (all.max_x - all.min_x) * (all.max_y - all.min_y);
}

/// One area on a grid of a thousandth: what comes out must be `area` large, in `polygons` parts.
CoverageResult one(const Area& shape, double area, std::size_t polygons, std::size_t rings) {
    const CoverageResult made = make_checked(layer({shape}));
    REQUIRE(made.coverage);
    const Topology& topology = made.coverage->topology();
    // Sums of products of coordinates are exact to 2^-52 of the ground's box.
    const double rounding = topology.arc_points.empty() ? 0 : box_area(shape) * 0x1p-50;
    CHECK(total_area(to_boundaries(topology)) == Approx(area).epsilon(1e-9).margin(rounding));
    CHECK(topology.area_begin[1] == polygons);
    CHECK(topology.ring_count() == rings);
    CHECK(made.report.vanished.empty() == (polygons > 0));
    CHECK(fault_area(made.report, CoverageFaultKind::overlap) == 0);
    return made;
}

}  // namespace

TEST_CASE("adversarial: bow-ties become their two halves") {
    // The lines y = x and y = 2 - x / 3 cross at (1.5, 1.5): 1.5 + 13.5 on either side.
    const auto lopsided = one(simple({{0, 0}, {6, 6}, {6, 0}, {0, 2}}), 1.5 + 13.5, 2, 2);
    CHECK(lopsided.report.reshaped == Positions{0});
    CHECK(lopsided.report.crossings >= 1);
    // Of equal halves: the signed area of the ring is 0, but it has ground.
    one(simple({{0, 0}, {4, 4}, {4, 0}, {0, 4}}), 8, 2, 2);
}

TEST_CASE("adversarial: spikes are cut off, inwards and outwards") {
    one(simple({{0, 0}, {4, 0}, {4, 4}, {2, 4}, {2, 8}, {2, 4}, {0, 4}}), 16, 1, 1);
    one(simple({{0, 0}, {4, 0}, {4, 4}, {2, 4}, {2, 2}, {2, 4}, {0, 4}}), 16, 1, 1);
    // At the point where the ring begins, and along an edge.
    one(simple({{0, 0}, {-3, -3}, {0, 0}, {4, 0}, {4, 4}, {0, 4}}), 16, 1, 1);
    one(simple({{0, 0}, {6, 0}, {4, 0}, {4, 4}, {0, 4}}), 16, 1, 1);
    one(simple({{0, 0}, {4, 0}, {4, 4}, {4, -2}, {4, 4}, {0, 4}}), 16, 1, 1);
    // A spike from one side to the other does not cut the area in two.
    one(simple({{0, 0}, {4, 0}, {4, 4}, {2, 4}, {2, 0}, {2, 4}, {0, 4}}), 16, 1, 1);
}

TEST_CASE("adversarial: points given twice are one") {
    one(simple({{0, 0}, {0, 0}, {4, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 4}, {0, 0}}), 16, 1, 1);
    // Equal on the grid alone.
    one(simple({{0, 0}, {0.0004, 0}, {4, 0}, {4, 4.0004}, {4, 4}, {0, 4}}), 16, 1, 1);
}

TEST_CASE("adversarial: rings that enclose nothing are left out and said") {
    const auto flat = one(simple({{0, 0}, {4, 0}, {2, 0}}), 0, 0, 0);
    CHECK(flat.report.flat_rings == 1);
    CHECK(flat.report.vanished == Positions{0});
    one(simple({{1, 1}, {1, 1}, {1, 1}}), 0, 0, 0);
    one(simple({{0, 0}, {3, 3}, {6, 0}, {3, 3}}), 0, 0, 0);
    // Smaller than a cell.
    one(simple(box(0.1, 0.1, 0.1003, 0.1003)), 0, 0, 0);
    // A flat hole takes nothing away, and is no reason to lose the area.
    const auto hole = one({{box(0, 0, 4, 4), {{1, 1}, {3, 1}, {2, 1}}}}, 16, 1, 1);
    CHECK(hole.report.vanished.empty());
    CHECK(hole.report.flat_rings == 1);
}

TEST_CASE("adversarial: holes may touch the shell") {
    one({{box(0, 0, 8, 8), {{0, 4}, {3, 6}, {3, 2}}}}, 64 - 6, 1, 2);
    // At two points the area falls into two parts.
    one({{box(0, 0, 8, 8), {{0, 4}, {4, 6}, {8, 4}, {4, 2}}}}, 64 - 16, 2, 2);
    // Along an edge it is a bay.
    one({{box(0, 0, 8, 8), {{0, 2}, {0, 6}, {3, 6}, {3, 2}}}}, 64 - 12, 1, 1);
    // Two holes that touch each other and the shell cut a part off.
    one({{box(0, 0, 8, 8), {{0, 4}, {4, 4}, {2, 2}}, {{4, 4}, {8, 4}, {6, 2}}}}, 64 - 8, 2, 2);
    // Two holes that share an edge are one.
    one({{box(0, 0, 8, 8), box(2, 2, 4, 4), box(4, 2, 6, 4)}}, 64 - 8, 1, 2);
    // Two that touch at a point, and two that cross.
    one({{box(0, 0, 8, 8), box(2, 2, 4, 4), box(4, 4, 6, 6)}}, 64 - 8, 1, 3);
    one({{box(0, 0, 8, 8), box(2, 2, 5, 5), box(4, 4, 6, 6)}}, 64 - 12, 1, 2);
}

TEST_CASE("adversarial: holes that are where none can be") {
    // Outside the shell: no hole at all.
    one({{box(0, 0, 4, 4), box(6, 6, 8, 8)}}, 16, 1, 1);
    // Across the shell.
    one({{box(0, 0, 4, 4), box(2, 2, 6, 6)}}, 12, 1, 1);
    // The shell again: nothing is left.
    const auto nothing = one({{box(0, 0, 4, 4), box(0, 0, 4, 4)}}, 0, 0, 0);
    CHECK(nothing.report.vanished == Positions{0});
    // Around the shell.
    one({{box(2, 2, 4, 4), box(0, 0, 8, 8)}}, 0, 0, 0);
    // The same hole twice.
    one({{box(0, 0, 8, 8), box(2, 2, 4, 4), box(2, 2, 4, 4)}}, 60, 1, 2);
}

TEST_CASE("adversarial: islands in holes, and again") {
    // Squares within squares, part after part of one area.
    Area nested;
    double area = 0;
    for (int k = 0; k < 6; ++k) {
        const double in = 4.0 * k;
        nested.push_back({box(in, in, 50 - in, 50 - in), box(in + 2, in + 2, 48 - in, 48 - in)});
        area += std::pow(50 - 2 * in, 2) - std::pow(46 - 2 * in, 2);
    }
    one(nested, area, 6, 12);
    // An island that touches its lake's shore at a point, at two points, and along an edge.
    one({{box(0, 0, 8, 8), box(2, 2, 6, 6)}, {{{2, 4}, {4, 3}, {4, 5}}}}, 64 - 16 + 2, 2, 3);
    one({{box(0, 0, 8, 8), box(2, 2, 6, 6)}, {{{2, 4}, {4, 3}, {6, 4}, {4, 5}}}}, 64 - 16 + 4, 2,
        3);
    one({{box(0, 0, 8, 8), box(2, 2, 6, 6)}, {box(2, 3, 4, 5)}}, 64 - 16 + 4, 1, 2);
}

TEST_CASE("adversarial: parts of one area that overlap or share an edge are one") {
    one({{box(0, 0, 4, 4)}, {box(2, 2, 6, 6)}}, 28, 1, 1);
    one({{box(0, 0, 4, 4)}, {box(4, 0, 8, 4)}}, 32, 1, 1);
    one({{box(0, 0, 4, 4)}, {box(0, 0, 4, 4)}}, 16, 1, 1);
    one({{box(0, 0, 8, 8)}, {box(2, 2, 4, 4)}}, 64, 1, 1);
    one({{box(0, 0, 4, 4)}, {box(4, 4, 8, 8)}}, 32, 2, 2);
    // Four around a square: its hole is no part of them.
    one({{box(0, 0, 6, 2)}, {box(4, 0, 6, 6)}, {box(0, 4, 6, 6)}, {box(0, 0, 2, 6)}}, 32, 1, 2);
}

TEST_CASE("adversarial: triangles are areas") {
    one(simple({{0, 0}, {4, 0}, {0, 4}}), 8, 1, 1);
    one(simple({{0, 0}, {0, 4}, {4, 0}}), 8, 1, 1);  // Clockwise.
    one(simple({{0, 0}, {0.001, 0}, {0, 0.001}}), 0.5e-6, 1, 1);
}

TEST_CASE("adversarial: pinched rings") {
    const auto eight = one(simple({{0, 0}, {2, 2}, {4, 0}, {4, 4}, {2, 2}, {0, 4}}), 8, 2, 2);
    CHECK(eight.report.reshaped.empty());
    // A bay that touches itself is a hole.
    one(simple({{0, 0}, {8, 0}, {8, 8}, {0, 8}, {0, 4}, {3, 6}, {3, 2}, {0, 4}}), 58, 1, 2);
    // A ring about a lake, joined to the shore by an edge walked twice.
    one(simple({{0, 0},
                {8, 0},
                {8, 8},
                {0, 8},
                {0, 4},
                {2, 4},
                {2, 6},
                {6, 6},
                {6, 2},
                {2, 2},
                {2, 4},
                {0, 4}}),
        64 - 16, 1, 2);
}

TEST_CASE("adversarial: rings that run over themselves twice") {
    const auto twice =
        one(simple({{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {4, 0}, {4, 4}, {0, 4}}), 16, 1, 1);
    CHECK(twice.report.reshaped == Positions{0});
    // Twice in opposite ways: non-zero winding leaves nothing.
    one(simple({{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {0, 4}, {4, 4}, {4, 0}}), 0, 0, 0);
    // An edge walked three times.
    one(simple({{0, 0}, {4, 0}, {0, 0}, {4, 0}, {4, 4}, {0, 4}}), 16, 1, 1);
    // A loop within a loop, the same way about: wound about twice, still there.
    one(simple({{0, 0}, {8, 0}, {8, 8}, {0, 8}, {0, 0}, {2, 2}, {6, 2}, {6, 6}, {2, 6}, {2, 2}}),
        64, 1, 1);
    // A five-pointed star: its middle is wound about twice.
    const auto star =
        make_checked(layer({simple({{0, 30}, {18, -24}, {-29, 9}, {29, 9}, {-18, -24}})}));
    REQUIRE(star.coverage);
    CHECK(star.report.reshaped == Positions{0});
    CHECK(star.coverage->topology().ring_count() == 1);
    CHECK(star.coverage->topology().area_begin[1] == 1);
}

TEST_CASE("adversarial: rings at the grid's limits") {
    constexpr double end = 2147483.6;
    one(simple(box(0, 0, end, end)), end * end, 1, 1);
    // The halves of a bow-tie from corner to corner cross in the middle of everything.
    const auto tie = make_checked(layer({simple({{0, 0}, {end, end}, {end, 0}, {0, end - 2}})}));
    REQUIRE(tie.coverage);
    CHECK(tie.coverage->topology().area_begin[1] == 2);
    // Needles as long as the grid, a cell wide.
    one(simple({{0, 0}, {end, end - 0.001}, {end, end}}), end * 0.001 / 2, 1, 1);
    one({{box(0, 0, end, end),
          {{0.001, 0.001}, {end - 0.001, end - 0.002}, {end - 0.001, end - 0.001}}}},
        end * end - (end - 0.002) * 0.001 / 2, 1, 2);
    CHECK_THROWS_AS(make_coverage(layer({simple(box(0, 0, 2 * end, 1))})), GeometryError);
    // Far from the origin as well.
    one(simple(box(4e9, -4e9, 4e9 + 4, -4e9 + 4)), 16, 1, 1);
}

TEST_CASE("adversarial: a ring of a million points") {
    // A coast: bays within bays, no edge longer than a few metres.
    constexpr std::size_t points = 1'000'000;
    Ring coast;
    for (std::size_t i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / points;
        const double radius = 100'000 * (1 + 0.1 * std::sin(60 * angle)) +
                              500 * std::sin(4'000 * angle) + (i % 2 == 0 ? 0.2 : 0.0);
        coast.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    const BoundarySet set = layer({simple(std::move(coast))});
    const CoverageResult made = make_coverage(set, {.threads = 2});
    REQUIRE(made.coverage);
    CHECK(made.report.points == points + 1);
    CHECK(made.report.reshaped.empty());
    const BoundarySet out = to_boundaries(made.coverage->topology());
    CHECK(out.points.size() == points + 1);
    CHECK(invalid_areas(out).empty());
    CHECK(total_area(out) == Approx(total_area(set)).epsilon(1e-6));
}

TEST_CASE("adversarial: a comb whose long teeth all lie side by side") {
    constexpr std::size_t points = 10'000;
    Ring comb;
    for (std::size_t i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / points;
        const double radius = i % 2 == 0 ? 100'000 : 60'000;
        comb.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    const BoundarySet set = layer({simple(std::move(comb))});
    const CoverageResult made = make_checked(set);
    REQUIRE(made.coverage);
    CHECK(total_area(to_boundaries(made.coverage->topology())) ==
          Approx(total_area(set)).epsilon(1e-6));
}
