#include <ogr_geometry.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <levelin/interpolate/overlay.hpp>
#include <map>

#include "shapes.hpp"

using namespace levelin;
using namespace shapes;

namespace {

std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs_of(const Overlay& laid) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs;
    for (const OverlapPair& pair : laid.pairs) {
        CHECK(pairs.emplace(std::pair{pair.source, pair.target}, pair.area_m2).second);
    }
    return pairs;
}

// The common area of two areas of one each.
double common(const std::vector<Polygon>& a, const std::vector<Polygon>& b) {
    const Overlay laid = overlay(one(a), one(b));
    const Overlay turned = overlay(one(b), one(a));
    REQUIRE(laid.pairs.size() <= 1);
    REQUIRE(laid.pairs.size() == turned.pairs.size());
    if (laid.pairs.empty()) {
        return 0;
    }
    CHECK(turned.pairs[0].area_m2 == Approx(laid.pairs[0].area_m2).epsilon(1e-13));
    return laid.pairs[0].area_m2;
}

Ring reversed(Ring ring) {
    std::reverse(ring.begin(), ring.end());
    return ring;
}

double geos_area(const std::vector<Polygon>& a, const std::vector<Polygon>& b) {
    const auto geometry = [](const std::vector<Polygon>& polygons) {
        OGRMultiPolygon out;
        for (const Polygon& polygon : polygons) {
            OGRPolygon part;
            for (const Ring& ring : polygon) {
                OGRLinearRing line;
                for (const Point& p : ring) {
                    line.addPoint(p.x, p.y);
                }
                line.closeRings();
                part.addRing(&line);
            }
            out.addGeometry(&part);
        }
        return out;
    };
    const OGRMultiPolygon first = geometry(a);
    const OGRMultiPolygon second = geometry(b);
    const std::unique_ptr<OGRGeometry> both{first.Intersection(&second)};
    REQUIRE(both);
    double area = 0;
    const auto add_up = [&](const OGRGeometry& part) {
        if (wkbFlatten(part.getGeometryType()) == wkbPolygon) {
            area += part.toPolygon()->get_Area();
        }
    };
    if (OGR_GT_IsSubClassOf(wkbFlatten(both->getGeometryType()), wkbGeometryCollection) != 0) {
        for (const OGRGeometry* part : *both->toGeometryCollection()) {
            add_up(*part);
        }
    } else {
        add_up(*both);
    }
    return area;
}

}  // namespace

TEST_CASE("overlay: squares worked by hand", "[interpolate]") {
    const Polygon unit{square(0, 0, 10)};
    CHECK(common({unit}, {{square(5, 5, 10)}}) == Approx(25).epsilon(1e-14));     // A quarter.
    CHECK(common({unit}, {{square(0, 0, 10)}}) == Approx(100).epsilon(1e-14));    // The same.
    CHECK(common({unit}, {{square(2, 3, 4)}}) == Approx(16).epsilon(1e-14));      // Within.
    CHECK(common({unit}, {{square(-5, -5, 30)}}) == Approx(100).epsilon(1e-14));  // Around.
    CHECK(common({unit}, {{square(10, 0, 10)}}) == 0);                        // They share a side,
    CHECK(common({unit}, {{square(10, 10, 5)}}) == 0);                        // a corner,
    CHECK(common({unit}, {{square(10, 2.5, 3)}}) == 0);                       // a part of a side,
    CHECK(common({unit}, {{square(30, 0, 10)}}) == 0);                        // nothing.
    CHECK(common({unit}, {{square(0, 5, 5)}}) == Approx(25).epsilon(1e-14));  // Along two sides.
    // A diamond about a corner: a quarter of it is in.
    CHECK(common({unit}, {{{{8, 0}, {10, -2}, {12, 0}, {10, 2}}}}) == Approx(2).epsilon(1e-14));
    // Two triangles that cross in a diamond of diagonals 10 and 5.
    CHECK(common({{{{0, 0}, {10, 0}, {5, 10}}}}, {{{{0, 5}, {5, -5}, {10, 5}}}}) ==
          Approx(geos_area({{{{0, 0}, {10, 0}, {5, 10}}}}, {{{{0, 5}, {5, -5}, {10, 5}}}}))
              .epsilon(1e-13));
}

