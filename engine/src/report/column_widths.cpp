#include "column_widths.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace levelin::report::detail {

namespace {

/// The widest word of a text.
double word_width(std::string_view text, const draw::TypeSetter& type,
                  const draw::TextStyle& style) {
    double widest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) {
            widest = std::max(widest, type.width_px(std::string{text.substr(0, end)}, style));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return widest;
}

/// Lowers the widest of some widths until all together are `excess` less, none below `floor`.
double lowered(std::vector<double>& widths, const std::vector<ColumnRange>& columns, bool numbers,
               double excess, double floor) {
    while (excess > 1e-9) {
        double widest = 0;
        double next = floor;
        std::size_t count = 0;
        for (std::size_t c = 0; c < widths.size(); ++c) {
            if (columns[c].number != numbers) {
                continue;
            }
            if (widths[c] > widest + 1e-9) {
                next = std::max(next, widest);
                widest = widths[c];
                count = 1;
            } else if (widths[c] >= widest - 1e-9) {
                ++count;
            } else {
                next = std::max(next, widths[c]);
            }
        }
        if (count == 0 || widest <= floor + 1e-9) {
            return excess;
        }
        const double step = std::min(widest - next, excess / static_cast<double>(count));
        for (std::size_t c = 0; c < widths.size(); ++c) {
            if (columns[c].number == numbers && widths[c] >= widest - 1e-9) {
                widths[c] -= step;
            }
        }
        excess -= step * static_cast<double>(count);
    }
    return 0;
}

}  // namespace

std::vector<double> shared_widths(const std::vector<ColumnRange>& columns, double width_px) {
    std::vector<double> widths;
    double least = 0;
    double most = 0;
    for (const ColumnRange& column : columns) {
        widths.push_back(column.least_px);
        least += column.least_px;
        most += column.most_px;
    }
    if (most <= width_px) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            widths[c] = most > 0 ? columns[c].most_px * width_px / most
                                 : width_px / static_cast<double>(columns.size());
        }
        return widths;
    }
    if (least <= width_px) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            widths[c] +=
                (width_px - least) * (columns[c].most_px - columns[c].least_px) / (most - least);
        }
        return widths;
    }
    const double narrow = 0.5 * width_px / static_cast<double>(columns.size());
    const double excess = lowered(widths, columns, false, least - width_px, narrow);
    if (excess > 0 && lowered(widths, columns, true, excess, narrow) > 0) {
        widths.assign(columns.size(), width_px / static_cast<double>(columns.size()));
    }
    return widths;
}

draw::TextStyle cell_style(const draw::TextStyle& cell, const Table::Column& column) {
    draw::TextStyle made = cell;
    if (column.code) {
        made.name = "code";
        made.size_px *= 0.8;
    }
    return made;
}

std::vector<ColumnRange> column_ranges(const Table& table, const draw::TypeSetter& type,
                                       const draw::TextStyle& head, const draw::TextStyle& cell,
                                       double gap_px) {
    std::vector<ColumnRange> ranges;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Table::Column& column = table.columns[c];
        ColumnRange range;
        const bool whole = column.number || column.code;
        const draw::TextStyle look = cell_style(cell, column);
        range.number = whole;
        range.least_px = word_width(column.heading, type, head);
        // A heading may stand on two lines: it asks for no more than its cells do.
        range.most_px = std::max(range.least_px, type.width_px(column.heading, head) / 2);
        for (const auto& row : table.rows) {
            const double line = type.width_px(row[c], look);
            range.most_px = std::max(range.most_px, line);
            range.least_px =
                std::max(range.least_px, whole ? line : word_width(row[c], type, look));
        }
        range.least_px += gap_px;
        range.most_px += gap_px;
        ranges.push_back(range);
    }
    return ranges;
}

}  // namespace levelin::report::detail
