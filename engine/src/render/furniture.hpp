#pragma once

#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <string>

namespace levelin::render::detail {

/// The longest of 1, 2, 5, 10, ... metres that is at most that long on the page.
[[nodiscard]] double round_length_m(double px_per_metre, double longest_px);

struct ScaleBar {
    draw::Block block;
    double length_m = 0;
};
[[nodiscard]] ScaleBar scale_bar(const draw::TypeSetter& type, double unit_px, double px_per_metre);

/// An arrow to the north with an N, as wide as 18 units.
[[nodiscard]] draw::Block north_arrow(const draw::TypeSetter& type, double unit_px);

}  // namespace levelin::render::detail
