#include <cartogram/moving_map.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "grown_field.hpp"

using namespace levelin;
using namespace levelin::cartogram_parts;

namespace {

double sum(const NumberGrid& grid) {
    return std::accumulate(grid.cells.begin(), grid.cells.end(), 0.0);
}

}  // namespace

TEST_CASE("moving map: sizes, holes taken off", "[cartogram]") {
    const BoundarySet set = coverage_world::areas(
        {{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, {{40, 40}, {60, 40}, {60, 60}, {40, 60}}}},
         {{{{40, 40}, {60, 40}, {60, 60}, {40, 60}}}}});
    const MovingMap map(coverage_world::coverage_of(set).topology());
    CHECK(map.sizes() == std::vector<double>{9600, 400});
}

TEST_CASE("moving map: the mean density of cells, by hand", "[cartogram]") {
    // Cells of 10: a rectangle from (5, 0) to (20, 15), and a triangle in a cell of its own.
    const BoundarySet set = coverage_world::areas(
        {{{{{5, 0}, {20, 0}, {20, 15}, {5, 15}}}}, {{{{30, 0}, {40, 0}, {30, 10}}}}});
    const MovingMap map(coverage_world::coverage_of(set).topology());
    Frame frame;
    frame.cell = 10;
    frame.nx = 4;
    frame.ny = 2;
    const std::vector<double> density{3, 5};
    const NumberGrid mean = map.mean_density(density, 1, frame);
    const std::vector<double> hand{2, 3, 1, 3, 1.5, 2, 1, 1};
    for (std::size_t i = 0; i < hand.size(); ++i) {
        CHECK(mean.cells[i] == Approx(hand[i]).margin(1e-12));
    }
}

TEST_CASE("moving map: what cells hold adds up to what areas hold", "[cartogram]") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const BoundarySet set = coverage_world::GrownField(20, 14, 9, seed).boundaries();
        const MovingMap map(coverage_world::coverage_of(set).topology());
        Frame frame;
        frame.west = -500.5;
        frame.south = -301.25;
        frame.cell = 37.5;
        frame.nx = 128;
        frame.ny = 64;
        std::vector<double> density;
        double held = static_cast<double>(frame.nx * frame.ny);
        const std::vector<double> sizes = map.sizes();
        for (std::size_t a = 0; a < sizes.size(); ++a) {
            density.push_back(0.01 + static_cast<double>(a * a));
            held += (density[a] - 1) * sizes[a] / frame.cell / frame.cell;
        }
        const NumberGrid mean = map.mean_density(density, 1, frame);
        CHECK(sum(mean) == Approx(held).epsilon(1e-12));
        for (const double cell : mean.cells) {
            CHECK(cell > 0.01 - 1e-9);
            CHECK(cell < density.back() + 1e-9);
        }
    }
}

TEST_CASE("moving map: edges get points where they bend, and only there", "[cartogram]") {
    const BoundarySet set =
        coverage_world::areas({{{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}}},
                               {{{{100, 0}, {200, 0}, {200, 100}, {100, 100}}}}});
    const Coverage coverage = coverage_world::coverage_of(set);
    MovingMap straight(coverage.topology());
    straight.carry(
        [](std::vector<Point> points) {
            for (Point& p : points) {
                p = {2 * p.x + 5, p.y - 1};
            }
            return points;
        },
        0.1, 1);
    CHECK(straight.points() == MovingMap(coverage.topology()).points());
    CHECK(straight.sizes() == std::vector<double>{20000, 20000});

    // x + y^2 / 100: edges along x stay straight, the three along y become parabolas.
    MovingMap bent(coverage.topology());
    const auto parabola = [](std::vector<Point> points) {
        for (Point& p : points) {
            p.x += p.y * p.y / 100;
        }
        return points;
    };
    bent.carry(parabola, 0.1, 1);
    // A chord over a length of d is off by d^2 / 400 at its middle: 6.25 at most are allowed.
    CHECK(bent.points() == MovingMap(coverage.topology()).points() + 3 * 15);
    CHECK(bent.sizes()[0] == Approx(10000).epsilon(1e-3));
    const BoundarySet moved = bent.boundaries(coverage.topology());
    for (const Point& p : moved.points) {
        CHECK(std::abs(std::remainder(p.x - p.y * p.y / 100, 100)) <
              1e-9 + (p.y == 0 ? 200 : 0) + (p.y == 100 ? 200 : 0));
    }
}
