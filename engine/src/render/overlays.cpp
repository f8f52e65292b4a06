#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/house_style.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/overlays.hpp>
#include <map>

#include "ink_list.hpp"

namespace levelin::render {

namespace {

constexpr std::uint32_t no_group = draw::GroupOutline::no_group;

void check_count(std::size_t given, const ThematicMap& map) {
    if (given != map.ink_of_area.size()) {
        throw UsageError("E-RENDER-02",
                         std::to_string(given) + " values for " +
                             std::to_string(map.ink_of_area.size()) + " areas",
                         "one value for each area");
    }
}

std::string per_cent(double share) {
    return shortest_text(std::stod(fixed_text(100 * share, 2))) + " %";
}

}  // namespace

ThematicMap with_outline(ThematicMap map, std::span<const std::uint8_t> chosen,
                         const OutlineOptions& options) {
    check_count(chosen.size(), map);
    MapOutline outline;
    outline.name = "outline";
    outline.stroke = options.stroke;
    outline.casing = draw::Stroke{draw::page_colour, options.stroke.width_px * 2.2, {}};
    std::uint64_t count = 0;
    for (const std::uint8_t one : chosen) {
        outline.group.push_back(one != 0 ? 0 : no_group);
        count += one != 0 ? 1 : 0;
    }
    map.outlines.push_back(std::move(outline));
    LegendRow row;
    row.outline = options.stroke;
    row.ink = draw::plain_ink("outline-sample", draw::page_colour);
    row.label = draw::clean_text(options.label);
    row.count = grouped_text(count);
    auto* rows =
        map.legend.parts.empty() ? nullptr : std::get_if<LegendRows>(&map.legend.parts.back());
    if (rows != nullptr) {
        row.starts_section = true;
        rows->rows.push_back(std::move(row));
    } else {
        LegendRows own;
        own.count_heading = "Areas";
        own.rows.push_back(std::move(row));
        map.legend.parts.emplace_back(std::move(own));
    }
    return map;
}

ThematicMap with_group_borders(ThematicMap map, std::span<const std::string> groups,
                               double width_units) {
    check_count(groups.size(), map);
    MapOutline outline;
    outline.name = "group-borders";
    outline.stroke = {{0x3c, 0x3c, 0x3c}, width_units, {}};
    std::map<std::string_view, std::uint32_t> number;
    for (const std::string& group : groups) {
        outline.group.push_back(
            group.empty() ? no_group
                          : number.try_emplace(group, static_cast<std::uint32_t>(number.size()))
                                .first->second);
    }
    map.outlines.push_back(std::move(outline));
    return map;
}

ThematicMap with_confidence(ThematicMap map, const DecimalColumn& certainty,
                            const ConfidenceOptions& options) {
    check_count(certainty.values.size(), map);
    const std::size_t levels = options.levels.size() + 1;
    const std::size_t statuses = status_count - 1;
    const std::size_t classes = map.inks.size() - statuses;
    if (classes * levels + statuses > draw::max_inks) {
        throw UsageError("E-RENDER-04",
                         std::to_string(classes) + " classes in " + std::to_string(levels) +
                             " levels of certainty",
                         "fewer than " + std::to_string(draw::max_inks) + " together");
    }
    constexpr draw::Colour faded{0xf2, 0xf2, 0xf2};
    constexpr double palest = 0.25;
    std::vector<draw::Ink> inks;
    for (std::size_t c = 0; c < classes; ++c) {
        for (std::size_t l = 0; l < levels; ++l) {
            const double share = 1 - (1 - palest) * static_cast<double>(l) /
                                         static_cast<double>(std::max<std::size_t>(1, levels - 1));
            draw::Ink ink = map.inks[c];
            ink.name += "l" + std::to_string(l + 1);
            ink.colour = draw::blended(faded, ink.colour, share);
            inks.push_back(std::move(ink));
        }
    }
    inks.insert(inks.end(), map.inks.end() - static_cast<std::ptrdiff_t>(statuses), map.inks.end());
    for (std::size_t a = 0; a < map.ink_of_area.size(); ++a) {
        const std::size_t ink = map.ink_of_area[a];
        if (ink >= classes) {
            map.ink_of_area[a] = static_cast<std::uint8_t>(classes * levels + ink - classes);
            continue;
        }
        const bool known = certainty.status[a] == Status::ok;
        const auto level = static_cast<std::size_t>(
            std::count_if(options.levels.begin(), options.levels.end(),
                          [&](double from) { return !known || certainty.values[a] < from; }));
        map.ink_of_area[a] = static_cast<std::uint8_t>(ink * levels + level);
    }
    LegendMatrix matrix;
    matrix.column_title = draw::clean_text(options.heading);
    for (std::size_t l = 0; l + 1 < levels; ++l) {
        matrix.column_labels.push_back("\u2265\u2009" + per_cent(options.levels[l]));
    }
    matrix.column_labels.push_back("less");
    LegendRows others;
    for (LegendPart& part : map.legend.parts) {
        auto* rows = std::get_if<LegendRows>(&part);
        for (const LegendRow& row : rows != nullptr ? rows->rows : std::vector<LegendRow>{}) {
            const auto ink = std::find_if(
                map.inks.begin(), map.inks.end() - static_cast<std::ptrdiff_t>(statuses),
                [&](const draw::Ink& i) { return row.ink && i.name == row.ink->name; });
            const auto c = static_cast<std::size_t>(ink - map.inks.begin());
            if (c < classes) {
                matrix.row_labels.push_back(row.label +
                                            (row.bounds.empty() ? "" : " (" + row.bounds + ")"));
                for (std::size_t l = 0; l < levels; ++l) {
                    matrix.inks.push_back(inks[c * levels + l]);
                }
            } else {
                others.rows.push_back(row);
            }
        }
    }
    map.legend.parts.clear();
    map.legend.parts.emplace_back(std::move(matrix));
    if (!others.rows.empty()) {
        map.legend.parts.emplace_back(std::move(others));
    }
    map.inks = std::move(inks);
    return map;
}

}  // namespace levelin::render