TEST_CASE("overlay: holes, parts and winding", "[interpolate]") {
    const Polygon frame{square(0, 0, 10), square(3, 3, 4)};
    CHECK(common({frame}, {{square(0, 0, 10)}}) == Approx(84).epsilon(1e-14));
    CHECK(common({frame}, {{square(3, 3, 4)}}) == 0);  // Fills the hole.
    CHECK(common({frame}, {{square(4, 4, 2)}}) == 0);  // Lies in the hole.
    CHECK(common({frame}, {{square(2, 2, 3)}}) == Approx(5).epsilon(1e-14));
    CHECK(common({frame}, {frame}) == Approx(84).epsilon(1e-14));
    // An island in the hole.
    CHECK(common({frame, {square(4, 4, 2)}}, {{square(0, 0, 5)}}) == Approx(22).epsilon(1e-14));
    // Parts far apart.
    CHECK(common({{square(0, 0, 2)}, {square(100, 100, 3)}}, {{square(1, 1, 101)}}) ==
          Approx(1 + 4).epsilon(1e-13));
    // Whichever way rings run.
    const Polygon turned{reversed(square(0, 0, 10)), square(3, 3, 4)};
    const Polygon both_turned{reversed(square(0, 0, 10)), reversed(square(3, 3, 4))};
    for (const Polygon& polygon : {frame, turned, both_turned}) {
        CHECK(common({polygon}, {{square(2, 2, 3)}}) == Approx(5).epsilon(1e-14));
        CHECK(common({{square(2, 2, 3)}}, {polygon}) == Approx(5).epsilon(1e-14));
    }
}

TEST_CASE("overlay: a layer on itself is itself", "[interpolate]") {
    // Far from the origin, as national grids are.
    const BoundarySet layer = coverage(7, {431000, 1'182'000}, 12000, 9, 24);
    const Overlay laid = overlay(layer, layer);
    REQUIRE(laid.pairs.size() == layer.size());
    for (std::uint32_t a = 0; a < layer.size(); ++a) {
        CHECK(laid.pairs[a].source == a);
        CHECK(laid.pairs[a].target == a);
        CHECK(laid.pairs[a].area_m2 == Approx(area_of(layer, a)).epsilon(1e-12));
    }
}

TEST_CASE("overlay: coverages add up on both sides", "[interpolate]") {
    for (unsigned seed = 0; seed < 12; ++seed) {
        const Point origin{350000.123, 170000.456};
        const BoundarySet fine = coverage(seed, origin, 9000, 3 + static_cast<int>(seed) * 2, 5);
        const BoundarySet coarse = coverage(1000 + seed, origin, 9000, 3, 40);
        const Overlay laid = overlay(fine, coarse);
        std::vector<double> sources(fine.size(), 0);
        std::vector<double> targets(coarse.size(), 0);
        for (const OverlapPair& pair : laid.pairs) {
            sources[pair.source] += pair.area_m2;
            targets[pair.target] += pair.area_m2;
        }
        for (std::size_t s = 0; s < fine.size(); ++s) {
            CHECK(sources[s] == Approx(area_of(fine, s)).epsilon(1e-11));
            CHECK(laid.source_areas_m2[s] == area_of(fine, s));
        }
        for (std::size_t t = 0; t < coarse.size(); ++t) {
            CHECK(targets[t] == Approx(area_of(coarse, t)).epsilon(1e-11));
            CHECK(laid.target_areas_m2[t] == area_of(coarse, t));
        }
    }
}

TEST_CASE("overlay: same bits for any number of threads, both ways round", "[interpolate]") {
    const BoundarySet fine = coverage(3, {0, 0}, 100, 30, 6);
    const BoundarySet coarse = coverage(4, {10, 10}, 95, 7, 50);
    for (const auto& [a, b] : {std::pair{&fine, &coarse}, std::pair{&coarse, &fine}}) {
        OverlayOptions options;
        options.threads = 1;
        const Overlay first = overlay(*a, *b, options);
        CHECK(std::is_sorted(first.pairs.begin(), first.pairs.end(), [](auto& l, auto& r) {
            return std::pair{l.source, l.target} < std::pair{r.source, r.target};
        }));
        for (const unsigned threads : {2U, 3U, 8U}) {
            options.threads = threads;
            const Overlay again = overlay(*a, *b, options);
            REQUIRE(again.pairs.size() == first.pairs.size());
            for (std::size_t p = 0; p < first.pairs.size(); ++p) {
                CHECK(std::memcmp(&again.pairs[p], &first.pairs[p], sizeof(OverlapPair)) == 0);
            }
        }
    }
    const auto there = pairs_of(overlay(fine, coarse));
    const auto back = pairs_of(overlay(coarse, fine));
    REQUIRE(there.size() == back.size());
    for (const auto& [pair, area] : there) {
        CHECK(back.at({pair.second, pair.first}) == Approx(area).epsilon(1e-11).margin(1e-12));
    }
}

