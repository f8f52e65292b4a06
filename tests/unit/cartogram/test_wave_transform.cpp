#include <cartogram/wave_transform.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>

using namespace levelin::cartogram_parts;

namespace {

std::vector<double> drawn(std::size_t n, std::mt19937_64& random) {
    std::uniform_real_distribution<double> uniform(-1, 1);
    std::vector<double> out(n);
    for (double& x : out) {
        x = uniform(random);
    }
    return out;
}

/// The sums as the header writes them.
std::vector<double> direct(const std::vector<double>& x, Waves waves) {
    const auto n = static_cast<double>(x.size());
    std::vector<double> out(x.size(), 0.0);
    for (std::size_t a = 0; a < x.size(); ++a) {
        for (std::size_t b = 0; b < x.size(); ++b) {
            const bool amounts = waves == Waves::amounts;
            const auto wave = static_cast<double>(amounts ? a : b);
            const double place = static_cast<double>(amounts ? b : a) + 0.5;
            const double angle = std::numbers::pi * wave * place / n;
            out[a] += x[b] * (waves == Waves::sines ? std::sin(angle) : std::cos(angle));
        }
    }
    return out;
}

}  // namespace

TEST_CASE("wave transform: as the sums that define it", "[cartogram]") {
    std::mt19937_64 random{3};
    for (const std::size_t n : {2U, 4U, 8U, 32U, 256U}) {
        const WaveTransform transform(n);
        for (const Waves waves : {Waves::amounts, Waves::cosines, Waves::sines}) {
            NumberGrid grid(n, 2);
            const std::vector<double> first = drawn(n, random);
            const std::vector<double> second = drawn(n, random);
            std::copy(first.begin(), first.end(), grid.row(0));
            std::copy(second.begin(), second.end(), grid.row(1));
            grid = along_rows(std::move(grid), transform, waves, 1);
            const std::vector<double> a = direct(first, waves);
            const std::vector<double> b = direct(second, waves);
            for (std::size_t i = 0; i < n; ++i) {
                CHECK(grid.row(0)[i] == Approx(a[i]).margin(1e-12 * static_cast<double>(n)));
                CHECK(grid.row(1)[i] == Approx(b[i]).margin(1e-12 * static_cast<double>(n)));
            }
        }
    }
    CHECK_THROWS_AS(WaveTransform(1), std::invalid_argument);
    CHECK_THROWS_AS(WaveTransform(48), std::invalid_argument);
}

TEST_CASE("wave transform: rows by any number of threads, turned over and back", "[cartogram]") {
    std::mt19937_64 random{4};
    NumberGrid grid(64, 32);
    grid.cells = drawn(64 * 32, random);
    const WaveTransform transform(64);
    const NumberGrid one = along_rows(grid, transform, Waves::amounts, 1);
    const NumberGrid three = along_rows(grid, transform, Waves::amounts, 3);
    CHECK(one.cells == three.cells);
    const NumberGrid turned = transposed(grid, 2);
    CHECK(turned.nx == 32);
    CHECK(turned.row(5)[7] == grid.row(7)[5]);
    CHECK(transposed(turned, 1).cells == grid.cells);
}
