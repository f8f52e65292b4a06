#include <levelin/topology/neighbours.hpp>
#include <random>

#include "coverage_checks.hpp"
#include "shapes.hpp"

using namespace levelin;
using namespace coverage_checks;
using shapes::box;
using shapes::layer;
using shapes::Ring;
using shapes::simple;

namespace {

using Positions = std::vector<std::uint32_t>;
using Pairs = std::vector<BorderPair>;

constexpr auto overlap = CoverageFaultKind::overlap;
constexpr auto gap = CoverageFaultKind::gap;

Pairs rook_pairs(const CoverageResult& made) {
    return pairs_of(rook_neighbours(made.coverage.value().topology()));
}
Pairs queen_pairs(const CoverageResult& made) {
    return pairs_of(queen_neighbours(made.coverage.value().topology()));
}

CoverageOptions closing() {
    CoverageOptions options;
    options.close_wide_overlaps = true;
    return options;
}

double ground(const CoverageResult& made) {
    return total_area(to_boundaries(made.coverage.value().topology()));
}

}  // namespace

TEST_CASE("adversarial: a layer without areas, and areas without polygons") {
    const CoverageResult empty = make_checked(BoundarySet{});
    REQUIRE(empty.coverage);
    CHECK(empty.coverage->topology().size() == 0);
    CHECK(empty.report.faults.empty());

    const CoverageResult blank = make_checked(layer({{}, simple(box(0, 0, 1, 1)), {}}));
    REQUIRE(blank.coverage);
    CHECK(blank.coverage->topology().area_begin == std::vector<std::uint32_t>{0, 0, 1, 1});
    CHECK(blank.report.vanished.empty());  // They had nothing to lose.
    CHECK(make_checked(layer({{}, {}})).coverage);
}

TEST_CASE("adversarial: areas that share all of their border") {
    const CoverageResult board = make_checked(shapes::checkerboard(3, 3));
    CHECK(board.report.faults.empty());
    CHECK(board.report.crossings == 0);
    CHECK(rook_pairs(board).size() == 12);
    CHECK(queen_pairs(board).size() == 20);
    CHECK(ground(board) == 9);
    CHECK(board.coverage->topology().arc_count() == 12 + 8);  // Corners are no nodes.
}

TEST_CASE("adversarial: an enclave fills its hole") {
    const CoverageResult made =
        make_checked(layer({{{box(0, 0, 8, 8), box(2, 2, 6, 6)}}, simple(box(2, 2, 6, 6))}));
    CHECK(made.report.faults.empty());
    CHECK(made.coverage.value().topology().arc_count() == 2);
    CHECK(rook_pairs(made) == Pairs{{0, 1}});
    // Two in one hole, of which one also has an island of the other.
    const CoverageResult more = make_checked(layer({{{box(0, 0, 9, 9), box(2, 2, 8, 6)}},
                                                    {{box(2, 2, 5, 6), box(3, 3, 4, 4)}},
                                                    {{box(5, 2, 8, 6)}, {box(3, 3, 4, 4)}}}));
    CHECK(more.report.faults.empty());
    CHECK(ground(more) == 81);
    CHECK(rook_pairs(more) == Pairs{{0, 1}, {0, 2}, {1, 2}});
}

TEST_CASE("adversarial: areas that overlap are no coverage, and each piece is said") {
    const BoundarySet set = layer({simple(box(0, 0, 4, 4)), simple(box(2, 2, 6, 6))});
    const CoverageResult made = make_checked(set);
    CHECK_FALSE(made.coverage);
    REQUIRE(made.report.faults.size() == 1);
    CHECK(made.report.faults[0].kind == overlap);
    CHECK(made.report.faults[0].areas == Positions{0, 1});
    CHECK(made.report.faults[0].area == Approx(4));
    CHECK(made.report.faults[0].width == Approx(1));
    CHECK(made.report.reshaped.empty());
    const CoverageResult closed = make_checked(set, closing());
    CHECK(ground(closed) == Approx(28));
    CHECK(rook_pairs(closed) == Pairs{{0, 1}});
}

TEST_CASE("adversarial: three areas over one piece of ground") {
    const BoundarySet set =
        layer({simple(box(0, 0, 4, 4)), simple(box(2, 0, 6, 4)), simple(box(1, 1, 5, 3))});
    const CoverageResult made = make_checked(set);
    CHECK_FALSE(made.coverage);
    // Once for each piece: 2 x 4 of 0 and 1, of which 2 x 2 are 2's too; 1 x 2 of 2 and either.
    CHECK(fault_area(made.report, overlap) == Approx(8 + 4));
    REQUIRE_FALSE(made.report.faults.empty());
    CHECK(made.report.faults[0].areas == Positions{0, 1, 2});
    CHECK(made.report.faults[0].area == Approx(4));
    CHECK(ground(make_checked(set, closing())) == Approx(24));
}

TEST_CASE("adversarial: nested areas are no coverage") {
    // A county over its two districts, and an area wholly within another.
    const CoverageResult county = make_checked(
        layer({simple(box(0, 0, 4, 2)), simple(box(0, 0, 2, 2)), simple(box(2, 0, 4, 2))}));
    CHECK_FALSE(county.coverage);
    CHECK(fault_area(county.report, overlap) == Approx(8));
    const BoundarySet within = layer({simple(box(0, 0, 9, 9)), simple(box(2, 2, 4, 4))});
    const CoverageResult refused = make_checked(within);
    CHECK_FALSE(refused.coverage);
    REQUIRE(refused.report.faults.size() == 1);
    CHECK(refused.report.faults[0].areas == Positions{0, 1});
    CHECK(refused.report.faults[0].area == Approx(4));
    const CoverageResult closed = make_checked(within, closing());
    CHECK(ground(closed) == Approx(81));
}

