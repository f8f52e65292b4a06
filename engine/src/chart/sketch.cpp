#include "sketch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace levelin::chart::detail {

namespace {

std::vector<Point> circle(Point centre, double radius) {
    constexpr int corners = 24;
    std::vector<Point> points;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        points.push_back(
            {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return points;
}

}  // namespace

void check_finite(std::span<const double> values) {
    if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); })) {
        throw std::invalid_argument("a chart of values that are not finite");
    }
}

Sketch::Sketch(const Frame& frame) : m_frame{frame}, m_width{std::max(160.0, frame.width_px)} {
    m_block.width_px = m_width;
}

draw::TextStyle Sketch::style(draw::Role role, bool bold) const {
    draw::TextStyle made = draw::style_of(role, m_frame.unit_px);
    if (bold) {
        made.bold = true;
        made.name += "-strong";
    }
    return made;
}

double Sketch::width_of(const std::string& text, draw::Role role, bool bold) const {
    return text.empty() ? 0 : type().width_px(text, style(role, bold));
}

std::vector<std::string> Sketch::lines(const std::string& text, draw::Role role, double width_px,
                                       std::size_t lines) const {
    const draw::TextStyle look = style(role);
    std::vector<std::string> wrapped = type().wrap(text, look, width_px);
    if (wrapped.size() <= lines) {
        return wrapped;
    }
    // What follows the last line that fits, as one line that is cut.
    std::string rest;
    for (std::size_t i = lines - 1; i < wrapped.size(); ++i) {
        rest += (rest.empty() ? "" : " ") + wrapped[i];
    }
    wrapped.resize(lines);
    wrapped.back() = type().cut(rest, look, width_px);
    return wrapped;
}

void Sketch::text(const std::string& text, const draw::TextStyle& style, draw::Align align,
                  double x, double baseline) {
    if (!text.empty()) {
        add({type().line(text, style, align, x, baseline)});
    }
}

void Sketch::box(const Box& box, const draw::Ink& ink, const std::string& title) {
    draw::Shape shape = draw::rectangle(box, ink);
    shape.title = title;
    add({std::move(shape)});
}

void Sketch::line(Point from, Point to, draw::Colour colour, double width_units,
                  std::vector<double> dash_units) {
    for (double& dash : dash_units) {
        dash = px(dash);
    }
    add({draw::line(from, to, {colour, px(width_units), std::move(dash_units)})});
}

void Sketch::path(std::vector<Point> points, bool closed, const std::optional<draw::Ink>& fill,
                  const std::optional<draw::Stroke>& stroke, const std::string& name) {
    draw::Shape shape;
    shape.name = name;
    shape.contours.push_back({std::move(points), closed});
    shape.fill = fill;
    shape.stroke = stroke;
    add({std::move(shape)});
}

void Sketch::symbol(Form form, Point c, double r, draw::Colour colour) {
    const draw::Stroke edge{draw::page_colour, px(1), {}};
    switch (form) {
        case Form::tick:
            // Wider than its core in white, so that it stands out on a bar.
            line({c.x, c.y - 1.6 * r}, {c.x, c.y + 1.6 * r}, draw::page_colour, 4.5);
            line({c.x, c.y - 1.6 * r}, {c.x, c.y + 1.6 * r}, colour, 2.25);
            return;
        case Form::diamond:
            path({{c.x, c.y - 1.25 * r},
                  {c.x + 1.25 * r, c.y},
                  {c.x, c.y + 1.25 * r},
                  {c.x - 1.25 * r, c.y}},
                 true, draw::plain_ink("mark", colour), edge);
            return;
        case Form::ring:
            path(circle(c, r), true, draw::plain_ink("ring", draw::page_colour),
                 draw::Stroke{colour, px(2), {}});
            return;
        case Form::dot:
            path(circle(c, r), true, draw::plain_ink("dot", colour), edge);
            return;
        case Form::column:
            box({c.x - 1.4 * r, c.y - r, c.x + 1.4 * r, c.y + r}, draw::plain_ink("bar", colour));
            return;
        case Form::wire:
            line({c.x - 2 * r, c.y}, {c.x + 2 * r, c.y}, colour, 2.25);
            return;
        case Form::dashes:
            line({c.x - 2 * r, c.y}, {c.x + 2 * r, c.y}, colour, 1.5, {4, 3});
            return;
    }
}

double Sketch::axis_below(const Axis& axis, double left, double right, double grid_top,
                          double top) {
    const draw::TextStyle look = style(draw::Role::heading);
    const std::vector<std::string> texts = tick_texts(axis);
    const auto place = [&](std::size_t i) {
        return left + axis.share(axis.ticks[i]) * (right - left);
    };
    // Texts keep within the block; every `every`-th is written.
    std::size_t every = 1;
    const auto middle = [&](std::size_t i) {
        const double half = type().width_px(texts[i], look) / 2;
        return std::clamp(place(i), half, std::max(half, m_width - half));
    };
    for (; every < texts.size(); ++every) {
        bool free = true;
        double end = -1e9;
        for (std::size_t i = 0; i < texts.size(); i += every) {
            const double half = type().width_px(texts[i], look) / 2;
            free = free && middle(i) - half >= end + px(4);
            end = middle(i) + half;
        }
        if (free) {
            break;
        }
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool zero = axis.ticks[i] == 0;
        line({place(i), grid_top}, {place(i), top + px(4)},
             zero ? draw::frame_colour : draw::rule_colour, zero ? 1.25 : 0.75);
        if (i % every == 0) {
            text(texts[i], look, draw::Align::centre, middle(i), top + px(16));
        }
    }
    return top + px(19.5);
}

double Sketch::legend(std::span<const LegendItem> items, double top) {
    const draw::TextStyle look = style(draw::Role::note);
    const double row = px(17);
    double x = 0;
    double y = top + row / 2;
    for (const LegendItem& item : items) {
        const double sample = px(22);
        const std::string name = type().cut(item.name, look, m_width - sample);
        const double length = sample + type().width_px(name, look);
        if (x > 0 && x + length > m_width) {
            x = 0;
            y += row;
        }
        symbol(item.form, {x + px(9), y}, px(4.25), item.colour);
        text(name, look, draw::Align::left, x + sample, y + px(4));
        x += length + px(16);
    }
    return items.empty() ? top : y + row / 2;
}

draw::Block Sketch::take(double height_px) {
    m_block.height_px = height_px;
    return std::move(m_block);
}

}  // namespace levelin::chart::detail
