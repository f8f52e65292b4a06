#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace levelin {

/// A colour of the screen (sRGB, IEC 61966-2-1).
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// "#1d91c0".
[[nodiscard]] std::string hex_text(Colour colour);

/// CIE 1976 L*a*b* under D65, the 2 degree observer; L* is 0 (black) to 100 (white).
struct Lab {
    double lightness = 0;
    double a = 0;
    double b = 0;
};
[[nodiscard]] Lab to_lab(Colour colour) noexcept;
/// The nearest colour of the screen; channels outside it are cut off.
[[nodiscard]] Colour to_colour(Lab lab) noexcept;

/// The families of colours that a classed map may have. More are added at the end.
enum class PaletteFamily : std::uint8_t {
    yellow_green_blue,  ///< Light yellow to dark blue.
};

/// Colours for `classes` ordered classes, lightest first, so that worse is darker.
///
/// The family's curve through L*a*b* is cut at equal steps of lightness: neighbouring classes are
/// equally far apart in the one property that every kind of colour vision, and a photocopier,
/// keeps. The lightest stays apart from white paper.
///
/// @param classes  1 to `Classes::max_classes`; E-RENDER-04 (UsageError) outside it.
/// Guarantees: L* falls strictly; for 10 classes by more than 7 from one to the next.
/// Source: the curve runs through colours of the scheme YlGnBu by Cynthia A. Brewer
/// (colorbrewer2.org, Apache License 2.0; the notice stands in docs/methods/render.md).
[[nodiscard]] std::vector<Colour> sequential_palette(
    int classes, PaletteFamily family = PaletteFamily::yellow_green_blue);

}  // namespace levelin
