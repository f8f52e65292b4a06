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

constexpr int margin_columns = 30;
// Beyond so many points they hide each other: squares say how many areas lie in each.
constexpr std::size_t most_points = 3000;
constexpr double cell_units = 9;
constexpr int cell_shades = 5;

struct Plot {
    Box box;
    Axis x;
    Axis y;

    [[nodiscard]] Point place(double a, double b) const {
        return {box.min_x + x.share(a) * (box.max_x - box.min_x),
                box.max_y - y.share(b) * (box.max_y - box.min_y)};
    }
};

void margins(Sketch& sketch, const ScatterSpec& spec, const Plot& plot, double depth) {
    const draw::Ink fill = draw::plain_ink("column", light_colour);
    const auto across = count_columns(spec.x, plot.x.low, plot.x.high, margin_columns);
    const auto up = count_columns(spec.y, plot.y.low, plot.y.high, margin_columns);
    const auto most = [](const std::vector<std::uint64_t>& counts) {
        return static_cast<double>(
            std::max<std::uint64_t>(1, *std::max_element(counts.begin(), counts.end())));
    };
    const double wide = (plot.box.max_x - plot.box.min_x) / margin_columns;
    const double high = (plot.box.max_y - plot.box.min_y) / margin_columns;
    const double gap = sketch.px(3);
    const double hair = sketch.px(0.4);
    for (std::size_t i = 0; i < margin_columns; ++i) {
        const auto k = static_cast<double>(i);
        if (across[i] != 0) {
            const double height = depth * static_cast<double>(across[i]) / most(across);
            const double x = plot.box.min_x + wide * k;
            const double base = plot.box.min_y - gap;
            sketch.box({x + hair, base - height, x + wide - hair, base}, fill);
        }
        if (up[i] != 0) {
            const double width = depth * static_cast<double>(up[i]) / most(up);
            const double y = plot.box.max_y - high * (k + 1);
            const double base = plot.box.max_x + gap;
            sketch.box({base, y + hair, base + width, y + high - hair}, fill);
        }
    }
}

void points(Sketch& sketch, const ScatterSpec& spec, const Plot& plot) {
    draw::SymbolLayer layer;
    layer.name = "areas";
    layer.inks.push_back(draw::plain_ink("area", strong_colour));
    layer.inks.back().opacity = spec.x.size() > 500 ? 0.35 : 0.6;
    const double radius = sketch.px(spec.x.size() > 2000 ? 1.2 : spec.x.size() > 500 ? 1.8 : 2.6);
    for (std::size_t i = 0; i < spec.x.size(); ++i) {
        layer.symbols.push_back({plot.place(spec.x[i], spec.y[i]), radius, 0});
    }
    sketch.add({std::move(layer)});
}

/// The plot in squares, the darker the more areas. A shade is one path that holds the squares of
/// all darker ones too, so that no light line shows between squares.
void cells(Sketch& sketch, const ScatterSpec& spec, const Plot& plot) {
    const double wide = plot.box.max_x - plot.box.min_x;
    const double high = plot.box.max_y - plot.box.min_y;
    const int across = std::max(1, static_cast<int>(std::lround(wide / sketch.px(cell_units))));
    const int up = std::max(1, static_cast<int>(std::lround(high / sketch.px(cell_units))));
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(across) *
                                      static_cast<std::size_t>(up));
    const auto index = [](double share, int n) {
        return static_cast<std::size_t>(
            std::clamp(static_cast<int>(std::floor(share * n)), 0, n - 1));
    };
    for (std::size_t i = 0; i < spec.x.size(); ++i) {
        ++counts[index(plot.y.share(spec.y[i]), up) * static_cast<std::size_t>(across) +
                 index(plot.x.share(spec.x[i]), across)];
    }
    const std::uint64_t most = *std::max_element(counts.begin(), counts.end());
    // By the logarithm: a few areas far out count for what they are, and the crowd has a shape.
    const auto shade_of = [&](std::uint64_t count) {
        const double share = most > 1 ? std::log(count) / std::log(most) : 1;
        return std::min(cell_shades - 1, static_cast<int>(share * cell_shades));
    };
    for (int shade = 0; shade < cell_shades; ++shade) {
        const double t = static_cast<double>(shade) / (cell_shades - 1);
        draw::Shape shape;
        shape.name = "cell-" + std::to_string(shade + 1);
        shape.fill =
            draw::plain_ink(shape.name, draw::blended({0xa9, 0xc4, 0xe4}, {0x0c, 0x1f, 0x5c}, t));
        for (std::size_t cell = 0; cell < counts.size(); ++cell) {
            if (counts[cell] == 0 || shade_of(counts[cell]) < shade) {
                continue;
            }
            const auto column = static_cast<double>(cell % static_cast<std::size_t>(across));
            const auto row = static_cast<double>(cell / static_cast<std::size_t>(across));
            const double left = plot.box.min_x + wide * column / across;
            const double right = plot.box.min_x + wide * (column + 1) / across;
            const double low = plot.box.max_y - high * row / up;
            const double top = plot.box.max_y - high * (row + 1) / up;
            shape.contours.push_back(
                {{{left, top}, {right, top}, {right, low}, {left, low}}, true});
        }
        if (!shape.contours.empty()) {
            sketch.add({std::move(shape)});
        }
    }
}

