#pragma once

#include <cstdint>
#include <levelin/render/choropleth.hpp>
#include <span>
#include <vector>

namespace levelin::detail {

// Colours of the page; texts have a contrast of at least 4.5 : 1 on white (WCAG 2.2, 1.4.3).
inline constexpr Colour page_colour{0xff, 0xff, 0xff};
inline constexpr Colour ink_colour{0x1b, 0x1b, 0x1b};
inline constexpr Colour quiet_colour{0x55, 0x55, 0x55};
inline constexpr Colour rule_colour{0xc8, 0xc8, 0xc8};
inline constexpr Colour coast_colour{0x8c, 0x8c, 0x8c};
inline constexpr Colour border_colour{0xff, 0xff, 0xff};

[[nodiscard]] constexpr Colour text_colour(TextRole role) noexcept {
    return role == TextRole::title || role == TextRole::legend_title || role == TextRole::label
               ? ink_colour
               : quiet_colour;
}

/// Width of the borders between areas, in pixels of the page.
inline constexpr double border_px = 0.6;

/// Lengths and classes fit together, or E-RENDER-02 and E-RENDER-03.
void check_classes(const BoundarySet& boundaries, std::span<const int> class_of_area,
                   const Classes& classes);

/// One note for each boundary or none at all, or E-RENDER-02.
void check_notes(const BoundarySet& boundaries, std::span<const std::string> area_notes);

/// Colours of the classes in the order of their entries.
[[nodiscard]] std::vector<Colour> class_colours(const Classes& classes, const ChoroplethSpec& spec);

/// What both kinds of image say of the areas that they draw.
struct Drawn {
    std::string bytes;
    std::uint64_t dots = 0;
    std::uint64_t without_shape = 0;
};

[[nodiscard]] Drawn draw_png(const BoundarySet& boundaries, std::span<const int> class_of_area,
                             const Classes& classes, const ChoroplethSpec& spec,
                             const MapLayout& layout, unsigned threads);

[[nodiscard]] Drawn draw_svg(const BoundarySet& boundaries, std::span<const int> class_of_area,
                             const Classes& classes, const ChoroplethSpec& spec,
                             const MapLayout& layout, std::span<const std::string> area_notes);

}  // namespace levelin::detail
