#include <catch2/catch.hpp>
#include <levelin/tile/clip.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <random>

#include <tile_reader.hpp>
#include <tile_world.hpp>

using namespace levelin;

namespace {

using Rings = std::vector<std::vector<GridPoint>>;

RingList list_of(const Rings& rings) {
    RingList list;
    for (const auto& ring : rings) {
        list.add(ring);
    }
    return list;
}

Rings rings_of(const RingList& list) {
    Rings rings;
    for (std::size_t r = 0; r < list.size(); ++r) {
        rings.emplace_back(list.ring(r).begin(), list.ring(r).end());
    }
    return rings;
}

Rings clipped(const Rings& rings, const GridBox& box) {
    Clipper clipper;
    return rings_of(clipper.clip(list_of(rings), box));
}

Rings area_rings(const TileShapes& shapes, std::size_t area) {
    Rings rings;
    for (std::uint32_t r = shapes.area_begin[area]; r < shapes.area_begin[area + 1]; ++r) {
        rings.emplace_back(shapes.ring(r).begin(), shapes.ring(r).end());
    }
    return rings;
}

const GridBox hundred{0, 0, 100, 100};

}  // namespace

TEST_CASE("what lies inside stays, what lies outside goes") {
    const Rings inside{{{10, 10}, {90, 10}, {90, 90}, {10, 90}}};
    CHECK(clipped(inside, hundred) == inside);
    CHECK(clipped({{{110, 10}, {190, 10}, {190, 90}}}, hundred).empty());
    // Beyond no single side, and yet outside.
    CHECK(clipped({{{101, 0}, {300, 0}, {300, 300}, {0, 300}, {0, 101}, {101, 101}}}, hundred)
              .empty());
    // Touches from outside.
    CHECK(clipped({{{100, 10}, {190, 10}, {190, 90}, {100, 90}}}, hundred).empty());
    // Goes all round.
    const Rings all = clipped({{{-5, -5}, {105, -5}, {105, 105}, {-5, 105}}}, hundred);
    REQUIRE(all.size() == 1);
    CHECK(twice_area(all[0]) == 20000);
    CHECK(all[0].size() == 4);
}

TEST_CASE("a cut point is the exact place, rounded with halves up") {
    // From (-10, 0) to (20, 10): at x = 0, y = 3.33; the way back, and the mirror image.
    const Rings cut = clipped({{{-10, 0}, {20, 10}, {20, 60}, {-10, 60}}}, hundred);
    REQUIRE(cut.size() == 1);
    CHECK(std::count(cut[0].begin(), cut[0].end(), GridPoint{0, 3}) == 1);
    // Halves: from (-1, 0) to (1, 5) at x = 0 is 2.5; likewise below zero.
    const Rings half = clipped({{{-1, 0}, {1, 5}, {1, 60}, {-1, 60}}}, hundred);
    CHECK(std::count(half[0].begin(), half[0].end(), GridPoint{0, 3}) == 1);
    const Rings below = clipped({{{-1, -5}, {1, 0}, {1, 60}, {-1, 60}}}, {0, -100, 100, 100});
    CHECK(std::count(below[0].begin(), below[0].end(), GridPoint{0, -2}) == 1);
}

TEST_CASE("an area that leaves and comes back becomes several rings") {
    // A comb: three teeth reach into the box from the right, joined beyond it.
    const Rings comb{{{50, 10},
                      {200, 10},
                      {200, 90},
                      {50, 90},
                      {50, 80},
                      {150, 80},
                      {150, 60},
                      {50, 60},
                      {50, 40},
                      {150, 40},
                      {150, 20},
                      {50, 20}}};
    const Rings teeth = clipped(comb, hundred);
    REQUIRE(teeth.size() == 3);
    for (const auto& tooth : teeth) {
        CHECK(tooth.size() == 4);
    }
    CHECK(test::twice_area_of(teeth) == 2 * 50 * (10 + 20 + 10));
}

TEST_CASE("holes stay with the ring that they lie in") {
    // A ring round a hole that the box's side cuts: a hole no more.
    const Rings cut = clipped(
        {{{50, 10}, {200, 10}, {200, 90}, {50, 90}}, {{80, 30}, {80, 70}, {120, 70}, {120, 30}}},
        hundred);
    REQUIRE(cut.size() == 1);
    CHECK(twice_area(cut[0]) == 2 * (50 * 80 - 20 * 40));
    // Two teeth with a hole each; the holes follow their own tooth.
    const Rings two = clipped(
        {{{10, 10}, {200, 10}, {200, 90}, {10, 90}, {10, 60}, {150, 60}, {150, 40}, {10, 40}},
         {{20, 20}, {20, 30}, {30, 30}, {30, 20}},
         {{20, 70}, {20, 80}, {30, 80}, {30, 70}}},
        hundred);
    REQUIRE(two.size() == 4);
    for (const std::size_t shell : {0U, 2U}) {
        CHECK(twice_area(two[shell]) > 0);
        CHECK(twice_area(two[shell + 1]) == -200);
        const GridPoint p = two[shell + 1][0];
        CHECK(test::covers({two[shell]}, 2 * p.x, 2 * p.y));
    }
}

