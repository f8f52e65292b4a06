#pragma once

#include <cstdint>
#include <levelin/draw/colour.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::render {

enum class PaletteKind : std::uint8_t {
    sequential,   ///< Light to dark, for values that go one way.
    diverging,    ///< From one colour over a light middle to another.
    qualitative,  ///< Colours without an order, for groups.
};

/// A palette by its name.
struct PaletteInfo {
    std::string_view name;
    PaletteKind kind = PaletteKind::sequential;
    std::string_view family;  ///< "levelin", "ColorBrewer" or "viridis".
    /// Neighbouring classes stay apart for every kind of colour vision, as its authors say and
    /// tests find by simulation with five classes.
    bool colour_blind_safe = false;
};

/// All palettes, levelin's own first.
[[nodiscard]] const std::vector<PaletteInfo>& palettes();

/// The palette of that name in any case ("YlGnBu", "viridis").
/// @throws UsageError E-RENDER-10 with the nearest name.
[[nodiscard]] PaletteInfo find_palette(std::string_view name);

/// The colours of a palette for `classes` classes.
///
/// ColorBrewer's are those published for that number of classes. Beyond the numbers published, and
/// for curves (levelin, viridis and its kin), colours are cut from the curve through L*a*b*:
/// sequential ones at equal steps of lightness, so that neighbours are equally far apart in the one
/// property that every kind of colour vision, and a photocopier, keeps; diverging ones at equal
/// steps along the published colours.
///
/// @param classes  1 to `Classes::max_classes`; E-RENDER-04 (UsageError) outside it, or beyond the
///                 colours that a qualitative palette has.
/// @returns        sequential: the lightest first; diverging: the warm end first; qualitative: in
///                 the published order.
/// Source: C. A. Brewer, colorbrewer2.org (Apache License 2.0; see NOTICE); S. van der Walt and
/// N. Smith, viridis, 2015 (CC0).
[[nodiscard]] std::vector<draw::Colour> palette_colours(const PaletteInfo& palette, int classes);

/// The least WCAG contrast between neighbouring classes; 21 where there are fewer than two.
[[nodiscard]] double least_contrast(const std::vector<draw::Colour>& colours);

/// The least distance (CIE 1976) between neighbouring classes to any kind of colour vision.
[[nodiscard]] double least_distance(const std::vector<draw::Colour>& colours);

/// Colours of a square of n x n classes, row by row from the lowest class of the second value, in
/// each row from the lowest class of the first.
///
/// The corners are a pale grey, an orange for the first value alone, a blue for the second alone
/// and a near-black for both; all others lie between them in L*a*b*. Orange and blue stay apart for
/// every kind of colour vision.
/// @param side  2 to 4; E-RENDER-04 outside it.
[[nodiscard]] std::vector<draw::Colour> square_palette(int side);

}  // namespace levelin::render
