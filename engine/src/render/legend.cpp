#include "legend.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/number_text.hpp>

namespace levelin::detail {

namespace {

// All in units of the page.
constexpr double swatch_width = 24;
constexpr double swatch_height = 15;
constexpr double row_height = 20;
constexpr double gap = 9;          // Between swatch and label.
constexpr double column_gap = 18;  // Between label, bounds and count.
constexpr double block_gap = 44;   // Between columns of rows.
constexpr double section_gap = 8;
constexpr double bar_longest = 150;
constexpr double bar_height = 5;
constexpr double narrowest = 210;

struct Row {
    int drawn_class = 0;
    std::string label;
    std::string bounds;
    std::string count;
    bool starts_section = false;
};

std::string with_note(std::string label, const std::string& note) {
    return label.empty() ? note : note.empty() ? label : label + " \u2013 " + note;
}

/// Whether the classes have names of their own; else their bounds stand in the place of names.
bool has_labels(const Classes& classes) {
    return std::any_of(classes.entries.begin(), classes.entries.end(),
                       [](const MapClass& entry) { return !entry.label.empty(); });
}

std::vector<Row> make_rows(const Classes& classes, const ChoroplethSpec& spec) {
    std::vector<Row> rows;
    const std::vector<std::string> bounds = bounds_texts(classes);
    const bool labels = has_labels(classes);
    const std::size_t n = classes.with_value() > 0 ? classes.entries.size() : 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t k = classes.first_is_worst ? i : n - 1 - i;  // The worst on top.
        const MapClass& entry = classes.entries[k];
        const std::string& note = i == 0 ? spec.worst_note : i + 1 == n ? spec.best_note : "";
        rows.push_back({static_cast<int>(k) + 1,
                        with_note(labels ? clean_text(entry.label) : bounds[k], clean_text(note)),
                        labels ? bounds[k] : std::string{},
                        grouped_text(static_cast<long long>(entry.count)), false});
    }
    bool first = true;
    for (std::size_t s = 1; s < status_count; ++s) {
        if (classes.status_counts[s] > 0) {
            rows.push_back({class_without_value(static_cast<Status>(s)),
                            clean_text(spec.status_labels[s]), "",
                            grouped_text(static_cast<long long>(classes.status_counts[s])), first});
            first = false;
        }
    }
    return rows;
}

/// Writes lines into a block.
class Pen {
  public:
    Pen(LegendBlock& block, const TypeSetter& type, double unit)
        : m_block{block}, m_type{type}, m_unit{unit} {}

    void write(const std::string& text, TextRole role, TextAlign align, double x, double baseline) {
        if (text.empty()) {
            return;
        }
        const double size = type_size(role) * m_unit;
        m_block.texts.push_back({text, role, align, x, baseline, size, is_bold(role),
                                 m_type.width_px(text, size, is_bold(role))});
    }
    [[nodiscard]] double width(const std::string& text, TextRole role) const {
        return text.empty() ? 0 : m_type.width_px(text, type_size(role) * m_unit, is_bold(role));
    }