TEST_CASE("adversarial: the same area twice") {
    const BoundarySet set = layer({simple(box(0, 0, 4, 4)), simple(box(0, 0, 4, 4))});
    const CoverageResult made = make_checked(set);
    CHECK_FALSE(made.coverage);
    REQUIRE(made.report.faults.size() == 1);
    CHECK(made.report.faults[0].area == Approx(16));
    const CoverageResult closed = make_checked(set, closing());
    CHECK(ground(closed) == Approx(16));
    CHECK(closed.report.vanished.size() == 1);
}

TEST_CASE("adversarial: borders with a point that the neighbour lacks") {
    // The long edge of 0 meets the corner of 1 and 2.
    const CoverageResult made = make_checked(
        layer({simple(box(0, 0, 2, 4)), simple(box(2, 0, 4, 2)), simple(box(2, 2, 4, 4))}));
    CHECK(made.report.faults.empty());
    CHECK(rook_pairs(made) == Pairs{{0, 1}, {0, 2}, {1, 2}});
    CHECK(ground(made) == 16);
    // On a slope the corner lies beside the edge by less than a cell.
    CoverageOptions slope;
    slope.cells_per_unit = 1;
    slope.sliver_width = 2;
    const CoverageResult sloped =
        make_checked(layer({simple({{0, 0}, {100, 33}, {100, 90}, {0, 90}}),
                            simple({{0, 0}, {0, -90}, {50, -90}, {50, 16.5}}),
                            simple({{50, 16.5}, {50, -90}, {100, -90}, {100, 33}})}),
                     slope);
    REQUIRE(sloped.coverage);
    CHECK(rook_pairs(sloped) == Pairs{{0, 1}, {0, 2}, {1, 2}});
    CHECK(fault_area(sloped.report, gap) < 100);
    CHECK(ground(sloped) == Approx(18000).epsilon(0.01));
}

TEST_CASE("adversarial: borders that differ by a hair") {
    std::mt19937 random(20);
    std::uniform_real_distribution<double> hair(-0.0004, 0.0004);
    Ring west{{-100, 0}};
    Ring east;
    for (int k = 0; k <= 1000; ++k) {
        const Point p{3.0 * ((k * 37) % 11), 1.0 * k};
        west.push_back({p.x + hair(random), p.y + hair(random)});
        east.push_back({p.x + hair(random), p.y + hair(random)});
    }
    west.push_back({-100, 1000});
    std::reverse(east.begin(), east.end());
    east.push_back({200, 0});
    east.insert(east.begin(), {200, 1000});
    const BoundarySet set = layer({simple(west), simple(east)});
    CoverageOptions options;
    options.sliver_width = 0.01;
    const CoverageResult made = make_checked(set, options);
    REQUIRE(made.coverage);
    CHECK(rook_pairs(made) == Pairs{{0, 1}});
    CHECK(ground(made) == Approx(300'000).epsilon(1e-4));
    for (const CoverageFault& fault : made.report.faults) {
        CHECK(fault.width < 0.01);
    }
    // No gap is left: all but the outer frame is shared.
    const auto sides = arc_sides(made.coverage->topology());
    double shared = 0;
    for (std::size_t k = 0; k < sides.size(); ++k) {
        shared += sides[k].left != no_area && sides[k].right != no_area ? 1 : 0;
    }
    CHECK(shared >= 1);
    CHECK(rook_neighbours(made.coverage->topology(), BorderWeight::length).weight[0] > 1000);
}

TEST_CASE("adversarial: areas that meet in points alone") {
    const CoverageResult corner =
        make_checked(layer({simple(box(0, 0, 2, 2)), simple(box(2, 2, 4, 4))}));
    CHECK(corner.report.faults.empty());
    CHECK(rook_pairs(corner).empty());
    CHECK(queen_pairs(corner) == Pairs{{0, 1}});
    // A corner on a neighbour's edge.
    const CoverageResult edge =
        make_checked(layer({simple(box(0, 0, 2, 4)), simple({{2, 2}, {4, 1}, {4, 3}})}));
    CHECK(queen_pairs(edge) == Pairs{{0, 1}});
    CHECK(rook_pairs(edge).empty());
    // Four triangles about a point, with a gap between two of them each.
    const CoverageResult wheel = make_checked(
        layer({simple({{0, 0}, {4, -1}, {4, 1}}), simple({{0, 0}, {1, 4}, {-1, 4}}),
               simple({{0, 0}, {-4, 1}, {-4, -1}}), simple({{0, 0}, {-1, -4}, {1, -4}})}));
    CHECK(queen_pairs(wheel).size() == 6);
    CHECK(rook_pairs(wheel).empty());
}

TEST_CASE("adversarial: gaps are found, closed where they are narrow and kept where wide") {
    // A strip of 1 x 0.01 between two areas that meet above and below it.
    const BoundarySet set =
        layer({simple({{0, 0}, {5, 0}, {5, 1}, {4.99, 1}, {4.99, 2}, {5, 2}, {5, 3}, {0, 3}}),
               simple({{5, 0}, {9, 0}, {9, 3}, {5, 3}, {5, 2}, {5, 1}})});
    const CoverageResult open = make_checked(set);
    REQUIRE(open.coverage);
    REQUIRE(open.report.faults.size() == 1);
    CHECK(open.report.faults[0].kind == gap);
    CHECK(open.report.faults[0].areas == Positions{0, 1});
    CHECK(open.report.faults[0].area == Approx(0.01));
    CHECK(open.report.faults[0].width == Approx(2 * 0.01 / 2.02));
    CHECK(ground(open) == Approx(26.99));
    CoverageOptions options;
    options.sliver_width = 0.1;
    CHECK(ground(make_checked(set, options)) == Approx(27));
}
