#include <catch2/catch.hpp>
#include <levelin/tile/make_tiles.hpp>
#include <random>
#include <set>
#include <stdexcept>

#include <tile_reader.hpp>
#include <tile_world.hpp>

using namespace levelin;

namespace {

std::vector<MadeTile> tiles_of(const TileShapes& shapes, const TileOptions& options) {
    const ResultTable table = test::plain_table(shapes.size());
    const TileAttributes attributes(table, false);
    std::vector<MadeTile> tiles;
    make_tiles(shapes, attributes, options,
               [&](MadeTile tile) { tiles.push_back(std::move(tile)); });
    return tiles;
}

std::int64_t area_of_shape(const TileShapes& shapes, std::size_t area) {
    std::int64_t sum = 0;
    for (std::uint32_t r = shapes.area_begin[area]; r < shapes.area_begin[area + 1]; ++r) {
        sum += twice_area(shapes.ring(r));
    }
    return sum;
}

}  // namespace

TEST_CASE("tiles of a coverage: no gap, no overlap, no area lost") {
    const std::int32_t buffer = GENERATE(0, 64);
    const unsigned seed = GENERATE(1U, 2U);
    // 30 x 30 cells of 1000 units over 8 x 8 tiles and more, with straight outer sides.
    const GridPoint low{4096 * 3 + 100, 4096 * 2 + 50};
    const std::int32_t cell = 1000;
    const TileShapes shapes = test::wandering_squares(4, low, 30, cell, seed, 20);
    TileOptions options;
    options.buffer = buffer;
    const auto tiles = tiles_of(shapes, options);
    REQUIRE(tiles.size() > 60);
    std::vector<std::int64_t> sum(shapes.size(), 0);
    std::mt19937 random(seed);
    std::uint64_t last = 0;
    for (const MadeTile& made : tiles) {
        REQUIRE(made.id > last);
        last = made.id;
        const TileAddress at = tile_address(made.id);
        REQUIRE(at.zoom == 4);
        const auto features = test::read_tile(test::unpack(made.gzip));
        const auto covered = [&](std::uint32_t n, std::int32_t from) {
            const std::int32_t begin = static_cast<std::int32_t>(n) * 4096;
            return std::int64_t{std::min(begin + 4096 + buffer, from + 30 * cell) -
                                std::max(begin - buffer, from)};
        };
        std::int64_t all = 0;
        std::set<std::uint64_t> ids;
        for (const auto& feature : features) {
            ids.insert(feature.id);
            CHECK(feature.properties.at("code") == "A" + std::to_string(feature.id - 1));
            const std::int64_t area = test::twice_area_of(feature.rings);
            REQUIRE(area > 0);
            all += area;
            sum[feature.id - 1] += area;
        }
        REQUIRE(ids.size() == features.size());
        REQUIRE(all == 2 * covered(at.x, low.x) * covered(at.y, low.y));
        const auto width = static_cast<std::uint32_t>(4096 + 2 * buffer);
        for (int i = 0; i < 50; ++i) {
            const std::int64_t px = 2 * (static_cast<std::int64_t>(random() % width) - buffer) + 1;
            const std::int64_t py = 2 * (static_cast<std::int64_t>(random() % width) - buffer) + 1;
            const std::int64_t wx = px + 8192 * std::int64_t{at.x};
            const std::int64_t wy = py + 8192 * std::int64_t{at.y};
            const bool in = wx > 2 * low.x && wx < 2 * (low.x + 30 * cell) && wy > 2 * low.y &&
                            wy < 2 * (low.y + 30 * cell);
            const auto owners = std::count_if(
                features.begin(), features.end(),
                [&](const test::ReadFeature& f) { return test::covers(f.rings, px, py); });
            REQUIRE(owners == (in ? 1 : 0));
        }
    }
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        const auto whole = static_cast<double>(area_of_shape(shapes, a));
        if (buffer == 0) {
            CHECK(static_cast<double>(sum[a]) == Approx(whole).epsilon(0.002));
        } else {
            CHECK(static_cast<double>(sum[a]) > whole * 0.99);
        }
    }
}

TEST_CASE("the number of threads changes no byte") {
    const TileShapes shapes = test::wandering_squares(5, {5000, 5000}, 25, 2000, 3, 30);
    TileOptions options;
    options.threads = 1;
    const auto once = tiles_of(shapes, options);
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        const auto again = tiles_of(shapes, options);
        REQUIRE(again.size() == once.size());
        for (std::size_t i = 0; i < once.size(); ++i) {
            REQUIRE(again[i].id == once[i].id);
            REQUIRE(again[i].gzip == once[i].gzip);
        }
    }
}

TEST_CASE("a tile that an area fills has nothing but a square, and all such tiles are equal") {
    TileShapes shapes;
    shapes.zoom = 6;
    const std::int32_t side = 4096 * 20;
    test::add_area(shapes, {{{100, 100}, {side, 100}, {side, side}, {100, side}}});
    const auto tiles = tiles_of(shapes, {});
    std::size_t full = 0;
    std::string first;
    for (const MadeTile& made : tiles) {
        const auto features = test::read_tile(test::unpack(made.gzip));
        REQUIRE(features.size() == 1);
        const std::vector<std::vector<GridPoint>>& rings = features[0].rings;
        REQUIRE(rings.size() == 1);
        CHECK(rings[0].size() == 4);
        if (twice_area(rings[0]) == 2 * std::int64_t{4096 + 128} * (4096 + 128)) {
            ++full;
            first = first.empty() ? made.gzip : first;
            CHECK(made.gzip == first);
        }
    }
    CHECK(full == 18 * 18);
    // The far sides lie on the sides of tiles: the tiles beyond touch them.
    CHECK(tiles.size() == 21 * 21);
}

TEST_CASE("what only reaches a tile's surroundings makes no tile") {
    TileShapes shapes;
    shapes.zoom = 3;
    test::add_area(shapes, {{{4000, 4000}, {4090, 4000}, {4090, 4090}, {4000, 4090}}});
    const auto tiles = tiles_of(shapes, {});
    REQUIRE(tiles.size() == 1);
    CHECK(tile_address(tiles[0].id) == TileAddress{3, 0, 0});
}

TEST_CASE("areas that overlap are written all the same; none makes no tile") {
    TileShapes shapes;
    shapes.zoom = 0;
    CHECK(tiles_of(shapes, {}).empty());
    test::add_area(shapes, {{{100, 100}, {900, 100}, {900, 900}, {100, 900}}});
    test::add_area(shapes, {{{300, 300}, {500, 300}, {500, 500}, {300, 500}}});
    test::add_area(shapes, {});
    const auto tiles = tiles_of(shapes, {});
    REQUIRE(tiles.size() == 1);
    CHECK(test::read_tile(test::unpack(tiles[0].gzip)).size() == 2);
}

TEST_CASE("what the taker throws stops the work") {
    const TileShapes shapes = test::wandering_squares(5, {5000, 5000}, 25, 2000, 3, 30);
    const ResultTable table = test::plain_table(shapes.size());
    const TileAttributes attributes(table, false);
    TileOptions options;
    options.threads = 3;
    int taken = 0;
    CHECK_THROWS_AS(make_tiles(shapes, attributes, options,
                               [&](const MadeTile&) {
                                   if (++taken == 10) {
                                       throw std::runtime_error("enough");
                                   }
                               }),
                    std::runtime_error);
    CHECK(taken == 10);
    options.buffer = -1;
    CHECK_THROWS_AS(make_tiles(shapes, attributes, options, [](const MadeTile&) {}),
                    std::invalid_argument);
}
