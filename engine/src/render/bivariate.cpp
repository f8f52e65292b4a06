#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/bivariate.hpp>
#include <levelin/render/palette.hpp>

#include "ink_list.hpp"

namespace levelin::render {

ThematicMap bivariate_choropleth(const Classification& first, const Classification& second,
                                 const BivariateOptions& options,
                                 std::vector<std::string> area_notes) {
    const std::size_t n = first.class_of_area.size();
    if (second.class_of_area.size() != n || (!area_notes.empty() && area_notes.size() != n)) {
        throw UsageError("E-RENDER-02",
                         std::to_string(n) + " areas with a first value, " +
                             std::to_string(second.class_of_area.size()) + " with a second",
                         "both values of the same areas, and one note for each or none");
    }
    const std::size_t side = first.classes.entries.size();
    if (second.classes.entries.size() != side) {
        throw UsageError("E-RENDER-04",
                         std::to_string(side) + " classes of the first value and " +
                             std::to_string(second.classes.entries.size()) + " of the second",
                         "the same number of both",
                         "choose values that differ enough for as many classes");
    }
    const std::vector<draw::Colour> colours = square_palette(static_cast<int>(side));
    ThematicMap map;
    LegendSquare square;
    square.side = static_cast<int>(side);
    square.first_label = draw::clean_text(options.first_label);
    square.second_label = draw::clean_text(options.second_label);
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            map.inks.push_back(draw::plain_ink(
                "x" + std::to_string(x + 1) + "y" + std::to_string(y + 1), colours[y * side + x]));
        }
    }
    square.inks = map.inks;
    const std::size_t first_status = map.inks.size();
    detail::add_status_inks(map.inks);
    std::vector<std::uint64_t> counts(side * side, 0);
    std::array<std::uint64_t, status_count> without{};
    for (std::size_t a = 0; a < n; ++a) {
        const int c = first.class_of_area[a];
        const int d = second.class_of_area[a];
        if (c <= 0 || d <= 0) {
            const int status = c <= 0 ? c : d;
            ++without[static_cast<std::size_t>(-status)];
            map.ink_of_area.push_back(detail::ink_of_class(status, first_status));
            continue;
        }
        const std::size_t ink = second.classes.shade(static_cast<std::size_t>(d - 1)) * side +
                                first.classes.shade(static_cast<std::size_t>(c - 1));
        ++counts[ink];
        map.ink_of_area.push_back(static_cast<std::uint8_t>(ink));
    }
    for (const std::uint64_t count : counts) {
        square.counts.push_back(grouped_text(count));
    }
    map.legend.title = draw::clean_text(options.legend_title);
    map.legend.parts.emplace_back(std::move(square));
    LegendRows rows;
    detail::add_status_rows(rows, without, options.status_labels);
    if (!rows.rows.empty()) {
        map.legend.parts.emplace_back(std::move(rows));
    }
    map.notes = std::move(area_notes);
    return map;
}

}  // namespace levelin::render
