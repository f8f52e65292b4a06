#include <catch2/catch.hpp>
#include <cmath>
#include <geos_check.hpp>
#include <levelin/topology/simplify.hpp>

#include "coverage_world.hpp"
#include "grown_field.hpp"

using namespace levelin;
using namespace coverage_world;

namespace {

bool same(const Topology& a, const Topology& b) {
    return a.ring_arcs == b.ring_arcs && a.ring_begin == b.ring_begin &&
           a.polygon_begin == b.polygon_begin && a.area_begin == b.area_begin &&
           a.arc_begin == b.arc_begin && a.arc_points == b.arc_points;
}

// Every ring there, every area valid, no overlap, and the same ground within a share.
void check_level(const Coverage& coverage, const Simplified& level) {
    const Topology& before = coverage.topology();
    const Topology& after = level.coverage.topology();
    CHECK(after.ring_begin == before.ring_begin);
    CHECK(after.ring_arcs == before.ring_arcs);
    for (std::size_t r = 0; r < before.ring_count(); ++r) {
        const auto turns = [&](const Topology& topology) {
            std::vector<Point> ring;
            for (const GridPoint p : ring_points(topology, r)) {
                ring.push_back({static_cast<double>(p.x), static_cast<double>(p.y)});
            }
            return signed_area(ring) > 0;
        };
        CHECK(turns(before) == turns(after));
    }
    const BoundarySet set = to_boundaries(after);
    CHECK(invalid_areas(set).empty());
    CHECK(largest_overlap(set) == 0);
}

// A field of 1,000 by 1,000 with a bay from the right whose mouth is 2 wide, and what lies in it.
Ring with_bay(int corners) {
    Ring ring{{0, 0}, {1000, 0}, {1000, 499}};
    // The bay widens inside, with many points along its shore.
    for (int i = 0; i <= corners; ++i) {
        const double angle = -0.5 + (i + 0.5) * (6.283 - 0.02) / (corners + 1) * -1 + 0.5;
        ring.push_back({std::round(600 + 300 * std::cos(angle - 0.01)),
                        std::round(500 + 300 * std::sin(angle - 0.01))});
    }
    ring.push_back({1000, 501});
    ring.push_back({1000, 1000});
    ring.push_back({0, 1000});
    return ring;
}

Ring spiral(double turns, double gap, double phase, double width) {
    Ring out;
    Ring back;
    const int steps = static_cast<int>(turns * 40);
    for (int i = 20; i <= steps; ++i) {
        const double angle = phase + i * 6.2831853 / 40;
        const double radius = gap * i / 40;
        out.push_back({std::round(radius * std::cos(angle)), std::round(radius * std::sin(angle))});
        back.push_back({std::round((radius + width) * std::cos(angle)),
                        std::round((radius + width) * std::sin(angle))});
    }
    out.insert(out.end(), back.rbegin(), back.rend());
    return out;
}

}  // namespace

TEST_CASE("A border does not sweep over an island in a bay") {
    for (const int corners : {6, 40, 400}) {
        const Coverage coverage =
            coverage_of(areas({{{with_bay(corners)}}, {{{{590, 490}, {610, 490}, {600, 512}}}}}));
        const Simplifier simplifier(coverage);
        for (const double share : {0.0, 0.05, 0.3}) {
            check_level(coverage, simplifier.keep_share(share));
        }
        CHECK(simplifier.keep_share(0).put_back > 0);
    }
}

