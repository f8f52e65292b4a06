#include "legend_parts.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::render::detail {

namespace {

using draw::Align;
using draw::Block;
using draw::Role;

draw::Stroke thin(double unit) {
    return {draw::coast_colour, 0.75 * unit, {}};
}

/// A line with a head at its end; along an axis.
void add_arrow(Block& block, Point from, Point to, double unit) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const Point ahead{(to.x - from.x) / length, (to.y - from.y) / length};
    const double head = 5 * unit;
    draw::Shape shape;
    shape.contours.push_back({{from, to}, false});
    shape.contours.push_back(
        {{{to.x - head * (ahead.x + 0.6 * ahead.y), to.y - head * (ahead.y - 0.6 * ahead.x)},
          to,
          {to.x - head * (ahead.x - 0.6 * ahead.y), to.y - head * (ahead.y + 0.6 * ahead.x)}},
         false});
    shape.stroke = draw::Stroke{draw::quiet_colour, 1.1 * unit, {}};
    block.marks.push_back({std::move(shape)});
}

}  // namespace

Block part_block(const LegendSquare& part, const LegendPen& pen, double most_px) {
    const double u = pen.unit();
    Block block;
    const auto side = static_cast<std::size_t>(part.side);
    double cell = 34 * u;
    for (const std::string& count : part.counts) {
        cell = std::max(cell, pen.width(count, Role::heading) + 10 * u);
    }
    const double width = cell * part.side;
    const draw::TextStyle style = pen.style(Role::label);
    const double line = style.size_px * 1.25;
    // The label of the second value stands above the square, that of the first below it.
    const auto labelled = [&](const std::string& text, double top) {
        double y = top;
        for (const std::string& words : pen.type().wrap(text, style, most_px)) {
            block.marks.push_back(
                {pen.type().line(words, style, Align::left, 0, y + style.size_px * 0.95)});
            block.width_px = std::max(block.width_px, pen.width(words, Role::label));
            y += line;
        }
        return y;
    };
    const double axis = 14 * u;
    const double top = labelled(part.second_label + " \u2191", 0) + 6 * u;
    const double left = axis;
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            const double x = left + static_cast<double>(column) * cell;
            const double y = top + static_cast<double>(side - 1 - row) * cell;
            const draw::Ink& ink = part.inks[row * side + column];
            block.marks.push_back({draw::rectangle({x, y, x + cell, y + cell}, in_units(ink, u),
                                                   draw::Stroke{draw::page_colour, 1.5 * u, {}})});
            const std::string& count = part.counts[row * side + column];
            draw::Text text =
                pen.type().line(count, pen.style(Role::heading), Align::centre, x + cell / 2,
                                pen.centred(Role::heading, y + cell / 2));
            text.style.name = "cell";
            text.style.colour = draw::contrast_ratio(ink.colour, draw::ink_colour) >=
                                        draw::contrast_ratio(ink.colour, draw::page_colour)
                                    ? draw::ink_colour
                                    : draw::page_colour;
            block.marks.push_back({std::move(text)});
        }
    }
    const double bottom = top + width;
    add_arrow(block, {axis * 0.4, bottom}, {axis * 0.4, top}, u);
    add_arrow(block, {left, bottom + axis * 0.6}, {left + width, bottom + axis * 0.6}, u);
    block.width_px = std::max(block.width_px, left + width);
    block.height_px = labelled(part.first_label + " \u2192", bottom + axis + 2 * u);
    return block;
}

Block part_block(const LegendMatrix& part, const LegendPen& pen) {
    const double u = pen.unit();
    Block block;
    const double heading = pen.size(Role::heading);
    double label = 0;
    for (const std::string& row : part.row_labels) {
        label = std::max(label, pen.width(row, Role::label));
    }
    double cell = 24 * u;
    for (const std::string& column : part.column_labels) {
        cell = std::max(cell, pen.width(column, Role::heading) + 8 * u);
    }
    const double height = 17 * u;
    double y = heading * 1.3;
    block.marks.push_back(
        pen.text(part.column_title, Role::heading, Align::left, 0, y - heading * 0.3));
    y += heading * 1.4;
    const std::size_t columns = part.column_labels.size();
    for (std::size_t c = 0; c < columns; ++c) {
        block.marks.push_back(pen.text(part.column_labels[c], Role::heading, Align::centre,
                                       (static_cast<double>(c) + 0.5) * cell, y - heading * 0.35));
    }
    for (std::size_t r = 0; r < part.row_labels.size(); ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            const double x = static_cast<double>(c) * cell;
            block.marks.push_back(
                {draw::rectangle({x, y, x + cell - 2 * u, y + height - 2 * u},
                                 in_units(part.inks[r * columns + c], u), thin(u))});
        }
        block.marks.push_back(pen.text(part.row_labels[r], Role::label, Align::left,
                                       static_cast<double>(columns) * cell + 6 * u,
                                       pen.centred(Role::label, y + height / 2 - u)));
        y += height;
    }
    block.width_px = std::max(static_cast<double>(columns) * cell + 6 * u + label,
                              pen.width(part.column_title, Role::heading));
    block.height_px = y;
    return block;
}

