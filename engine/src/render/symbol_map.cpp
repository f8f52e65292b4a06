#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/house_style.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/symbol_map.hpp>

#include "ink_list.hpp"

namespace levelin::render {

namespace {

constexpr double symbol_opacity = 0.75;

void check_count(std::size_t values, std::size_t areas) {
    if (values != areas) {
        throw UsageError("E-RENDER-02",
                         std::to_string(values) + " values for " + std::to_string(areas) + " areas",
                         "one value for each area");
    }
}

draw::Ink symbol_ink(draw::Colour colour) {
    draw::Ink ink = draw::plain_ink("symbol", colour);
    ink.opacity = symbol_opacity;
    return ink;
}

/// The largest of 1, 2, 5, 10, ... (and 0.5, 0.2, ...) that is at most that.
double round_below(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= value) {
            return step * power;
        }
    }
    return power;
}

std::string value_text(double value) {
    return value >= 1000 && value == std::floor(value) && value < 1e15
               ? grouped_text(static_cast<long long>(value))
               : shortest_text(value);
}

SymbolSet symbol_set(const SymbolOptions& options) {
    SymbolSet set;
    set.form = options.squares ? draw::SymbolLayer::Form::square : draw::SymbolLayer::Form::circle;
    set.inks = {symbol_ink(options.colour)};
    set.outline = {draw::page_colour, 0.8, {}};
    return set;
}

LegendSymbols samples(const SymbolOptions& options) {
    LegendSymbols part;
    part.heading = draw::clean_text(options.heading);
    part.form = options.squares ? draw::SymbolLayer::Form::square : draw::SymbolLayer::Form::circle;
    part.ink = symbol_ink(options.colour);
    part.outline = {draw::page_colour, 0.8, {}};
    return part;
}

void add_statuses(ThematicMap& map, const std::array<std::uint64_t, status_count>& counts) {
    LegendRows rows;
    detail::add_status_rows(rows, counts, status_labels());
    for (LegendRow& row : rows.rows) {
        row.ink.reset();  // They have no symbol; the ground beneath is that of every area.
        row.label = "No symbol: " + row.label;
    }
    if (!rows.rows.empty()) {
        rows.count_heading = "Areas";
        map.legend.parts.emplace_back(std::move(rows));
    }
}

std::string title_of(const BoundarySet& boundaries, std::size_t area, const std::string& value) {
    const std::string name = boundaries.names.empty() ? std::string{} : boundaries.names[area];
    return (name.empty() ? boundaries.codes[area].str() : name) + ": " + value;
}

}  // namespace

ThematicMap plain_ground(std::size_t areas) {
    ThematicMap map;
    map.inks = {draw::plain_ink("ground", {0xec, 0xec, 0xec})};
    map.ink_of_area.assign(areas, 0);
    map.quiet_ground = true;
    return map;
}

ThematicMap with_proportional_symbols(ThematicMap ground, const BoundarySet& boundaries,
                                      const DecimalColumn& values, const SymbolOptions& options) {
    check_count(values.values.size(), boundaries.size());
    double most = 0;
    std::array<std::uint64_t, status_count> without{};
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        if (values.status[a] != Status::ok) {
            ++without[static_cast<std::size_t>(values.status[a])];
            continue;
        }
        if (!(values.values[a] >= 0) || !std::isfinite(values.values[a])) {
            throw UsageError(
                "E-RENDER-17",
                "area " + boundaries.codes[a].str() + " has the value " +
                    (std::isfinite(values.values[a]) ? shortest_text(values.values[a])
                                                     : std::string{"that is not finite"}) +
                    ", which no symbol or dot can show",
                "values of 0 or more", "choose a column of counts");
        }
        most = std::max(most, values.values[a]);
    }
    ground.symbols = symbol_set(options);
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const double value = values.status[a] == Status::ok ? values.values[a] : 0;
        if (value > 0 && !boundaries.points_of_area(a).empty()) {
            ground.symbols.symbols.push_back(
                {area_centroid(boundaries, a), options.largest_units * std::sqrt(value / most), 0,
                 boundaries.codes[a].str(), title_of(boundaries, a, value_text(value))});
        }
    }
    LegendSymbols part = samples(options);
    if (most > 0) {
        double shown = round_below(most);
        for (int i = 0; i < 3; ++i) {
            part.entries.push_back(
                {options.largest_units * std::sqrt(shown / most), value_text(shown)});
            shown = round_below(shown / 4);
        }
    }
    ground.legend.parts.emplace_back(std::move(part));
    add_statuses(ground, without);
    return ground;
}

ThematicMap with_graduated_symbols(ThematicMap ground, const BoundarySet& boundaries,
                                   const Classification& classes, const SymbolOptions& options) {
    check_count(classes.class_of_area.size(), boundaries.size());
    const std::size_t k = classes.classes.entries.size();
    const auto radius = [&](std::size_t of) {
        return options.largest_units * std::sqrt(static_cast<double>(of + 1) /
                                                 static_cast<double>(std::max<std::size_t>(1, k)));
    };
    const std::vector<std::string> bounds = bounds_texts(classes.classes);
    ground.symbols = symbol_set(options);
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const int c = classes.class_of_area[a];
        if (c > 0 && !boundaries.points_of_area(a).empty()) {
            const auto of = static_cast<std::size_t>(c - 1);
            ground.symbols.symbols.push_back({area_centroid(boundaries, a), radius(of), 0,
                                              boundaries.codes[a].str(),
                                              title_of(boundaries, a, bounds[of])});
        }
    }
    LegendSymbols part = samples(options);
    for (std::size_t of = k; of > 0; --of) {
        part.entries.push_back({radius(of - 1), bounds[of - 1]});
    }
    ground.legend.parts.emplace_back(std::move(part));
    add_statuses(ground, classes.classes.status_counts);
    return ground;
}

}  // namespace levelin::render
