#pragma once

#include <levelin/render/map_layout.hpp>
#include <vector>

#include "type_setter.hpp"

namespace levelin::detail {

/// Sizes of type, in units of the page (`MapLayout::unit_px`).
[[nodiscard]] constexpr double type_size(TextRole role) noexcept {
    switch (role) {
        case TextRole::title:
            return 29;
        case TextRole::subtitle:
            return 16;
        case TextRole::legend_title:
            return 14;
        case TextRole::heading:
            return 11;
        case TextRole::label:
            return 12.5;
        case TextRole::note:
            return 11;
    }
    return 12;
}
[[nodiscard]] constexpr bool is_bold(TextRole role) noexcept {
    return role == TextRole::title || role == TextRole::legend_title;
}

/// Legend and scale bar as one block with its upper left corner at 0, 0.
struct LegendBlock {
    double width_px = 0;
    double height_px = 0;
    std::vector<PlacedText> texts;
    std::vector<PlacedSwatch> swatches;
    PlacedScaleBar scale_bar;
};

/// @param columns  of rows: 1 at the side of the map, more below it.
[[nodiscard]] LegendBlock make_legend(const Classes& classes, const ChoroplethSpec& spec,
                                      const TypeSetter& type, double unit_px, int columns,
                                      double px_per_metre);

/// The longest of 1, 2, 5, 10, ... metres that is at most that long on the page.
[[nodiscard]] double round_length_m(double px_per_metre, double longest_px);

}  // namespace levelin::detail