Block part_block(const LegendSymbols& part, const LegendPen& pen) {
    const double u = pen.unit();
    Block block;
    if (part.entries.empty()) {
        return block;
    }
    const double heading = pen.size(Role::heading);
    double top = 0;
    if (!part.heading.empty()) {
        top = heading * 1.6;
        block.marks.push_back(
            pen.text(part.heading, Role::heading, Align::left, 0, heading * 1.05));
        block.width_px = pen.width(part.heading, Role::heading);
    }
    const double largest = part.entries.front().radius_units * u;
    const double bottom = top + 2 * largest;
    draw::SymbolLayer symbols;
    symbols.name = "sample";
    symbols.form = part.form;
    symbols.inks = {in_units(part.ink, u)};
    symbols.stroke = in_units(part.outline, u);
    const double line = pen.size(Role::label) * 1.25;
    const double text_x = 2 * largest + 22 * u;
    double last_y = -1e9;
    std::vector<draw::Mark> texts;
    for (const LegendSymbols::Entry& entry : part.entries) {
        const double r = entry.radius_units * u;
        symbols.symbols.push_back({{largest, bottom - r}, r, 0});
        // Labels stand at the symbols' tops, pushed down where they would touch.
        const double y = std::max(bottom - 2 * r + 0.5 * u, last_y + line);
        last_y = y;
        texts.push_back({draw::line({largest, bottom - 2 * r}, {text_x - 4 * u, y},
                                    {draw::rule_colour, 0.75 * u, {}})});
        texts.push_back(
            pen.text(entry.label, Role::label, Align::left, text_x, pen.centred(Role::label, y)));
        block.width_px = std::max(block.width_px, text_x + pen.width(entry.label, Role::label));
    }
    block.marks.push_back({std::move(symbols)});
    block.marks.insert(block.marks.end(), texts.begin(), texts.end());
    // The first label may stand above the largest symbol's top by half its height.
    const double above = std::max(0.0, pen.size(Role::label) * 0.5 - top);
    for (draw::Mark& mark : block.marks) {
        mark = draw::moved(std::move(mark), 0, above);
    }
    block.height_px = above + std::max(bottom, last_y + line / 2) + 2 * u;
    return block;
}

Block part_block(const LegendDots& part, const LegendPen& pen) {
    const double u = pen.unit();
    Block block;
    const double heading = pen.size(Role::heading);
    double y = 0;
    if (!part.heading.empty()) {
        block.marks.push_back(
            pen.text(part.heading, Role::heading, Align::left, 0, heading * 1.05));
        block.width_px = pen.width(part.heading, Role::heading);
        y = heading * 1.7;
    }
    double label = 0;
    double count = 0;
    for (const LegendDots::Entry& entry : part.entries) {
        label = std::max(label, pen.width(entry.label, Role::label));
        count = std::max(count, pen.width(entry.count, Role::label));
    }
    const double swatch = 24 * u;
    const double right = swatch + 9 * u + label + (count > 0 ? 18 * u + count : 0);
    for (const LegendDots::Entry& entry : part.entries) {
        const double middle = y + 10 * u;
        draw::DotLayer dots;
        dots.name = "sample";
        dots.colour = entry.colour;
        dots.diameter_px = part.diameter_units * u;
        // Seven dots, so that the colour is seen.
        for (const auto& [dx, dy] : {std::pair{0.15, -0.3},
                                     {0.35, 0.25},
                                     {0.5, -0.1},
                                     {0.62, 0.35},
                                     {0.75, -0.35},
                                     {0.88, 0.1},
                                     {0.25, 0.0}}) {
            dots.centres_px.push_back({swatch * dx, middle + 12 * u * dy});
        }
        block.marks.push_back({std::move(dots)});
        const double baseline = pen.centred(Role::label, middle);
        block.marks.push_back(
            pen.text(entry.label, Role::label, Align::left, swatch + 9 * u, baseline));
        block.marks.push_back(pen.text(entry.count, Role::label, Align::right, right, baseline));
        y += 20 * u;
    }
    block.width_px = std::max(block.width_px, right);
    block.height_px = y;
    return block;
}

}  // namespace levelin::render::detail
