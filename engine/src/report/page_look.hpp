#pragma once

#include <levelin/draw/drawing.hpp>
#include <levelin/draw/house_style.hpp>
#include <string>

namespace levelin::report {

/// What all pages of reports and profiles look alike in.
inline constexpr draw::Colour accent{0x1f, 0x4e, 0x8c};
inline constexpr draw::Colour panel{0xf3, 0xf5, 0xf8};

[[nodiscard]] inline draw::TextStyle style(const std::string& name, double size, bool bold = false,
                                           draw::Colour colour = draw::ink_colour) {
    return {name, size, bold, colour};
}

}  // namespace levelin::report
