#pragma once

#include <cstdint>
#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace levelin::render {

/// A row: a sample, what it stands for and how many areas are drawn so.
struct LegendRow {
    std::optional<draw::Ink> ink;
    std::optional<draw::Stroke> outline;  ///< Around the sample; on its own for lines.
    std::string label;
    std::string bounds;
    std::string count;
    bool starts_section = false;
};

/// Rows of samples under headings.
struct LegendRows {
    std::string label_heading;
    std::string bounds_heading;
    std::string count_heading;
    std::vector<LegendRow> rows;
};

/// A square of classes by two values, the first to the right, the second upwards.
struct LegendSquare {
    int side = 3;
    std::vector<draw::Ink> inks;      ///< Row by row from the lowest of the second value.
    std::vector<std::string> counts;  ///< In the same order.
    std::string first_label;          ///< Beside the arrow to the right.
    std::string second_label;         ///< Beside the arrow upwards.
};

/// Rows of classes, each in several strengths: how sure its areas are.
struct LegendMatrix {
    std::vector<std::string> column_labels;
    std::vector<std::string> row_labels;
    std::vector<draw::Ink> inks;  ///< Row by row.
    std::string column_title;
};

/// Symbols of known values, one in the other with their tops at different heights.
struct LegendSymbols {
    struct Entry {
        double radius_units = 0;  ///< In units of the page's design, as on the map.
        std::string label;
    };
    std::string heading;
    draw::SymbolLayer::Form form = draw::SymbolLayer::Form::circle;
    draw::Ink ink;
    draw::Stroke outline;
    std::vector<Entry> entries;  ///< The largest first.
};

/// Dots and what one stands for.
struct LegendDots {
    struct Entry {
        draw::Colour colour;
        std::string label;
        std::string count;
    };
    std::string heading;  ///< "1 dot = 100 people".
    double diameter_units = 2;
    std::vector<Entry> entries;
};

using LegendPart = std::variant<LegendRows, LegendSquare, LegendMatrix, LegendSymbols, LegendDots>;

/// What explains a map. Parts stand under each other; texts are wrapped, never cut.
struct Legend {
    std::string title;
    std::vector<LegendPart> parts;
    [[nodiscard]] bool empty() const noexcept { return title.empty() && parts.empty(); }
};

/// The legend as a block of a page.
/// @param unit_px   pixels of one unit of the design.
/// @param columns   that rows may be set in: 1 at the side of a map, more below it.
/// @param most_px   the width that it must not pass; labels are wrapped to keep to it.
[[nodiscard]] draw::Block legend_block(const Legend& legend, const draw::TypeSetter& type,
                                       double unit_px, int columns, double most_px);

}  // namespace levelin::render
