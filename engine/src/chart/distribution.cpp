#include <algorithm>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <stdexcept>

#include "sketch.hpp"

namespace levelin::chart {

namespace {

using namespace detail;
using draw::Align;
using draw::Role;

struct Named {
    std::string text;
    double length = 0;
};

// The marks' names above the columns. @returns the lower end of the names.
double place_names(Sketch& sketch, const DistributionSpec& spec, std::span<const double> places,
                   int decimals) {
    std::vector<Named> named;
    std::vector<double> lengths;
    double total = 0;
    for (const StripMark& mark : spec.marks) {
        const std::string value = " " + number_text(mark.value, decimals);
        const draw::TextStyle look = sketch.style(mark.main ? Role::label : Role::note, mark.main);
        const double room = sketch.width() - sketch.type().width_px(value, look);
        const std::string text = sketch.type().cut(mark.name, look, room) + value;
        lengths.push_back(sketch.type().width_px(text, look));
        named.push_back({text, lengths.back()});
        total += lengths.back() + sketch.px(10);
    }
    const double row = sketch.px(16);
    const bool one_row = total - sketch.px(10) <= sketch.width();
    const std::vector<double> spread =
        spread_labels(places, lengths, sketch.px(10), 0, sketch.width());
    const double rows = one_row ? 1 : static_cast<double>(named.size());
    const double end = row * rows;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const StripMark& mark = spec.marks[i];
        const double half = lengths[i] / 2;
        const double middle =
            one_row ? spread[i]
                    : std::clamp(places[i], half, std::max(half, sketch.width() - half));
        const double baseline = row * (one_row ? 1 : static_cast<double>(i + 1)) - sketch.px(4);
        sketch.text(named[i].text, sketch.style(mark.main ? Role::label : Role::note, mark.main),
                    Align::centre, middle, baseline);
        // From the name to the place of the mark.
        if (one_row) {
            sketch.line({middle, end}, {places[i], end + sketch.px(7)},
                        mark.main ? mark_colour : draw::quiet_colour, 1);
        }
    }
    return end;
}

}  // namespace

std::vector<std::uint64_t> count_columns(std::span<const double> values, double low, double high,
                                         int columns) {
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(std::max(1, columns)), 0);
    const auto last = static_cast<double>(counts.size() - 1);
    for (const double value : values) {
        const double share = high > low ? (value - low) / (high - low) : 0;
        const double column = std::floor(share * static_cast<double>(counts.size()));
        ++counts[static_cast<std::size_t>(std::clamp(column, 0.0, last))];
    }
    return counts;
}

Chart distribution(const DistributionSpec& spec, const Frame& frame) {
    if (spec.values.empty()) {
        throw std::invalid_argument("a distribution of no values");
    }
    check_finite(spec.values);
    const int decimals = spec.decimals >= 0 ? spec.decimals : decimals_for(spec.values);
    auto [lowest, highest] = std::minmax_element(spec.values.begin(), spec.values.end());
    double low = *lowest;
    double high = *highest;
    for (const StripMark& m : spec.marks) {
        check_finite({&m.value, 1});
        low = std::min(low, m.value);
        high = std::max(high, m.value);
    }
    Sketch sketch{frame};
    const int most_ticks = std::clamp(static_cast<int>(sketch.width() / sketch.px(60)), 3, 9);
    const Axis axis = round_axis(low, high, most_ticks, false);
    const double left = sketch.px(2);
    const double right = sketch.width() - sketch.px(2);
    const auto place = [&](double value) { return left + axis.share(value) * (right - left); };

    std::vector<double> places;
    for (const StripMark& m : spec.marks) {
        places.push_back(place(m.value));
    }
    const double names_end =
        spec.marks.empty() ? 0.0 : place_names(sketch, spec, places, decimals) + sketch.px(7);
    const double base = names_end + sketch.px(spec.height_px);
    const double axis_end = sketch.axis_below(axis, left, right, base, base);
    const int columns =
        std::clamp(static_cast<int>(std::lround(std::sqrt(spec.values.size()))), 8, 48);
    const auto counts = count_columns(spec.values, axis.low, axis.high, columns);
    const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
    const draw::Ink fill = draw::plain_ink("column", light_colour);
    const double step = (right - left) / columns;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) {
            continue;
        }
        const double height = std::max(
            sketch.px(1.5), sketch.px(spec.height_px) * static_cast<double>(counts[i]) / most);
        const double x = left + step * static_cast<double>(i);
        sketch.box({x + sketch.px(0.4), base - height, x + step - sketch.px(0.4), base}, fill);
    }
    sketch.line({left, base}, {right, base}, draw::frame_colour, 1);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool main = spec.marks[i].main;
        sketch.line({places[i], names_end}, {places[i], base + sketch.px(4)}, draw::page_colour,
                    main ? 5 : 3);
        sketch.line({places[i], names_end}, {places[i], base + sketch.px(4)},
                    main ? mark_colour : draw::ink_colour, main ? 2.5 : 1.25);
    }
    // Low end, name, high end: in one row where they fit.
    const draw::TextStyle note = sketch.style(Role::note);
    double end = axis_end;
    const double low_width = sketch.width_of(spec.low_note, Role::note);
    const double high_width = sketch.width_of(spec.high_note, Role::note);
    const std::string of = sketch.type().cut(spec.of, note, sketch.width());
    const double side = std::max(low_width, high_width) + sketch.px(8);
    const bool together = sketch.width_of(of, Role::note) + 2 * side <= sketch.width();
    if (!spec.low_note.empty() || !spec.high_note.empty() || together) {
        const double half = sketch.width() / 2 - sketch.px(6);
        sketch.text(sketch.type().cut(spec.low_note, note, half), note, Align::left, 0,
                    end + sketch.px(12));
        sketch.text(sketch.type().cut(spec.high_note, note, half), note, Align::right,
                    sketch.width(), end + sketch.px(12));
        if (together) {
            sketch.text(of, note, Align::centre, sketch.width() / 2, end + sketch.px(12));
        }
        end += sketch.px(16);
    }
    if (!together && !of.empty()) {
        sketch.text(of, note, Align::centre, sketch.width() / 2, end + sketch.px(12));
        end += sketch.px(16);
    }
    Chart made;
    made.description = spec.of + " of " + counted_text(spec.values.size(), "area", "areas") +
                       ", from " + number_text(*lowest, decimals) + " to " +
                       number_text(*highest, decimals) + ".";
    for (const StripMark& m : spec.marks) {
        made.description += " " + m.name + ": " + number_text(m.value, decimals) + ".";
    }
    made.block = sketch.take(end);
    return made;
}

}  // namespace levelin::chart
