#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace levelin::draw {

/// A colour of the screen (sRGB, IEC 61966-2-1).
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// "#1d91c0".
[[nodiscard]] std::string hex_text(Colour colour);
/// A colour written "#1d91c0" or "#19c", in any case; nothing where it is none.
[[nodiscard]] std::optional<Colour> parse_colour(std::string_view text) noexcept;

/// CIE 1976 L*a*b* under D65, the 2 degree observer; L* is 0 (black) to 100 (white).
struct Lab {
    double lightness = 0;
    double a = 0;
    double b = 0;
};
[[nodiscard]] Lab to_lab(Colour colour) noexcept;
/// The nearest colour of the screen; channels outside it are cut off.
[[nodiscard]] Colour to_colour(Lab lab) noexcept;
/// The colour at `share` (0 to 1) of the way from one to the other, straight through L*a*b*.
[[nodiscard]] Colour mixed(Colour from, Colour to, double share) noexcept;
/// The same straight through red, green and blue, for fading: dark blues go through purple in
/// L*a*b*.
[[nodiscard]] Colour blended(Colour from, Colour to, double share) noexcept;

/// How far apart two colours look: Euclidean in L*a*b* (CIE 1976 Delta E); 2.3 is just noticed.
[[nodiscard]] double colour_distance(Colour a, Colour b) noexcept;

/// The ratio of luminances (L1 + 0.05) / (L2 + 0.05), 1 to 21.
/// Source: W3C, WCAG 2.2, definitions of "contrast ratio" and "relative luminance".
[[nodiscard]] double contrast_ratio(Colour a, Colour b) noexcept;

/// Kinds of colour vision; together the three defects are met by about one man in twelve.
enum class Vision : std::uint8_t { normal, protanopia, deuteranopia, tritanopia };

/// What a colour looks like where one kind of cone is missing.
/// Source: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
/// Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0, on linear light.
[[nodiscard]] Colour seen_by(Vision vision, Colour colour) noexcept;

}  // namespace levelin::draw
