#include <cartogram/flow_field.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace levelin;
using namespace levelin::cartogram_parts;

TEST_CASE("flow: an even density moves nothing", "[cartogram]") {
    NumberGrid even(64, 128);
    std::fill(even.cells.begin(), even.cells.end(), 7.0);
    const FlowField flow = FlowMaker(64, 128, 1).flow(even, 2);
    for (const Point p : {Point{0, 0}, Point{20.3, 70.1}, Point{64, 128}}) {
        const Point q = flow.drifted(p, 1e-6);
        CHECK(q.x == Approx(p.x).margin(1e-9));
        CHECK(q.y == Approx(p.y).margin(1e-9));
    }
}

TEST_CASE("flow: a wave of density is flattened as its integral says", "[cartogram]") {
    // 1 + a cos(pi x / L): what lies west of x is x + a L / pi sin(pi x / L), and so comes to lie
    // there, since all ends with a density of 1. Along y nothing moves.
    constexpr double a = 0.6;
    for (const bool along_x : {true, false}) {
        const std::size_t nx = along_x ? 256 : 64;
        const std::size_t ny = along_x ? 64 : 256;
        NumberGrid wave(nx, ny);
        for (std::size_t y = 0; y < ny; ++y) {
            for (std::size_t x = 0; x < nx; ++x) {
                const double place = static_cast<double>(along_x ? x : y) + 0.5;
                wave.row(y)[x] = 1 + a * std::cos(std::numbers::pi * place / 256);
            }
        }
        const FlowField flow = FlowMaker(nx, ny, 2).flow(wave, 0);
        for (const double start : {0.0, 3.3, 64.0, 128.0, 200.7, 256.0}) {
            const Point p = along_x ? Point{start, 20} : Point{20, start};
            const Point q = flow.drifted(p, 1e-5);
            const double end =
                start + a * 256 / std::numbers::pi * std::sin(std::numbers::pi * start / 256);
            CHECK((along_x ? q.x : q.y) == Approx(end).margin(0.01));
            CHECK((along_x ? q.y : q.x) == Approx(20).margin(1e-6));
        }
    }
}

TEST_CASE("flow: smoothing takes a wave's height as a Gaussian does", "[cartogram]") {
    constexpr double a = 0.5;
    constexpr double sigma = 20;
    const double k = std::numbers::pi / 128;
    NumberGrid wave(128, 64);
    for (std::size_t y = 0; y < 64; ++y) {
        for (std::size_t x = 0; x < 128; ++x) {
            wave.row(y)[x] = 1 + a * std::cos(k * (static_cast<double>(x) + 0.5));
        }
    }
    const double height = a * std::exp(-0.5 * sigma * sigma * k * k);
    const FlowField flow = FlowMaker(128, 64, 1).flow(wave, sigma);
    CHECK(flow.drifted({64, 30}, 1e-5).x == Approx(64 + height / k).margin(0.01));
}
