#include <algorithm>
#include <cmath>
#include <levelin/render/legend.hpp>

#include "legend_parts.hpp"

namespace levelin::render {

namespace detail {

namespace {

using draw::Align;
using draw::Block;
using draw::Role;

// All in units of the design.
constexpr double swatch_width = 24;
constexpr double swatch_height = 15;
constexpr double row_height = 20;
constexpr double gap = 9;          // Between swatch and label.
constexpr double column_gap = 18;  // Between label, bounds and count.
constexpr double block_gap = 44;   // Between columns of rows.
constexpr double section_gap = 8;
constexpr double narrowest = 210;
constexpr double least_label = 60;

/// A row whose label has been wrapped.
struct SetRow {
    const LegendRow* row = nullptr;
    std::vector<std::string> lines;
    [[nodiscard]] double height(double unit, double line_px) const {
        return std::max(row_height * unit, static_cast<double>(lines.size()) * line_px + 5 * unit);
    }
};

/// Widths of the three texts of a row.
struct Widths {
    double label = 0;
    double bounds = 0;
    double count = 0;
    double row = 0;
};

Widths measure(const LegendRows& part, const LegendPen& pen, double most_px) {
    const double u = pen.unit();
    Widths w;
    double wide_label = 0;  // Of rows without bounds: it may run into their column.
    for (const LegendRow& row : part.rows) {
        double& label = row.bounds.empty() ? wide_label : w.label;
        label = std::max(label, pen.width(row.label, Role::label));
        w.bounds = std::max(w.bounds, pen.width(row.bounds, Role::label));
        w.count = std::max(w.count, pen.width(row.count, Role::label));
    }
    if (w.bounds > 0) {
        w.label = std::max(w.label, pen.width(part.label_heading, Role::heading));
        w.bounds = std::max(w.bounds, pen.width(part.bounds_heading, Role::heading));
    } else {
        wide_label = std::max(wide_label, pen.width(part.label_heading, Role::heading));
    }
    w.count = std::max(w.count, pen.width(part.count_heading, Role::heading));
    const double gaps = (w.label > 0 ? column_gap : 0) + (w.bounds > 0 ? column_gap : 0);
    const double texts =
        std::max(w.label + w.bounds + gaps * u, wide_label + (w.count > 0 ? column_gap * u : 0));
    const double fixed = (swatch_width + gap) * u + w.count;
    w.row = std::max(fixed + texts, std::min(narrowest * u, most_px));
    if (w.row > most_px) {
        const double least =
            fixed + (w.bounds > 0 ? w.bounds + column_gap * u : 0) + (column_gap + least_label) * u;
        w.row = std::max(most_px, least);
    }
    return w;
}

/// The most columns, up to a number, of which the last is at least half full.
int balanced_columns(int rows, int most) {
    for (int columns = std::min(most, rows); columns > 1; --columns) {
        const int per_column = (rows + columns - 1) / columns;
        if (2 * (rows - (columns - 1) * per_column) >= per_column) {
            return columns;
        }
    }
    return 1;
}

void add_sample(Block& block, const LegendRow& row, const Box& box, double unit) {
    if (row.ink) {
        block.marks.push_back(
            {draw::rectangle(box, in_units(*row.ink, unit),
                             row.outline ? in_units(*row.outline, unit)
                                         : draw::Stroke{draw::coast_colour, 0.75 * unit, {}})});
    } else if (row.outline) {
        const double y = (box.min_y + box.max_y) / 2;
        block.marks.push_back(
            {draw::line({box.min_x, y}, {box.max_x, y}, in_units(*row.outline, unit))});
    }
}

}  // namespace

draw::Ink in_units(draw::Ink ink, double unit_px) {
    ink.side_px *= unit_px;
    ink.mark_px *= unit_px;
    return ink;
}

draw::Stroke in_units(draw::Stroke stroke, double unit_px) {
    stroke.width_px *= unit_px;
    for (double& length : stroke.dash_px) {
        length *= unit_px;
    }
    return stroke;
}

Block part_block(const LegendRows& part, const LegendPen& pen, int columns, double most_px) {
    const double u = pen.unit();
    Block block;
    if (part.rows.empty()) {
        return block;
    }
    const Widths w = measure(part, pen, most_px);
    columns = balanced_columns(static_cast<int>(part.rows.size()), columns);
    const double stride = w.row + block_gap * u;
    block.width_px = w.row + (columns - 1) * stride;
    const double heading = pen.size(Role::heading);
    const double line = pen.size(Role::label) * 1.2;
    const double text_x = (swatch_width + gap) * u;
    const double bounds_x = w.row - w.count - (w.count > 0 ? column_gap * u : 0);  // Right end.
    std::vector<SetRow> rows;
    for (const LegendRow& row : part.rows) {
        const double room =
            (row.bounds.empty() ? bounds_x : bounds_x - w.bounds - column_gap * u) - text_x + 0.5;
        rows.push_back({&row, pen.type().wrap(row.label, pen.style(Role::label), room)});
    }
    auto per_column =
        (rows.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    const auto section = std::find_if(rows.begin(), rows.end(),
                                      [](const SetRow& row) { return row.row->starts_section; });
    if (section != rows.end() &&
        static_cast<std::size_t>(section - rows.begin()) == per_column + 1) {
        ++per_column;  // A row more keeps the classes together.
    }
    const bool headed =
        !part.label_heading.empty() || !part.bounds_heading.empty() || !part.count_heading.empty();
    for (std::size_t first = 0; first < rows.size(); first += per_column) {
        const double x = static_cast<double>(first / per_column) * stride;
        double y = headed ? heading * 1.5 : 0;
        const double baseline = y - heading * 0.45;
        const bool bounded = static_cast<std::ptrdiff_t>(first) < section - rows.begin();
        const auto head = [&](const std::string& text, Align align, double at) {
            block.marks.push_back(pen.text(text, Role::heading, align, x + at, baseline));
        };
        if (bounded) {
            head(part.label_heading, Align::left, text_x);
            head(w.bounds > 0 ? part.bounds_heading : std::string{}, Align::right, bounds_x);
        }
        head(part.count_heading, Align::right, w.row);
        for (std::size_t i = first; i < std::min(first + per_column, rows.size()); ++i) {
            const LegendRow& row = *rows[i].row;
            y += row.starts_section && i > first ? section_gap * u : 0;
            const double height = rows[i].height(u, line);
            const double top = y + (row_height - swatch_height) / 2 * u;
            add_sample(block, row, {x, top, x + swatch_width * u, top + swatch_height * u}, u);
            const double text_baseline = pen.centred(Role::label, y + row_height / 2 * u);
            for (std::size_t l = 0; l < rows[i].lines.size(); ++l) {
                block.marks.push_back(pen.text(rows[i].lines[l], Role::label, Align::left,
                                               x + text_x,
                                               text_baseline + static_cast<double>(l) * line));
            }
            const auto cell = [&](const std::string& text, double at) {
                block.marks.push_back(
                    pen.text(text, Role::label, Align::right, x + at, text_baseline));
            };
            cell(row.bounds, bounds_x);
            cell(row.count, w.row);
            y += height;
        }
        block.height_px = std::max(block.height_px, y);
    }
    std::erase_if(block.marks, [](const draw::Mark& mark) {
        const auto* text = std::get_if<draw::Text>(&mark.as);
        return text != nullptr && text->text.empty();
    });
    return block;
}

}  // namespace detail

draw::Block legend_block(const Legend& legend, const draw::TypeSetter& type, double unit_px,
                         int columns, double most_px) {
    const detail::LegendPen pen{type, unit_px};
    std::vector<draw::Block> parts;
    draw::Block block;
    for (const LegendPart& part : legend.parts) {
        parts.push_back(std::visit(
            [&](const auto& p) {
                using Part = std::decay_t<decltype(p)>;
                if constexpr (std::is_same_v<Part, LegendRows>) {
                    return detail::part_block(p, pen, columns, most_px);
                } else if constexpr (std::is_same_v<Part, LegendSquare>) {
                    return detail::part_block(p, pen, most_px);
                } else {
                    return detail::part_block(p, pen);
                }
            },
            part));
        block.width_px = std::max(block.width_px, parts.back().width_px);
    }
    const draw::TextStyle style = pen.style(draw::Role::legend_title);
    if (!legend.title.empty()) {
        // As wide as the parts, but no narrower than a word or two.
        const double width = std::min(most_px, std::max(block.width_px, 200 * unit_px));
        draw::Block title = type.paragraph(legend.title, style, width, 1.3);
        block.width_px = std::max(block.width_px, title.width_px);
        block.height_px = title.height_px + 4 * unit_px;
        block.marks = draw::with_block(std::move(block.marks), std::move(title), 0, 0);
    }
    bool first = true;
    for (draw::Block& part : parts) {
        if (part.marks.empty()) {
            continue;
        }
        block.height_px += first ? 0 : 14 * unit_px;
        first = false;
        const double height = part.height_px;
        block.marks = draw::with_block(std::move(block.marks), std::move(part), 0, block.height_px);
        block.height_px += height;
    }
    return block;
}

}  // namespace levelin::render
