#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/classify/classes.hpp>
#include <levelin/core/error.hpp>
#include <levelin/render/palette.hpp>
#include <span>

namespace levelin {

namespace {

// CIE 15:2004 (L*a*b*), IEC 61966-2-1 (sRGB); the white point D65.
constexpr double white_x = 0.95047;
constexpr double white_z = 1.08883;
constexpr double epsilon = 216.0 / 24389.0;
constexpr double kappa = 24389.0 / 27.0;

double linear(std::uint8_t channel) noexcept {
    const double v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

std::uint8_t encoded(double light) noexcept {
    const double c = std::clamp(light, 0.0, 1.0);
    const double v = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(255 * v));
}

double lab_f(double t) noexcept {
    return t > epsilon ? std::cbrt(t) : (kappa * t + 16) / 116;
}

double lab_f_inverse(double f) noexcept {
    return f * f * f > epsilon ? f * f * f : (116 * f - 16) / kappa;
}

// YlGnBu (C. A. Brewer), nine classes, from the third on. Its light yellows would be swallowed by
// white paper and by white borders; the first colour here is their hue at a lightness of 91.
constexpr std::array<Colour, 8> yellow_green_blue{{{0xee, 0xe8, 0x92},
                                                   {0xc7, 0xe9, 0xb4},
                                                   {0x7f, 0xcd, 0xbb},
                                                   {0x41, 0xb6, 0xc4},
                                                   {0x1d, 0x91, 0xc0},
                                                   {0x22, 0x5e, 0xa8},
                                                   {0x25, 0x34, 0x94},
                                                   {0x08, 0x1d, 0x58}}};

std::span<const Colour> anchors_of(PaletteFamily family) {
    switch (family) {
        case PaletteFamily::yellow_green_blue:
            return yellow_green_blue;
    }
    return yellow_green_blue;
}

/// The point of the curve with that lightness.
Lab at_lightness(std::span<const Lab> curve, double lightness) {
    std::size_t i = 1;
    while (i + 1 < curve.size() && curve[i].lightness > lightness) {
        ++i;
    }
    const Lab& light = curve[i - 1];
    const Lab& dark = curve[i];
    const double t = (light.lightness - lightness) / (light.lightness - dark.lightness);
    return {lightness, light.a + t * (dark.a - light.a), light.b + t * (dark.b - light.b)};
}

}  // namespace

std::string hex_text(Colour colour) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const std::uint8_t channel : {colour.red, colour.green, colour.blue}) {
        text += digits[channel / 16U];
        text += digits[channel % 16U];
    }
    return text;
}

Lab to_lab(Colour colour) noexcept {
    const double r = linear(colour.red);
    const double g = linear(colour.green);
    const double b = linear(colour.blue);
    const double fx = lab_f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white_x);
    const double fy = lab_f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double fz = lab_f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / white_z);
    return {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

Colour to_colour(Lab lab) noexcept {
    const double fy = (lab.lightness + 16) / 116;
    const double x = white_x * lab_f_inverse(fy + lab.a / 500);
    const double y = lab_f_inverse(fy);
    const double z = white_z * lab_f_inverse(fy - lab.b / 200);
    return {encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
            encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)};
}

std::vector<Colour> sequential_palette(int classes, PaletteFamily family) {
    if (classes < 1 || classes > Classes::max_classes) {
        throw UsageError("E-RENDER-04", "a palette of " + std::to_string(classes) + " colours",
                         "1 to " + std::to_string(Classes::max_classes) + " classes",
                         "choose a number that a reader can tell apart, such as 5 or 10");
    }
    std::vector<Lab> curve;
    for (const Colour& anchor : anchors_of(family)) {
        curve.push_back(to_lab(anchor));
    }
    const double light = curve.front().lightness;
    const double dark = curve.back().lightness;
    std::vector<Colour> colours;
    for (int i = 0; i < classes; ++i) {
        // One class alone takes the middle.
        const double t = classes == 1 ? 0.5 : static_cast<double>(i) / (classes - 1);
        colours.push_back(to_colour(at_lightness(curve, light + t * (dark - light))));
    }
    return colours;
}

}  // namespace levelin
