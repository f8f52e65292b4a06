#pragma once

#include <cstdint>
#include <levelin/draw/drawing.hpp>
#include <string_view>

namespace levelin::draw {

// One look for maps, charts and reports. Texts have a contrast of at least 4.5 : 1 on the page,
// lines that carry meaning 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).
inline constexpr Colour page_colour{0xff, 0xff, 0xff};
inline constexpr Colour ink_colour{0x1b, 0x1b, 0x1b};
inline constexpr Colour quiet_colour{0x55, 0x55, 0x55};
inline constexpr Colour rule_colour{0xc8, 0xc8, 0xc8};
inline constexpr Colour frame_colour{0x8c, 0x8c, 0x8c};
inline constexpr Colour coast_colour{0x8c, 0x8c, 0x8c};
inline constexpr Colour border_colour{0xff, 0xff, 0xff};

/// What a text is for; its name in an SVG is that of the role.
enum class Role : std::uint8_t {
    title,
    subtitle,
    legend_title,
    heading,
    label,
    note,
    caption,
    place,
};

[[nodiscard]] std::string_view to_string(Role role) noexcept;

/// @param unit_px  pixels for one unit of the design, whose page is 1,100 units wide.
[[nodiscard]] TextStyle style_of(Role role, double unit_px);

/// Distance of lines of a role, in sizes of its type.
[[nodiscard]] double leading_of(Role role) noexcept;

}  // namespace levelin::draw