TEST_CASE("overlay: random shapes as GEOS has them", "[interpolate]") {
    std::mt19937 random(20191);
    std::uniform_real_distribution<double> place(-8000, 8000);
    std::uniform_int_distribution<int> corners(3, 40);
    double largest = 0;
    for (int round = 0; round < 400; ++round) {
        // Every tenth has enough corners for the window to be halved, and for stripes.
        const int many = round % 10 == 0 ? 700 : 0;
        const Point origin{400000 + place(random), 300000 + place(random)};
        const Point near{origin.x + place(random), origin.y + place(random)};
        std::vector<Polygon> a{{star(random, origin, 7000, corners(random) + many)}};
        std::vector<Polygon> b{{star(random, near, 9000, corners(random) + many)}};
        if (round % 3 == 0) {
            // Holes well inside, and an island in one of them.
            a[0].push_back(star(random, origin, 900, corners(random)));
            a.push_back({star(random, origin, 120, corners(random))});
            b[0].push_back(reversed(star(random, near, 1200, corners(random))));
        }
        const double expected = geos_area(a, b);
        const double found = common(a, b);
        // GEOS rounds the corners that it makes: coordinates of 400 km, sides of 10 km.
        CHECK(found == Approx(expected).epsilon(1e-11).margin(1e-5));
        largest = std::max(largest, std::abs(found - expected));
    }
    CHECK(largest < 1e-5);
}

TEST_CASE("overlay: borders that nearly coincide give what lies between them", "[interpolate]") {
    for (const double gap : {0.0, 1e-9, 1e-7, 1e-3}) {
        const Ring left{
            {500000, 200000}, {501000 + gap, 200000}, {501000 + gap, 201000}, {500000, 201000}};
        const Ring right{{501000, 200000}, {502000, 200000}, {502000, 201000}, {501000, 201000}};
        CHECK(common({{left}}, {{right}}) == Approx(gap * 1000).margin(1e-6));
    }
    // Turned by very little, so that the borders cross once at a very small angle.
    const Ring still{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
    const Ring turned{{-1e-7, 1e-7}, {1000 + 1e-7, -1e-7}, {1000, 1000}, {0, 1000}};
    CHECK(common({{still}}, {{turned}}) == Approx(1e6).epsilon(1e-9));
}

TEST_CASE("overlay: shapes that are not valid have an area all the same", "[interpolate]") {
    // A bow tie: the lobe that runs the other way counts the other way, as in area_of.
    const Ring bow{{0, 0}, {10, 10}, {10, 0}, {0, 10}};
    const Overlay laid = overlay(one({{bow}}), one({{square(-5, -5, 30)}}));
    CHECK(laid.source_areas_m2[0] == Approx(0).margin(1e-12));
    // A spike, and a point that is there twice, are nothing.
    const Ring spiked{{0, 0}, {10, 0}, {10, 0}, {10, 10}, {10, 25}, {10, 10}, {0, 10}};
    CHECK(common({{spiked}}, {{square(5, 5, 30)}}) == Approx(25).epsilon(1e-14));
    // Parts that overlap count twice.
    CHECK(common({{square(0, 0, 4)}, {square(2, 0, 4)}}, {{square(-10, -10, 30)}}) ==
          Approx(32).epsilon(1e-14));
}

TEST_CASE("overlay: empty layers and areas without a shape", "[interpolate]") {
    BoundarySet layer;
    add(layer, {});
    add(layer, {{square(0, 0, 1)}});
    const Overlay laid = overlay(layer, layer);
    REQUIRE(laid.pairs.size() == 1);
    CHECK(laid.pairs[0].source == 1);
    CHECK(overlay({}, layer).pairs.empty());
    CHECK(overlay(layer, {}).pairs.empty());
    CHECK(overlay({}, {}).pairs.empty());
}

TEST_CASE("overlay: a long border in a window of few edges", "[interpolate]") {
    // 2,000 teeth; a source low between them, one over them, one far to the right of them.
    Ring comb{{0, 0}, {20000, 0}};
    for (int i = 2000; i > 0; --i) {
        comb.push_back({i * 10.0, 100});
        comb.push_back({i * 10.0 - 5, 1000});
    }
    const BoundarySet target = one({{comb}});
    BoundarySet sources;
    add(sources, {{square(7, 0, 10)}});
    add(sources, {{square(10000, 50, 50)}});
    add(sources, {{square(0, 500, 20000)}});
    add(sources, {{square(19999, 900, 50)}});
    add(sources, {{square(5000, 90, 20)}});
    const Overlay laid = overlay(sources, target);
    const auto pairs = pairs_of(laid);
    CHECK(pairs.at({0, 0}) == Approx(100).epsilon(1e-13));
    CHECK(pairs.at({1, 0}) == Approx(2500).epsilon(1e-13));
    for (const std::uint32_t s : {2U, 4U}) {
        const Ring ring = s == 2 ? square(0, 500, 20000) : square(5000, 90, 20);
        CHECK(pairs.at({s, 0}) == Approx(geos_area({{ring}}, {{comb}})).epsilon(1e-12));
    }
    CHECK(pairs.count({3, 0}) == 0);
}
