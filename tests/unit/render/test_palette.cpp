#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/render/palette.hpp>

using namespace levelin;

namespace {

/// What a colour looks like with a missing cone. Source: G. M. Machado, M. M. Oliveira, L. A. F.
/// Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE
/// TVCG 15(6), matrices of severity 1.0 on linear light.
using Matrix = std::array<std::array<double, 3>, 3>;
Colour seen_with(const Matrix& m, Colour c) {
    const auto linear = [](std::uint8_t v) {
        const double x = v / 255.0;
        return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    const double in[3] = {linear(c.red), linear(c.green), linear(c.blue)};
    std::uint8_t out[3] = {};
    for (std::size_t i = 0; i < 3; ++i) {
        const double x = std::clamp(m[i][0] * in[0] + m[i][1] * in[1] + m[i][2] * in[2], 0.0, 1.0);
        const double v = x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
        out[i] = static_cast<std::uint8_t>(std::lround(255 * v));
    }
    return {out[0], out[1], out[2]};
}

constexpr Matrix protanopia{{{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{{{0.367322, 0.860646, -0.227968},
                               {0.280085, 0.672501, 0.047413},
                               {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{{{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}};

double distance(Colour a, Colour b) {
    const Lab p = to_lab(a);
    const Lab q = to_lab(b);
    return std::hypot(p.lightness - q.lightness, std::hypot(p.a - q.a, p.b - q.b));
}

}  // namespace

TEST_CASE("to_lab: published values of the primaries; there and back for a lattice of colours",
          "[render]") {
    const Lab red = to_lab({255, 0, 0});
    CHECK(red.lightness == Approx(53.24).margin(0.01));
    CHECK(red.a == Approx(80.09).margin(0.02));
    CHECK(red.b == Approx(67.20).margin(0.02));
    CHECK(to_lab({255, 255, 255}).lightness == Approx(100).margin(1e-4));
    CHECK(to_lab({0, 0, 0}).lightness == Approx(0).margin(1e-9));
    for (int i = 0; i < 512; ++i) {
        const Colour c{static_cast<std::uint8_t>((i & 7) * 36),
                       static_cast<std::uint8_t>((i >> 3 & 7) * 36),
                       static_cast<std::uint8_t>((i >> 6 & 7) * 36)};
        CHECK(to_colour(to_lab(c)) == c);
    }
    CHECK(hex_text({0x0a, 0xf0, 0xff}) == "#0af0ff");
}

TEST_CASE("sequential_palette: darker from class to class, for every kind of colour vision",
          "[render]") {
    for (int n = 2; n <= 12; ++n) {
        const std::vector<Colour> colours = sequential_palette(n);
        REQUIRE(colours.size() == static_cast<std::size_t>(n));
        for (std::size_t i = 1; i < colours.size(); ++i) {
            INFO(n << " classes, " << hex_text(colours[i - 1]) << " and " << hex_text(colours[i]));
            const double step = to_lab(colours[i - 1]).lightness - to_lab(colours[i]).lightness;
            CHECK(step > (n <= 10 ? 7.0 : 5.0));
            for (const auto& eye : {protanopia, deuteranopia, tritanopia}) {
                const Colour a = seen_with(eye, colours[i - 1]);
                const Colour b = seen_with(eye, colours[i]);
                CHECK(to_lab(a).lightness > to_lab(b).lightness);
                CHECK(distance(a, b) > 5.0);
            }
        }
        // Set off from white paper, and dark enough for a wide range.
        CHECK(distance(colours.front(), {255, 255, 255}) > 30);
        CHECK(to_lab(colours.back()).lightness < 20);
    }
}

TEST_CASE("sequential_palette: one class takes the middle; too many are an error", "[render]") {
    const double middle = to_lab(sequential_palette(1).front()).lightness;
    CHECK(middle == Approx(to_lab(sequential_palette(3)[1]).lightness));
    CHECK_THROWS_AS(sequential_palette(0), UsageError);
    CHECK_THROWS_AS(sequential_palette(13), UsageError);
}
