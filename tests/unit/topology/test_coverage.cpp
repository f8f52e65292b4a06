#include <levelin/topology/coverage.hpp>
#include <numeric>

using namespace levelin;

namespace {

using Rings = std::vector<std::vector<Point>>;  // Of one polygon: outer ring, holes.

struct Layer {
    BoundarySet set;
    Layer& area(const char* code, const std::vector<Rings>& polygons) {
        set.codes.push_back(*AreaCode::parse(code));
        set.names.emplace_back();
        for (const Rings& rings : polygons) {
            for (std::vector<Point> ring : rings) {
                ring.push_back(ring.front());
                set.points.insert(set.points.end(), ring.begin(), ring.end());
                set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
            }
            set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
        }
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
        return *this;
    }
    Layer& square(const char* code, double x, double y, double side = 1) {
        return area(code, {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}}});
    }
};

CoverageOptions whole_units() {
    CoverageOptions options;
    options.cells_per_unit = 1;
    options.threads = 1;
    return options;
}

double total_area(const BoundarySet& set) {
    double sum = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        sum += area_of(set, a);
    }
    return sum;
}

}  // namespace

TEST_CASE("Two squares share one arc") {
    Layer layer;
    layer.square("A", 0, 0).square("B", 1, 0);
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    const Topology& t = made.coverage->topology();
    CHECK(t.arc_count() == 3);
    CHECK(made.report.crossings == 0);
    CHECK(made.report.faults.empty());
    const auto sides = arc_sides(t);
    CHECK(std::count_if(sides.begin(), sides.end(), [](const ArcSides& s) {
              return s.left != no_area && s.right != no_area;
          }) == 1);
    CHECK(area_of(to_boundaries(t), 0) == 1);
    CHECK(area_of(to_boundaries(t), 1) == 1);
}

TEST_CASE("A neighbour's point in the middle of an edge becomes a node") {
    Layer layer;
    layer.square("A", 0, 0, 2).square("B", 2, 0).square("C", 2, 1);
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.report.crossings == 1);
    const auto sides = arc_sides(made.coverage->topology());
    CHECK(std::count_if(sides.begin(), sides.end(), [](const ArcSides& s) {
              return s.left != no_area && s.right != no_area;
          }) == 3);
    CHECK(total_area(to_boundaries(made.coverage->topology())) == 6);
}

TEST_CASE("An island is one closed arc from its lowest point") {
    Layer layer;
    layer.area("A", {{{{5, 5}, {4, 2}, {9, 3}}}});
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    const Topology& t = made.coverage->topology();
    REQUIRE(t.arc_count() == 1);
    CHECK(t.grid.position(t.arc(0).front()) == Point{4, 2});
    CHECK(t.arc(0).front() == t.arc(0).back());
    CHECK(t.arc(0).size() == 4);
}

TEST_CASE("A hole that another area fills is shared, and one that none fills is told") {
    const Rings shell{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{3, 3}, {3, 6}, {6, 6}, {6, 3}}};
    Layer layer;
    layer.area("A", {shell});
    auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    REQUIRE(made.report.faults.size() == 1);
    CHECK(made.report.faults[0].kind == CoverageFaultKind::gap);
    CHECK(made.report.faults[0].area == 9);
    CHECK(made.report.faults[0].width == 1.5);
    CHECK(made.report.faults[0].areas == std::vector<std::uint32_t>{0});
    layer.square("B", 3, 3, 3);
    made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.report.faults.empty());
    CHECK(made.coverage->topology().arc_count() == 2);
}

