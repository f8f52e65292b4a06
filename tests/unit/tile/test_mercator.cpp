#include <catch2/catch.hpp>
#include <levelin/tile/mercator.hpp>

using namespace levelin;

TEST_CASE("mercator agrees with the example of EPSG method 1024") {
    // IOGP Guidance Note 7-2, WGS 84 / Pseudo-Mercator: 24 22 54.433 N, 100 20 0.000 W gives
    // E -11169055.58 m, N 2800000.00 m.
    const double latitude = 24 + 22 / 60.0 + 54.433 / 3600;
    const double longitude = -(100 + 20 / 60.0);
    const Point p = to_mercator({longitude, latitude});
    const double world_m = 2 * 3.14159265358979323846 * 6378137;
    CHECK((p.x - 0.5) * world_m == Approx(-11169055.58).margin(0.01));
    CHECK((0.5 - p.y) * world_m == Approx(2800000.00).margin(0.01));
}

TEST_CASE("mercator and its inverse") {
    for (double latitude = -85; latitude <= 85; latitude += 2.5) {
        for (double longitude = -180; longitude <= 180; longitude += 22.5) {
            const Point back = from_mercator(to_mercator({longitude, latitude}));
            CHECK(back.x == Approx(longitude).margin(1e-12));
            CHECK(back.y == Approx(latitude).margin(1e-12));
        }
    }
    CHECK(to_mercator({0, 0}) == Point{0.5, 0.5});
    CHECK(to_mercator({-180, 90}).y == Approx(0).margin(1e-15));
    CHECK(to_mercator({180, -90}).y == Approx(1));
}

TEST_CASE("a unit's length on the ground") {
    // 40,075,016.69 m around the equator, over 4096.
    CHECK(metres_per_tile_unit(0, 0) == Approx(9783.94).margin(0.01));
    CHECK(metres_per_tile_unit(12, 60) == Approx(9783.94 / 4096 / 2).epsilon(1e-6));
}
