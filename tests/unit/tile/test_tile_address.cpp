#include <catch2/catch.hpp>
#include <cstdlib>
#include <levelin/tile/tile_address.hpp>

using namespace levelin;

TEST_CASE("tile ids are those of the PMTiles specification") {
    // Specification version 3, section 4.1.
    CHECK(tile_id({0, 0, 0}) == 0);
    CHECK(tile_id({1, 0, 0}) == 1);
    CHECK(tile_id({1, 0, 1}) == 2);
    CHECK(tile_id({1, 1, 1}) == 3);
    CHECK(tile_id({1, 1, 0}) == 4);
    CHECK(tile_id({2, 0, 0}) == 5);
    CHECK(tile_id({12, 3423, 1763}) == 19078479);
}

TEST_CASE("tile ids and addresses are each other's inverse") {
    for (std::uint64_t id = 0; id < 100000; ++id) {
        REQUIRE(tile_id(tile_address(id)) == id);
    }
    const TileAddress far{26, (1U << 26U) - 1, (1U << 26U) - 1};
    CHECK(tile_address(tile_id(far)) == far);
}

TEST_CASE("ids of one zoom go from neighbour to neighbour, quarter by quarter") {
    const std::uint64_t first = tile_id({7, 0, 0});
    for (std::uint64_t id = first; id + 1 < tile_id({8, 0, 0}); ++id) {
        const TileAddress a = tile_address(id);
        const TileAddress b = tile_address(id + 1);
        const auto step = [](std::uint32_t p, std::uint32_t q) { return p > q ? p - q : q - p; };
        REQUIRE(step(a.x, b.x) + step(a.y, b.y) == 1);
    }
    // The sixteen tiles under one of two zooms above stand together.
    for (std::uint64_t id = first; id < tile_id({8, 0, 0}); id += 16) {
        const TileAddress head = tile_address(id);
        for (std::uint64_t i = 1; i < 16; ++i) {
            const TileAddress one = tile_address(id + i);
            REQUIRE(one.x >> 2U == head.x >> 2U);
            REQUIRE(one.y >> 2U == head.y >> 2U);
        }
    }
}