// Names beside their points, at the side that has more room, moved up or down where they meet.
void names(Sketch& sketch, const ScatterSpec& spec, const Plot& plot) {
    const draw::TextStyle look = sketch.style(Role::label, true);
    for (const bool to_right : {true, false}) {
        std::vector<std::size_t> chosen;
        std::vector<double> middles;
        for (std::size_t m = 0; m < spec.marks.size(); ++m) {
            const Point p = plot.place(spec.x.at(spec.marks[m].point), spec.y[spec.marks[m].point]);
            if ((p.x < (plot.box.min_x + plot.box.max_x) / 2) == to_right) {
                chosen.push_back(m);
                middles.push_back(p.y);
            }
        }
        const std::vector<double> lengths(chosen.size(), sketch.px(15));
        const std::vector<double> placed =
            spread_labels(middles, lengths, 0, plot.box.min_y, plot.box.max_y);
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            const ScatterSpec::Mark& named = spec.marks[chosen[k]];
            const Point p = plot.place(spec.x[named.point], spec.y[named.point]);
            sketch.symbol(Form::dot, p, sketch.px(5), mark_colour);
            const double away = to_right ? sketch.px(9) : -sketch.px(9);
            const double room =
                to_right ? plot.box.max_x - p.x - away : p.x + away - plot.box.min_x;
            draw::Text text = sketch.type().line(sketch.type().cut(named.name, look, room), look,
                                                 to_right ? Align::left : Align::right, p.x + away,
                                                 placed[k] + look.size_px * 0.36);
            text.halo = draw::Stroke{draw::page_colour, sketch.px(3), {}};
            sketch.add({std::move(text)});
        }
    }
}

}  // namespace

Chart scatter(const ScatterSpec& spec, const Frame& frame) {
    if (spec.x.empty() || spec.x.size() != spec.y.size()) {
        throw std::invalid_argument("a scatter of no points, or of x and y of different number");
    }
    check_finite(spec.x);
    check_finite(spec.y);
    Sketch sketch{frame};
    const draw::TextStyle note = sketch.style(Role::note);
    const draw::TextStyle heading = sketch.style(Role::heading);
    const auto [x_low, x_high] = std::minmax_element(spec.x.begin(), spec.x.end());
    const auto [y_low, y_high] = std::minmax_element(spec.y.begin(), spec.y.end());
    Plot plot;
    plot.x = round_axis(*x_low, *x_high, 7);
    plot.y = round_axis(*y_low, *y_high, 7);
    const std::vector<std::string> y_texts = tick_texts(plot.y);
    double y_width = 0;
    for (const std::string& text : y_texts) {
        y_width = std::max(y_width, sketch.width_of(text, Role::heading));
    }
    double top = 0;
    for (const std::string& line : sketch.lines(spec.y_of, Role::note, sketch.width(), 2)) {
        sketch.text(line, note, Align::left, 0, top + sketch.px(12));
        top += sketch.px(16);
    }
    const double depth = sketch.px(40);
    const double left = y_width + sketch.px(10);
    const double right = std::max(left + sketch.px(60), sketch.width() - depth - sketch.px(6));
    top += depth + sketch.px(8);
    plot.box = {left, top, right, top + std::min((right - left) * 0.8, sketch.px(380))};
    const double base = plot.box.max_y;
    double end = sketch.axis_below(plot.x, left, right, top, base);
    for (std::size_t i = 0; i < y_texts.size(); ++i) {
        const double y = plot.place(plot.x.low, plot.y.ticks[i]).y;
        sketch.line({left - sketch.px(4), y}, {right, y}, draw::rule_colour, 0.75);
        sketch.text(y_texts[i], heading, Align::right, left - sketch.px(6),
                    y + heading.size_px * 0.36);
    }
    margins(sketch, spec, plot, depth);
    const bool crowded = spec.x.size() > most_points;
    if (crowded) {
        cells(sketch, spec, plot);
    } else {
        points(sketch, spec, plot);
    }
    names(sketch, spec, plot);
    for (const std::string& line : sketch.lines(spec.x_of, Role::note, sketch.width(), 2)) {
        sketch.text(line, note, Align::left, 0, end + sketch.px(12));
        end += sketch.px(16);
    }
    Chart made;
    made.description =
        spec.y_of + " against " + spec.x_of + " of " +
        counted_text(spec.x.size(), "area", "areas") +
        (crowded ? ", as squares that are the darker the more areas lie in them." : ".");
    const int x_decimals = decimals_for(spec.x);
    const int y_decimals = decimals_for(spec.y);
    for (const ScatterSpec::Mark& m : spec.marks) {
        made.description += " " + m.name + ": " + number_text(spec.x[m.point], x_decimals) +
                            " and " + number_text(spec.y[m.point], y_decimals) + ".";
    }
    made.block = sketch.take(end);
    return made;
}

}  // namespace levelin::chart