TEST_CASE("Areas that lie in others are refused, and told") {
    Layer layer;
    layer.square("A", 0, 0, 9).square("B", 3, 3, 3);
    const auto made = make_coverage(layer.set, whole_units());
    CHECK_FALSE(made.coverage);
    REQUIRE(made.report.faults.size() == 1);
    CHECK(made.report.faults[0].kind == CoverageFaultKind::overlap);
    CHECK(made.report.faults[0].area == 9);
    CHECK(made.report.faults[0].areas == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("A narrow overlap goes to the area with the longer border, a narrow gap is filled") {
    // A reaches one unit into B; C leaves one unit to A and B.
    Layer layer;
    layer.square("A", 0, 0, 100).area("B", {{{{99, 0}, {200, 0}, {200, 100}, {99, 100}}}});
    CoverageOptions options = whole_units();
    CHECK_FALSE(make_coverage(layer.set, options).coverage);
    options.sliver_width = 2;
    auto made = make_coverage(layer.set, options);
    REQUIRE(made.coverage);
    CHECK(total_area(to_boundaries(made.coverage->topology())) == 20000);
    layer = {};
    layer.square("A", 0, 0, 100)
        .area("B", {{{{101, 0}, {200, 0}, {200, 100}, {101, 100}}}})
        .area("C", {{{{0, 100}, {200, 100}, {200, 150}, {0, 150}}}})
        .area("D", {{{{0, -50}, {200, -50}, {200, 0}, {0, 0}}}});
    made = make_coverage(layer.set, options);
    REQUIRE(made.coverage);
    REQUIRE(made.report.faults.size() == 1);
    CHECK(made.report.faults[0].area == 100);
    CHECK(total_area(to_boundaries(made.coverage->topology())) == 40000);
}

TEST_CASE("A bow-tie keeps both halves, as two parts that meet") {
    Layer layer;
    layer.area("A", {{{{0, 0}, {4, 4}, {4, 0}, {0, 6}}}});
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.report.reshaped == std::vector<std::uint32_t>{0});
    CHECK(made.coverage->topology().area_begin.back() == 2);
}

TEST_CASE("A ring that touches itself becomes a ring and a hole") {
    Layer layer;
    layer.area("A", {{{{0, 0}, {6, 0}, {6, 6}, {3, 6}, {4, 3}, {2, 3}, {3, 6}, {0, 6}}}});
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    const Topology& t = made.coverage->topology();
    CHECK(t.polygon_begin.size() == 2);
    CHECK(t.ring_count() == 2);
    CHECK(area_of(to_boundaries(t), 0) == 33);
}

TEST_CASE("An empty layer and areas without shape are a coverage of nothing") {
    CHECK(make_coverage(BoundarySet{}).coverage);
    Layer layer;
    layer.area("A", {}).square("B", 0, 0);
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.coverage->topology().area_begin == std::vector<std::uint32_t>{0, 0, 1});
    CHECK(made.report.vanished.empty());
}

TEST_CASE("An area that the grid cannot hold is told") {
    Layer layer;
    layer.area("A", {{{{0.1, 0.1}, {0.3, 0.1}, {0.2, 0.4}}}}).square("B", 5, 5);
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.report.flat_rings == 1);
    CHECK(made.report.vanished == std::vector<std::uint32_t>{0});
}

TEST_CASE("Rounding that turns a strip over gives it to the neighbour") {
    // A strip of A one unit wide between B and C; at ten units a cell it has no width.
    Layer layer;
    layer.area("B", {{{{0, 0}, {100, 0}, {100, 104}, {0, 104}}}})
        .area("A", {{{{100, 0}, {101, 0}, {101, 104}, {100, 104}}}})
        .area("C", {{{{101, 0}, {200, 0}, {200, 104}, {101, 104}}}});
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    const auto coarse = requantise(*made.coverage, arc_positions(made.coverage->topology()), 0.1);
    CHECK(coarse.report.vanished == std::vector<std::uint32_t>{1});
    CHECK(total_area(to_boundaries(coarse.coverage.topology())) == 20000);
}

TEST_CASE("The number of threads changes nothing") {
    Layer layer;
    std::uint32_t seed = 7;
    const auto next = [&] { return (seed = seed * 1664525U + 1013904223U) >> 16U; };
    for (int a = 0; a < 300; ++a) {
        const double x = next() % 1000;
        const double y = next() % 1000;
        layer.square(("A" + std::to_string(a)).c_str(), x, y, 1 + next() % 40);
    }
    CoverageOptions options = whole_units();
    options.close_wide_overlaps = true;
    const auto one = make_coverage(layer.set, options);
    options.threads = 8;
    const auto eight = make_coverage(layer.set, options);
    REQUIRE(one.coverage);
    REQUIRE(eight.coverage);
    CHECK(one.coverage->topology().arc_points == eight.coverage->topology().arc_points);
    CHECK(one.coverage->topology().ring_arcs == eight.coverage->topology().ring_arcs);
    CHECK(one.report.crossings == eight.report.crossings);
}

TEST_CASE("A ring that runs over its whole self twice is one ring") {
    Layer layer;
    layer.area("A", {{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {4, 0}, {4, 4}, {0, 4}}}});
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.report.reshaped == std::vector<std::uint32_t>{0});
    CHECK(made.coverage->topology().arc_points.size() == 5);
    CHECK(total_area(to_boundaries(made.coverage->topology())) == 16);
}

TEST_CASE("A bow-tie of two equal halves is not flat") {
    Layer layer;
    layer.area("A", {{{{0, 0}, {4, 4}, {4, 0}, {0, 4}}}});
    const auto made = make_coverage(layer.set, whole_units());
    REQUIRE(made.coverage);
    CHECK(made.report.flat_rings == 0);
    CHECK(total_area(to_boundaries(made.coverage->topology())) == 8);
}