TEST_CASE("A lake keeps its island, whichever of the two is drawn with more points") {
    Ring lake;
    Ring island;
    for (int i = 0; i < 100; ++i) {
        const double angle = i * 0.0628318;
        lake.push_back(
            {std::round(500 + 300 * std::cos(angle)), std::round(500 + 300 * std::sin(angle))});
        island.push_back({std::round(500 + 295 * std::cos(angle + 0.03)),
                          std::round(500 + 295 * std::sin(angle + 0.03))});
    }
    const Ring field{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
    const Coverage coverage = coverage_of(areas({{{field, lake}}, {{island}}}));
    const Simplifier simplifier(coverage);
    for (const double share : {0.0, 0.1, 0.5}) {
        check_level(coverage, simplifier.keep_share(share));
    }
}

TEST_CASE("Borders between the same two nodes stay in their order") {
    // Three areas in layers between (0,0) and (1000,0); the borders bulge to the same side.
    const auto bulge = [](double height) {
        Ring border;
        for (int i = 0; i <= 20; ++i) {
            border.push_back({50.0 * i, std::round(height * std::sin(i * 3.14159265358979 / 20))});
        }
        return border;
    };
    const auto between = [](const Ring& below, Ring above) {
        Ring ring = below;
        ring.insert(ring.end(), above.rbegin() + 1, above.rend() - 1);
        return ring;
    };
    const Coverage coverage = coverage_of(areas({{{between(bulge(100), bulge(300))}},
                                                 {{between(bulge(300), bulge(310))}},
                                                 {{between(bulge(310), bulge(900))}}}));
    CHECK(coverage.topology().arc_count() == 4);
    const Simplifier simplifier(coverage);
    for (const double share : {0.0, 0.1, 0.5}) {
        check_level(coverage, simplifier.keep_share(share));
    }
}

TEST_CASE("A loop that meets a border in a point stays on its side") {
    // A2 touches A1 in the corner of a bay and turns back in many points.
    Ring loop{{400, 500}};
    for (int i = 1; i < 60; ++i) {
        const double angle = 3.14159265 - i * 6.2831853 / 60;
        loop.push_back(
            {std::round(500 + 100 * std::cos(angle)), std::round(500 + 100 * std::sin(angle))});
    }
    const Ring field{{0, 0},     {1000, 0},   {1000, 300},  {390, 300}, {400, 500},
                     {390, 700}, {1000, 700}, {1000, 1000}, {0, 1000}};
    const Coverage coverage = coverage_of(areas({{{field}}, {{loop}}}));
    const Simplifier simplifier(coverage);
    for (const double share : {0.0, 0.1, 0.5}) {
        check_level(coverage, simplifier.keep_share(share));
    }
}

TEST_CASE("Crescents and spirals keep their turn") {
    Ring crescent;
    for (int i = 0; i <= 60; ++i) {
        const double angle = -2.9 + i * 5.8 / 60;
        crescent.push_back({std::round(500 * std::cos(angle)), std::round(500 * std::sin(angle))});
    }
    for (int i = 59; i > 0; --i) {
        const double angle = -2.9 + i * 5.8 / 60;
        crescent.push_back({std::round(480 * std::cos(angle)), std::round(480 * std::sin(angle))});
    }
    for (const auto& shapes :
         {areas({{{crescent}}}), areas({{{crescent}}, {{{{-10, 0}, {10, 0}, {0, 9}}}}}),
          areas({{{spiral(6, 100, 0, 30)}}, {{spiral(6, 100, 3.14159265, 30)}}}),
          areas({{{spiral(30, 40, 0, 12)}}, {{spiral(30, 40, 3.14159265, 12)}}})}) {
        const Coverage coverage = coverage_of(shapes);
        const Simplifier simplifier(coverage);
        for (const double share : {0.0, 0.05, 0.3, 0.8}) {
            check_level(coverage, simplifier.keep_share(share));
        }
    }
}

TEST_CASE("Coverages grown by chance keep their embedding at every level") {
    std::uint64_t put_back = 0;
    for (unsigned seed = 1; seed <= 25; ++seed) {
        const int side = seed % 5 == 0 ? 60 : 24;
        const Coverage coverage =
            coverage_of(GrownField(side, side, 4 + static_cast<int>(seed % 9), seed).boundaries());
        const Simplifier simplifier(coverage);
        for (const double share : {0.0, 0.02, 0.1, 0.4, 0.8, 1.0}) {
            INFO("seed " << seed << ", share " << share);
            const Simplified level = simplifier.keep_share(share);
            put_back += level.put_back;
            check_level(coverage, level);
            CHECK((share < 1 || same(coverage.topology(), level.coverage.topology())));
        }
    }
    CHECK(put_back > 1000);
}

TEST_CASE("Dropping small parts leaves a coverage as well") {
    for (unsigned seed = 101; seed <= 110; ++seed) {
        const Coverage coverage = coverage_of(GrownField(40, 40, 7, seed).boundaries());
        const Simplifier simplifier(coverage);
        for (const double share : {0.05, 0.5}) {
            INFO("seed " << seed << ", share " << share);
            const Simplified level = simplifier.keep_share(share, {.min_part = 60000});
            const BoundarySet set = to_boundaries(level.coverage.topology());
            CHECK(invalid_areas(set).empty());
            CHECK(largest_overlap(set) == 0);
            CHECK(set.ring_count() ==
                  coverage.topology().ring_count() - level.dropped_parts - level.dropped_holes);
            for (std::size_t a = 0; a < set.size(); ++a) {
                CHECK(set.area_begin[a + 1] > set.area_begin[a]);
            }
        }
    }
}

TEST_CASE("Any number of threads gives the same level") {
    const Coverage coverage = coverage_of(GrownField(90, 90, 12, 5).boundaries());
    for (const double share : {0.0, 0.1, 0.6}) {
        const Simplified one = Simplifier(coverage, 1).keep_share(share);
        for (const unsigned threads : {2U, 5U, 16U}) {
            const Simplified many = Simplifier(coverage, threads).keep_share(share);
            CHECK(same(one.coverage.topology(), many.coverage.topology()));
            CHECK(one.put_back == many.put_back);
            CHECK(one.tolerance_m == many.tolerance_m);
        }
    }
}

TEST_CASE("A level of a level is a coverage still") {
    const Coverage coverage = coverage_of(GrownField(30, 30, 8, 77).boundaries());
    const Simplified first = Simplifier(coverage).keep_share(0.5);
    const Simplified second = Simplifier(first.coverage).keep_share(0.5);
    check_level(first.coverage, second);
    CHECK(second.points_after < first.points_after);
    CHECK(second.points_before == first.points_after);
}
