#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sketch.hpp"

namespace levelin::chart {

namespace {

using namespace detail;

constexpr std::array<Form, 3> forms{Form::tick, Form::diamond, Form::ring};
constexpr std::array<draw::Colour, 3> form_colours{draw::ink_colour, mark_colour, draw::ink_colour};

struct Extent {
    double low = 0;
    double high = 0;
    int decimals = 0;
};

Extent extent_of(const BarsSpec& spec) {
    std::vector<double> all;
    for (const auto& value : spec.values) {
        if (value) {
            all.push_back(*value);
        }
    }
    const std::vector<double> own = all;
    for (const Reference& reference : spec.references) {
        for (const auto& value : reference.values) {
            if (value) {
                all.push_back(*value);
            }
        }
    }
    check_finite(all);
    Extent extent;
    for (const double value : all) {
        extent.low = std::min(extent.low, value);
        extent.high = std::max(extent.high, value);
    }
    extent.high = std::max(extent.high, spec.at_most.value_or(extent.high));
    if (extent.low == extent.high) {
        extent.high = 1;
    }
    extent.decimals = spec.decimals >= 0 ? spec.decimals : decimals_for(own);
    return extent;
}

std::string describe(const BarsSpec& spec, int decimals) {
    std::string text = spec.of + (spec.subject.empty() ? "" : ", " + spec.subject) + ".";
    for (std::size_t i = 0; i < spec.names.size(); ++i) {
        text += " " + spec.names[i] + ": " +
                (spec.values[i] ? number_text(*spec.values[i], decimals) : "no data");
        for (const Reference& reference : spec.references) {
            if (reference.values[i]) {
                text += ", " + reference.name + " " + number_text(*reference.values[i], decimals);
            }
        }
        text += ".";
    }
    return text;
}

}  // namespace

Chart bars(const BarsSpec& spec, const Frame& frame) {
    const std::size_t n = spec.names.size();
    if (spec.values.size() != n || spec.references.size() > forms.size() ||
        std::any_of(spec.references.begin(), spec.references.end(),
                    [&](const Reference& r) { return r.values.size() != n; })) {
        throw std::invalid_argument("bars, names and references differ in number");
    }
    const Extent extent = extent_of(spec);
    Sketch sketch{frame};
    using draw::Align;
    using draw::Role;
    const draw::TextStyle label = sketch.style(Role::label);
    const draw::TextStyle quiet_label = sketch.style(Role::note);

    double label_width = 0;
    double value_width = 0;
    std::vector<std::string> value_texts;
    for (std::size_t i = 0; i < n; ++i) {
        label_width = std::max(label_width, sketch.width_of(spec.names[i], Role::label));
        value_texts.push_back(spec.values[i] ? number_text(*spec.values[i], extent.decimals)
                                             : "no data");
        value_width = std::max(value_width, sketch.width_of(value_texts.back(), Role::label));
    }
    label_width = std::min(label_width + sketch.px(1), sketch.width() * 0.4);
    const double left = label_width + sketch.px(12);
    const double right = sketch.width() - value_width - sketch.px(12);
    const double gap = sketch.px(4);
    std::vector<std::vector<std::string>> names;
    std::vector<double> row_top{gap};
    for (std::size_t i = 0; i < n; ++i) {
        names.push_back(sketch.lines(spec.names[i], Role::label, label_width, 2));
        row_top.push_back(row_top.back() + sketch.px(names.back().size() > 1 ? 37 : 24));
    }
    const double bottom = row_top.back() + gap;
    const int most_ticks = std::clamp(static_cast<int>((right - left) / sketch.px(60)), 3, 8);
    const Axis axis = round_axis(extent.low, extent.high, most_ticks, false);
    const auto place = [&](double value) { return left + axis.share(value) * (right - left); };
    const double low = sketch.axis_below(axis, left, right, 0, bottom);

    const draw::Ink fill = draw::plain_ink("bar", strong_colour);
    for (std::size_t i = 0; i < n; ++i) {
        const double middle = (row_top[i] + row_top[i + 1]) / 2;
        const double leading = sketch.px(15);
        for (std::size_t k = 0; k < names[i].size(); ++k) {
            const double line =
                static_cast<double>(k) - static_cast<double>(names[i].size() - 1) / 2;
            sketch.text(names[i][k], label, Align::left, 0,
                        middle + line * leading + label.size_px * 0.36);
        }
        sketch.text(value_texts[i], spec.values[i] ? label : quiet_label, Align::right,
                    sketch.width(), middle + label.size_px * 0.36);
        if (spec.values[i]) {
            const double from = place(std::min(0.0, *spec.values[i]));
            const double to = place(std::max(0.0, *spec.values[i]));
            const double half = sketch.px(6.5);
            sketch.box({from, middle - half, std::max(to, from + sketch.px(0.5)), middle + half},
                       fill, spec.names[i] + ": " + value_texts[i]);
        }
        for (std::size_t r = 0; r < spec.references.size(); ++r) {
            if (const auto& value = spec.references[r].values[i]) {
                sketch.symbol(forms[r], {place(*value), middle}, sketch.px(4.25), form_colours[r]);
            }
        }
    }
    std::vector<Sketch::LegendItem> items;
    items.push_back({Form::column, strong_colour, spec.subject.empty() ? spec.of : spec.subject});
    for (std::size_t r = 0; r < spec.references.size(); ++r) {
        items.push_back({forms[r], form_colours[r], spec.references[r].name});
    }
    double end = low;
    if (!spec.subject.empty() || !spec.references.empty()) {
        end = sketch.legend(items, low + sketch.px(4));
    }
    return {sketch.take(end), describe(spec, extent.decimals)};
}

}  // namespace levelin::chart
