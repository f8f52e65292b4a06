#include <cartogram/circle_packing.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace levelin;
using namespace levelin::cartogram_parts;

namespace {

double apart(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

CirclePacking alone(std::vector<Point> places, std::vector<double> radii) {
    CirclePacking packing;
    packing.places = places;
    packing.centroids = std::move(places);
    packing.landmass.assign(radii.size(), 0);
    packing.neighbours = make_graph(radii.size(), std::span<const NeighbourLink>{});
    packing.radii = std::move(radii);
    packing.steps = 200;
    return packing;
}

}  // namespace

TEST_CASE("pack: circles that are apart stay where they are", "[cartogram]") {
    const CirclePacking packing = alone({{0, 0}, {100, 0}, {0, 100}}, {10, 20, 30});
    const std::vector<Point> at = pack(packing);
    for (std::size_t a = 0; a < 3; ++a) {
        CHECK(apart(at[a], packing.places[a]) < 1e-6);
    }
}

TEST_CASE("pack: neighbours are drawn together until they touch", "[cartogram]") {
    CirclePacking packing = alone({{0, 0}, {100, 0}}, {10, 20});
    packing.gap = 1;
    packing.neighbours = make_graph(2, std::vector<NeighbourLink>{{0, 1, 7}, {1, 0, 7}});
    const std::vector<Point> at = pack(packing);
    CHECK(apart(at[0], at[1]) >= 31 - 1e-9);
    CHECK(apart(at[0], at[1]) < 33);
    CHECK(at[0].y == Approx(0).margin(1e-6));
}

TEST_CASE("pack: no two circles overlap, water is kept, also of circles in one place",
          "[cartogram]") {
    std::mt19937_64 random{5};
    for (int round = 0; round < 12; ++round) {
        const std::size_t n = 2 + random() % 150;
        std::vector<Point> places;
        std::vector<double> radii;
        std::vector<std::uint32_t> land;
        const unsigned spread = round % 3 == 0 ? 1 : round % 3 == 1 ? 200 : 3000;
        for (std::size_t a = 0; a < n; ++a) {
            places.push_back(
                {static_cast<double>(random() % spread), static_cast<double>(random() % spread)});
            radii.push_back(1 + static_cast<double>(random() % 1000 / (1 + random() % 40)));
            land.push_back(static_cast<std::uint32_t>(random() % 3));
        }
        CirclePacking packing = alone(places, radii);
        packing.landmass = land;
        packing.gap = 0.5;
        packing.strait = 15;
        packing.steps = 60;
        const std::vector<Point> at = pack(packing);
        double closest = 1e9;
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a + 1; b < n; ++b) {
                closest = std::min(closest, apart(at[a], at[b]) - radii[a] - radii[b] -
                                                (land[a] == land[b] ? 0.5 : 15));
            }
        }
        CHECK(closest > -1e-9);
    }
}
