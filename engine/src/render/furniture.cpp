#include "furniture.hpp"

#include <cmath>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/house_style.hpp>

namespace levelin::render::detail {

using draw::Align;
using draw::Role;

double round_length_m(double px_per_metre, double longest_px) {
    const double longest = longest_px / px_per_metre;
    const double power = std::pow(10.0, std::floor(std::log10(longest)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= longest) {
            return step * power;
        }
    }
    return power;
}

ScaleBar scale_bar(const draw::TypeSetter& type, double unit_px, double px_per_metre) {
    constexpr double longest = 150;
    constexpr double height = 5;
    const double u = unit_px;
    ScaleBar bar;
    bar.length_m = round_length_m(px_per_metre, longest * u);
    const double width = bar.length_m * px_per_metre;
    const draw::TextStyle style = draw::style_of(Role::heading, u);
    const bool km = bar.length_m >= 1000;
    const double per = km ? 1000 : 1;
    const double baseline = style.size_px * 0.85;
    const double top = style.size_px + 4 * u;
    const auto figure = [&](const std::string& text, Align align, double x) {
        draw::Text placed = type.line(text, style, align, x, baseline);
        bar.block.width_px = std::max(bar.block.width_px, placed.left_px() + placed.width_px);
        bar.block.marks.push_back({std::move(placed)});
    };
    // Figures are centred on their marks; the first stands flush with the block.
    const std::string last = shortest_text(bar.length_m / per);
    figure("0", Align::left, 0);
    figure(shortest_text(bar.length_m / 2 / per), Align::centre, width / 2);
    figure(last + (km ? " km" : " m"), Align::left, width - type.width_px(last, style) / 2);
    const draw::Stroke line{draw::quiet_colour, 0.75 * u, {}};
    draw::Ink light;
    light.colour = draw::page_colour;
    draw::Ink dark;
    dark.colour = draw::quiet_colour;
    draw::Shape whole = draw::rectangle({0, top, width, top + height * u}, light, line);
    whole.name = "scale-bar";
    bar.block.marks.push_back({std::move(whole)});
    bar.block.marks.push_back({draw::rectangle({0, top, width / 2, top + height * u}, dark)});
    bar.block.width_px = std::max(bar.block.width_px, width);
    bar.block.height_px = top + height * u;
    return bar;
}

draw::Block north_arrow(const draw::TypeSetter& type, double unit_px) {
    const double u = unit_px;
    draw::Block block;
    block.width_px = 18 * u;
    block.height_px = 34 * u;
    const double x = block.width_px / 2;
    draw::Ink dark;
    dark.colour = draw::quiet_colour;
    draw::Shape needle;
    needle.name = "north-arrow";
    needle.title = "North is up";
    needle.contours.push_back(
        {{{x, 0}, {x + 7 * u, 18 * u}, {x, 14 * u}, {x - 7 * u, 18 * u}}, true});
    needle.fill = dark;
    block.marks.push_back({std::move(needle)});
    draw::TextStyle style = draw::style_of(Role::heading, u);
    style.bold = true;
    style.name = "north";
    block.marks.push_back({type.line("N", style, Align::centre, x, 31 * u)});
    return block;
}

}  // namespace levelin::render::detail
