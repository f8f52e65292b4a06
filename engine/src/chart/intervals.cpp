#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sketch.hpp"

namespace levelin::chart {

namespace {

using namespace detail;
using draw::Align;
using draw::Role;

std::string rank_text(double value) {
    return number_text(value, value == std::floor(value) ? 0 : 1);
}

std::string range_text(const Interval& row) {
    return rank_text(row.mid) + " (" + rank_text(row.low) + " to " + rank_text(row.high) + ")";
}

}  // namespace

Chart intervals(const IntervalsSpec& spec, const Frame& frame) {
    double low = 1e300;
    double high = -1e300;
    for (const Interval& row : spec.rows) {
        const std::array<double, 3> values{row.low, row.mid, row.high};
        check_finite(values);
        if (row.low > row.mid || row.mid > row.high) {
            throw std::invalid_argument("an interval whose middle lies outside it");
        }
        low = std::min(low, row.low);
        high = std::max(high, row.high);
    }
    if (spec.rows.empty()) {
        throw std::invalid_argument("no intervals");
    }
    low = std::min(low, spec.from.value_or(low));
    high = std::max(high, spec.to.value_or(high));
    if (spec.cut) {
        low = std::min(low, *spec.cut);
        high = std::max(high, *spec.cut);
    }
    Sketch sketch{frame};
    const draw::TextStyle label = sketch.style(Role::label);
    const draw::TextStyle strong_label = sketch.style(Role::label, true);
    const draw::TextStyle note = sketch.style(Role::note);
    double label_width = 0;
    double value_width = 0;
    for (const Interval& row : spec.rows) {
        label_width = std::max(label_width, sketch.width_of(row.name, Role::label, row.main));
        value_width = std::max(value_width, sketch.width_of(range_text(row), Role::note));
    }
    label_width = std::min(label_width + sketch.px(1), sketch.width() * 0.36);
    const double left = label_width + sketch.px(14);
    const double right = sketch.width() - value_width - sketch.px(14);
    const int most_ticks = std::clamp(static_cast<int>((right - left) / sketch.px(56)), 3, 8);
    const Axis axis = round_axis(low, high, most_ticks, false);
    const auto place = [&](double value) { return left + axis.share(value) * (right - left); };

    double top = 0;
    if (spec.cut && !spec.cut_name.empty()) {
        const std::string name = sketch.type().cut(spec.cut_name, note, sketch.width());
        const double half = sketch.width_of(name, Role::note) / 2;
        sketch.text(name, note, Align::centre,
                    std::clamp(place(*spec.cut), half, std::max(half, sketch.width() - half)),
                    sketch.px(12));
        top = sketch.px(17);
    }
    const double row_height = sketch.px(20);
    const double base = top + row_height * static_cast<double>(spec.rows.size()) + sketch.px(3);
    double end = sketch.axis_below(axis, left, right, top, base);
    if (spec.cut) {
        sketch.line({place(*spec.cut), top}, {place(*spec.cut), base}, draw::ink_colour, 1.25,
                    {4, 3});
    }
    for (std::size_t i = 0; i < spec.rows.size(); ++i) {
        const Interval& row = spec.rows[i];
        const double y = top + row_height * (static_cast<double>(i) + 0.5) + sketch.px(1.5);
        const draw::Colour colour = row.main ? mark_colour : strong_colour;
        const double baseline = y + label.size_px * 0.36;
        const draw::TextStyle& look = row.main ? strong_label : label;
        sketch.text(sketch.type().cut(row.name, look, label_width), look, Align::left, 0, baseline);
        sketch.text(range_text(row), note, Align::right, sketch.width(), baseline);
        sketch.line({place(row.low), y}, {place(row.high), y},
                    row.main ? mark_colour : light_colour, 4);
        sketch.symbol(Form::dot, {place(row.mid), y}, sketch.px(4.5), colour);
    }
    for (const std::string& line : sketch.lines(spec.of, Role::note, sketch.width(), 2)) {
        sketch.text(line, note, Align::left, 0, end + sketch.px(12));
        end += sketch.px(16);
    }
    Chart made;
    made.description = spec.of + ".";
    for (const Interval& row : spec.rows) {
        made.description += " " + row.name + ": " + range_text(row) + ".";
    }
    if (spec.cut && !spec.cut_name.empty()) {
        made.description += " " + spec.cut_name + ".";
    }
    made.block = sketch.take(end);
    return made;
}

}  // namespace levelin::chart
