#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/draw/colour.hpp>

namespace levelin::draw {

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

double luminance(Colour c) noexcept {
    return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

using Matrix = std::array<std::array<double, 3>, 3>;

// Machado, Oliveira and Fernandes (2009), table of severity 1.0.
constexpr Matrix protanopia{{{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{{{0.367322, 0.860646, -0.227968},
                               {0.280085, 0.672501, 0.047413},
                               {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{{{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}};

/// The value of a hexadecimal digit, or -1.
int digit(char c) noexcept {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
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

std::optional<Colour> parse_colour(std::string_view text) noexcept {
    if ((text.size() != 7 && text.size() != 4) || text.front() != '#') {
        return std::nullopt;
    }
    const std::size_t width = text.size() == 7 ? 2 : 1;
    std::array<std::uint8_t, 3> channels{};
    for (std::size_t i = 0; i < 3; ++i) {
        const int high = digit(text[1 + i * width]);
        const int low = digit(text[1 + i * width + width - 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        channels[i] = static_cast<std::uint8_t>(16 * high + low);
    }
    return Colour{channels[0], channels[1], channels[2]};
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

Colour mixed(Colour from, Colour to, double share) noexcept {
    const Lab a = to_lab(from);
    const Lab b = to_lab(to);
    return to_colour({a.lightness + share * (b.lightness - a.lightness), a.a + share * (b.a - a.a),
                      a.b + share * (b.b - a.b)});
}

Colour blended(Colour from, Colour to, double share) noexcept {
    const auto channel = [share](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a + share * (b - a)));
    };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue)};
}

double colour_distance(Colour a, Colour b) noexcept {
    const Lab p = to_lab(a);
    const Lab q = to_lab(b);
    return std::hypot(p.lightness - q.lightness, std::hypot(p.a - q.a, p.b - q.b));
}

double contrast_ratio(Colour a, Colour b) noexcept {
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

Colour seen_by(Vision vision, Colour colour) noexcept {
    if (vision == Vision::normal) {
        return colour;
    }
    const Matrix& m = vision == Vision::protanopia     ? protanopia
                      : vision == Vision::deuteranopia ? deuteranopia
                                                       : tritanopia;
    const std::array<double, 3> light{linear(colour.red), linear(colour.green),
                                      linear(colour.blue)};
    const auto row = [&](std::size_t i) {
        return encoded(m[i][0] * light[0] + m[i][1] * light[1] + m[i][2] * light[2]);
    };
    return {row(0), row(1), row(2)};
}

}  // namespace levelin::draw