  private:
    LegendBlock& m_block;
    const TypeSetter& m_type;
    double m_unit;
};

/// Widths of the three texts of a row.
struct Widths {
    std::string label_heading;
    double label = 0;
    double bounds = 0;
    double count = 0;
    double row = 0;
};

Widths measure(const std::vector<Row>& rows, const Classes& classes, const ChoroplethSpec& spec,
               const Pen& pen, double unit) {
    Widths w;
    w.label_heading = clean_text(has_labels(classes) ? spec.class_heading : spec.bounds_heading);
    double status_label = 0;
    for (const Row& row : rows) {
        double& label = row.drawn_class > 0 ? w.label : status_label;
        label = std::max(label, pen.width(row.label, TextRole::label));
        w.bounds = std::max(w.bounds, pen.width(row.bounds, TextRole::label));
        w.count = std::max(w.count, pen.width(row.count, TextRole::label));
    }
    w.label = std::max(w.label, pen.width(w.label_heading, TextRole::heading));
    if (w.bounds > 0) {
        w.bounds =
            std::max(w.bounds, pen.width(clean_text(spec.bounds_heading), TextRole::heading));
    }
    w.count = std::max(w.count, pen.width(clean_text(spec.count_heading), TextRole::heading));
    const double gaps = (w.label > 0 ? column_gap : 0) + (w.bounds > 0 ? column_gap : 0);
    const double texts =
        std::max(w.label + w.bounds + gaps * unit, status_label + column_gap * unit);
    w.row = std::max((swatch_width + gap) * unit + texts + w.count, narrowest * unit);
    return w;
}

void add_scale_bar(LegendBlock& block, Pen& pen, double unit, double px_per_metre, double top) {
    const double length = round_length_m(px_per_metre, bar_longest * unit);
    const double width = length * px_per_metre;
    const double text_height = type_size(TextRole::heading) * unit;
    const double y = top + text_height + 4 * unit;
    const bool km = length >= 1000;
    const double per = km ? 1000 : 1;
    const double baseline = top + text_height * 0.85;
    // Figures are centred on their marks; the first stands flush with the block.
    pen.write("0", TextRole::heading, TextAlign::left, 0, baseline);
    pen.write(shortest_text(length / 2 / per), TextRole::heading, TextAlign::centre, width / 2,
              baseline);
    pen.write(shortest_text(length / per) + (km ? " km" : " m"), TextRole::heading, TextAlign::left,
              width - pen.width(shortest_text(length / per), TextRole::heading) / 2, baseline);
    block.scale_bar = {{0, y, width, y + bar_height * unit}, length};
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

}  // namespace

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

LegendBlock make_legend(const Classes& classes, const ChoroplethSpec& spec, const TypeSetter& type,
                        double unit_px, int columns, double px_per_metre) {
    const double u = unit_px;
    LegendBlock block;
    Pen pen{block, type, u};
    const std::vector<Row> rows = make_rows(classes, spec);
    const Widths w = measure(rows, classes, spec, pen, u);
    columns = balanced_columns(static_cast<int>(rows.size()), columns);
    const double stride = w.row + block_gap * u;
    block.width_px = w.row + (columns - 1) * stride;

    double y = 0;
    const double title_size = type_size(TextRole::legend_title) * u;
    for (const std::string& line :
         type.wrap(clean_text(spec.legend_title), title_size, true, block.width_px)) {
        y += title_size * 1.3;
        pen.write(line, TextRole::legend_title, TextAlign::left, 0, y - title_size * 0.25);
    }
    y += y > 0 ? 4 * u : 0;

    const double heading = type_size(TextRole::heading) * u;
    const auto per_column =
        (rows.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    const double text_x = (swatch_width + gap) * u;
    const double bounds_x = w.row - w.count - column_gap * u;  // Their right end.
    double lowest = y;
    for (std::size_t first = 0; first < rows.size(); first += per_column) {
        const double x = static_cast<double>(first / per_column) * stride;
        double row_y = y + heading * 1.5;
        const double heading_baseline = row_y - heading * 0.45;
        if (rows[first].drawn_class > 0) {
            pen.write(w.label_heading, TextRole::heading, TextAlign::left, x + text_x,
                      heading_baseline);
            if (w.bounds > 0) {
                pen.write(clean_text(spec.bounds_heading), TextRole::heading, TextAlign::right,
                          x + bounds_x, heading_baseline);
            }
        }
        pen.write(clean_text(spec.count_heading), TextRole::heading, TextAlign::right, x + w.row,
                  heading_baseline);
        for (std::size_t i = first; i < std::min(first + per_column, rows.size()); ++i) {
            const Row& row = rows[i];
            row_y += row.starts_section && i > first ? section_gap * u : 0;
            const double top = row_y + (row_height - swatch_height) / 2 * u;
            block.swatches.push_back(
                {row.drawn_class, {x, top, x + swatch_width * u, top + swatch_height * u}});
            const double baseline =
                row_y + row_height / 2 * u + type_size(TextRole::label) * u * 0.36;
            pen.write(row.label, TextRole::label, TextAlign::left, x + text_x, baseline);
            pen.write(row.bounds, TextRole::label, TextAlign::right, x + bounds_x, baseline);
            pen.write(row.count, TextRole::label, TextAlign::right, x + w.row, baseline);
            row_y += row_height * u;
        }
        lowest = std::max(lowest, row_y);
    }
    y = lowest;
    if (spec.scale_bar) {
        y += 18 * u;
        add_scale_bar(block, pen, u, px_per_metre, y);
        y += (type_size(TextRole::heading) + 4 + bar_height) * u;
    }
    block.height_px = y;
    return block;
}

}  // namespace levelin::detail
