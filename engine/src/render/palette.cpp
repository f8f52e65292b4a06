#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/classify/classes.hpp>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/render/palette.hpp>
#include <span>

#include "palette_tables.hpp"

namespace levelin::render {

namespace {

using draw::Colour;
using draw::Lab;
using draw::to_colour;
using draw::to_lab;

std::vector<Colour> colours_of(std::string_view digits) {
    std::vector<Colour> colours;
    for (std::size_t i = 0; i + 6 <= digits.size(); i += 6) {
        colours.push_back(*draw::parse_colour("#" + std::string{digits.substr(i, 6)}));
    }
    return colours;
}

/// The published scheme for a number of classes, from schemes that follow each other.
std::vector<Colour> scheme(const detail::PaletteTable& table, int classes) {
    std::size_t before = 0;
    for (int n = table.fewest; n < classes; ++n) {
        before += static_cast<std::size_t>(n) * 6;
    }
    return colours_of(table.colours.substr(before, static_cast<std::size_t>(classes) * 6));
}

/// The point of a curve that grows darker with that lightness.
Lab at_lightness(std::span<const Lab> curve, double lightness) {
    std::size_t i = 1;
    while (i + 1 < curve.size() && curve[i].lightness > lightness) {
        ++i;
    }
    const Lab& light = curve[i - 1];
    const Lab& dark = curve[i];
    const double t = (light.lightness - lightness) / (light.lightness - dark.lightness);
    return {lightness, light.a + t * (dark.a - light.a), light.b + t * (dark.b - light.b)};
}

std::vector<Colour> by_lightness(const std::vector<Colour>& anchors, int classes) {
    std::vector<Lab> curve;
    for (const Colour& anchor : anchors) {
        curve.push_back(to_lab(anchor));
    }
    const double light = curve.front().lightness;
    const double dark = curve.back().lightness;
    std::vector<Colour> colours;
    for (int i = 0; i < classes; ++i) {
        // One class alone takes the middle.
        const double t = classes == 1 ? 0.5 : static_cast<double>(i) / (classes - 1);
        colours.push_back(to_colour(at_lightness(curve, light + t * (dark - light))));
    }
    return colours;
}

std::vector<Colour> by_position(const std::vector<Colour>& anchors, int classes) {
    std::vector<Colour> colours;
    for (int i = 0; i < classes; ++i) {
        const double t = classes == 1 ? 0.5 : static_cast<double>(i) / (classes - 1);
        const double at = t * static_cast<double>(anchors.size() - 1);
        const auto below = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
        colours.push_back(
            draw::mixed(anchors[below], anchors[below + 1], at - static_cast<double>(below)));
    }
    return colours;
}

[[noreturn]] void bad_count(int classes, int most) {
    throw UsageError("E-RENDER-04", "a palette of " + std::to_string(classes) + " colours",
                     "1 to " + std::to_string(most) + " classes",
                     "choose a number that a reader can tell apart, such as 5");
}

template <typename Measure>
double least_between(const std::vector<Colour>& colours, double otherwise, Measure measure) {
    double least = otherwise;
    for (std::size_t i = 1; i < colours.size(); ++i) {
        least = std::min(least, measure(colours[i - 1], colours[i]));
    }
    return least;
}

}  // namespace

const std::vector<PaletteInfo>& palettes() {
    static const std::vector<PaletteInfo> list = [] {
        std::vector<PaletteInfo> all;
        for (const detail::PaletteTable& table : detail::palette_tables()) {
            all.push_back(table.info);
        }
        return all;
    }();
    return list;
}

PaletteInfo find_palette(std::string_view name) {
    std::vector<std::string_view> names;
    for (const PaletteInfo& palette : palettes()) {
        if (ascii_lower(palette.name) == ascii_lower(name)) {
            return palette;
        }
        names.push_back(palette.name);
    }
    const std::string near = nearest_word(name, names);
    std::string list;
    for (const std::string_view known : names) {
        list += (list.empty() ? "" : ", ") + std::string{known};
    }
    throw UsageError("E-RENDER-10",
                     "there is no palette \"" + std::string{name} + "\"" +
                         (near.empty() ? "" : " (the nearest is " + near + ")"),
                     "one of " + list);
}

std::vector<Colour> palette_colours(const PaletteInfo& palette, int classes) {
    if (classes < 1 || classes > Classes::max_classes) {
        bad_count(classes, Classes::max_classes);
    }
    const auto tables = detail::palette_tables();
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& t) { return t.info.name == palette.name; });
    if (table == tables.end()) {
        (void)find_palette(palette.name);  // Throws.
    }
    if (table->info.kind == PaletteKind::qualitative) {
        std::vector<Colour> all = colours_of(table->colours);
        if (static_cast<std::size_t>(classes) > all.size()) {
            bad_count(classes, static_cast<int>(all.size()));
        }
        all.resize(static_cast<std::size_t>(classes));
        return all;
    }
    if (table->most == 0) {
        return by_lightness(colours_of(table->colours), classes);
    }
    if (classes >= table->fewest && classes <= table->most) {
        return scheme(*table, classes);
    }
    const std::vector<Colour> widest =
        scheme(*table, classes < table->fewest ? table->fewest : table->most);
    if (classes == 1) {
        return {widest[table->info.kind == PaletteKind::sequential ? 1 : 0]};
    }
    if (classes == 2) {
        return {widest.front(), widest.back()};
    }
    return table->info.kind == PaletteKind::sequential ? by_lightness(widest, classes)
                                                       : by_position(widest, classes);
}

double least_contrast(const std::vector<Colour>& colours) {
    return least_between(colours, 21, draw::contrast_ratio);
}

double least_distance(const std::vector<Colour>& colours) {
    using enum draw::Vision;
    double least = 1000;
    for (const draw::Vision vision : {normal, protanopia, deuteranopia, tritanopia}) {
        least = std::min(least, least_between(colours, 1000, [&](Colour a, Colour b) {
                             return draw::colour_distance(draw::seen_by(vision, a),
                                                          draw::seen_by(vision, b));
                         }));
    }
    return least;
}

std::vector<Colour> square_palette(int side) {
    if (side < 2 || side > 4) {
        throw UsageError(
            "E-RENDER-04",
            "a square of " + std::to_string(side) + " by " + std::to_string(side) + " classes",
            "2 to 4 classes each way", "3 is what readers can still tell apart");
    }
    constexpr Colour neither{0xe6, 0xe6, 0xe6};
    constexpr Colour first{0xe0, 0x6b, 0x10};
    constexpr Colour second{0x2a, 0x7f, 0xc4};
    constexpr Colour both{0x2b, 0x23, 0x33};
    std::vector<Colour> colours;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double u = static_cast<double>(x) / (side - 1);
            const double v = static_cast<double>(y) / (side - 1);
            colours.push_back(
                draw::mixed(draw::mixed(neither, first, u), draw::mixed(second, both, u), v));
        }
    }
    return colours;
}

}  // namespace levelin::render