TEST_CASE("the pieces of the tiles make up the whole, without gap or overlap") {
    const unsigned seed = GENERATE(range(1U, 9U));
    const TileShapes shapes = test::wandering_squares(3, {1000, 2000}, 6, 611, seed);
    const std::int32_t side = 499;
    Clipper clipper;
    std::vector<std::int64_t> sum(shapes.size(), 0);
    std::mt19937 random(seed);
    for (std::int32_t x = 500; x < 5200; x += side) {
        for (std::int32_t y = 1500; y < 6200; y += side) {
            const GridBox box{x, y, x + side, y + side};
            std::vector<Rings> pieces;
            std::int64_t all = 0;
            for (std::size_t a = 0; a < shapes.size(); ++a) {
                pieces.push_back(rings_of(clipper.clip(list_of(area_rings(shapes, a)), box)));
                for (const auto& ring : pieces.back()) {
                    for (const GridPoint p : ring) {
                        REQUIRE(box.holds(grid_box(std::vector{p})));
                    }
                }
                const std::int64_t area = test::twice_area_of(pieces.back());
                REQUIRE((area > 0) == !pieces.back().empty());
                all += area;
                sum[a] += area;
            }
            // What the areas cover of the box, to the unit.
            const auto covered = [](std::int32_t from, std::int32_t low, std::int32_t high) {
                return std::int64_t{std::max(0, std::min(from + side, high) - std::max(from, low))};
            };
            REQUIRE(all == 2 * covered(x, 1000, 1000 + 6 * 611) * covered(y, 2000, 2000 + 6 * 611));
            for (int i = 0; i < 200; ++i) {
                // Odd: between the lines of the grid.
                const std::int64_t px = 2 * (std::int64_t{x} + random() % side) + 1;
                const std::int64_t py = 2 * (std::int64_t{y} + random() % side) + 1;
                const bool in = px > 2000 && px < 2 * (1000 + 6 * 611) && py > 4000 &&
                                py < 2 * (2000 + 6 * 611);
                const auto owners =
                    std::count_if(pieces.begin(), pieces.end(),
                                  [&](const Rings& r) { return test::covers(r, px, py); });
                REQUIRE(owners == (in ? 1 : 0));
            }
        }
    }
    // An area's pieces make it up, but for cut points off its border by half a unit at most.
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        const double whole = static_cast<double>(test::twice_area_of(area_rings(shapes, a)));
        CHECK(static_cast<double>(sum[a]) == Approx(whole).epsilon(0.002));
    }
}

TEST_CASE("trimming changes nothing inside the box, nor what is cut from it later") {
    const unsigned seed = GENERATE(range(1U, 9U));
    const TileShapes shapes = test::wandering_squares(3, {0, 0}, 3, 2000, seed, 40);
    std::mt19937 random(seed);
    Clipper clipper;
    std::vector<GridPoint> scratch;
    std::size_t trimmed_points = 0;
    std::size_t whole_points = 0;
    for (int i = 0; i < 300; ++i) {
        const auto x = static_cast<std::int32_t>(random() % 6000);
        const auto y = static_cast<std::int32_t>(random() % 6000);
        const GridBox outer{x - 700, y - 700, x + 700, y + 700};
        const GridBox inner{x - 100, y - 200, x + 300, y + 250};
        for (std::size_t a = 0; a < shapes.size(); ++a) {
            const Rings rings = area_rings(shapes, a);
            RingList trimmed;
            for (const auto& ring : rings) {
                append_trimmed(trimmed, ring, outer, scratch);
            }
            trimmed_points += trimmed.points.size();
            whole_points += list_of(rings).points.size();
            for (const GridBox& box : {outer, inner}) {
                const Rings direct = rings_of(clipper.clip(list_of(rings), box));
                const Rings by_way = rings_of(clipper.clip(trimmed, box));
                REQUIRE(test::twice_area_of(direct) == test::twice_area_of(by_way));
                for (int k = 0; k < 10; ++k) {
                    const std::int64_t px = 2 * std::int64_t{box.min_x} + 1 + random() % 799;
                    const std::int64_t py = 2 * std::int64_t{box.min_y} + 1 + random() % 799;
                    REQUIRE(test::covers(direct, px, py) == test::covers(by_way, px, py));
                }
            }
        }
    }
    CHECK(trimmed_points < whole_points / 2);
}

TEST_CASE("clipping holds at the limits of the grid") {
    const std::int32_t far = 1 << 30;
    const Rings large{{{-far, -far}, {far, -far + 1}, {far - 1, far}, {-far + 1, far - 1}}};
    const Rings cut = clipped(large, hundred);
    REQUIRE(cut.size() == 1);
    CHECK(twice_area(cut[0]) == 20000);
}
