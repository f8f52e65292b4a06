#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sketch.hpp"

namespace levelin::chart {

namespace {

using namespace detail;
using draw::Align;
using draw::Role;

double distance_to_line(Point p, Point a, Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length = std::hypot(dx, dy);
    return length == 0 ? std::hypot(p.x - a.x, p.y - a.y)
                       : std::abs(dx * (p.y - a.y) - dy * (p.x - a.x)) / length;
}

// Douglas and Peucker, 1973, without recursion.
std::vector<Point> thinned(const std::vector<Point>& points, double tolerance) {
    std::vector<std::uint8_t> keep(points.size(), 0);
    keep.front() = keep.back() = 1;
    std::vector<std::pair<std::size_t, std::size_t>> runs{{0, points.size() - 1}};
    while (!runs.empty()) {
        const auto [first, last] = runs.back();
        runs.pop_back();
        double furthest = tolerance;
        std::size_t at = first;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double away = distance_to_line(points[i], points[first], points[last]);
            if (away > furthest) {
                furthest = away;
                at = i;
            }
        }
        if (at != first) {
            keep[at] = 1;
            runs.emplace_back(first, at);
            runs.emplace_back(at, last);
        }
    }
    std::vector<Point> kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (keep[i] != 0) {
            kept.push_back(points[i]);
        }
    }
    return kept;
}

std::string percent(double share) {
    return number_text(share * 100, share > 0 && share < 0.01 ? 1 : 0) + "%";
}

void check_points(const CurveSpec& spec) {
    if (spec.points.size() < 2) {
        throw std::invalid_argument("a curve of fewer than two points");
    }
    double before = 0;
    for (const SharePoint& p : spec.points) {
        const bool fits =
            p.people >= before && p.people <= 1 + 1e-9 && p.value >= -1e-9 && p.value <= 1 + 1e-9;
        if (!fits) {
            throw std::invalid_argument("shares outside 0 to 1, or people that do not ascend");
        }
        before = p.people;
    }
}

}  // namespace

Chart share_curve(const CurveSpec& spec, const Frame& frame) {
    check_points(spec);
    Sketch sketch{frame};
    const draw::TextStyle heading = sketch.style(Role::heading);
    const draw::TextStyle note = sketch.style(Role::note);
    const double left = sketch.width_of("100%", Role::heading) + sketch.px(8);
    const double side = std::min(sketch.width() - left - sketch.px(16), sketch.px(340));
    const double right = left + side;
    double top = sketch.px(4);
    for (const std::string& line : sketch.lines(spec.value, Role::note, sketch.width(), 2)) {
        sketch.text(line, note, Align::left, 0, top + sketch.px(12));
        top += sketch.px(16);
    }
    top += sketch.px(8);
    const double base = top + side;
    const auto place = [&](const SharePoint& p) {
        return Point{left + p.people * side, base - p.value * side};
    };
    for (int tick = 0; tick <= 100; tick += 20) {
        const double share = tick / 100.0;
        const std::string text = std::to_string(tick) + "%";
        const Point x = place({share, 0});
        const Point y = place({0, share});
        const bool edge = tick == 0;
        const draw::Colour colour = edge ? draw::frame_colour : draw::rule_colour;
        sketch.line({x.x, top}, {x.x, base + sketch.px(4)}, colour, edge ? 1.25 : 0.75);
        sketch.line({left - sketch.px(4), y.y}, {right, y.y}, colour, edge ? 1.25 : 0.75);
        sketch.text(text, heading, Align::centre, x.x, base + sketch.px(16));
        sketch.text(text, heading, Align::right, left - sketch.px(7), y.y + heading.size_px * 0.36);
    }
    sketch.line(place({0, 0}), place({1, 1}), draw::quiet_colour, 1.5, {4, 3});
    std::vector<Point> points;
    for (const SharePoint& p : spec.points) {
        points.push_back(place(p));
    }
    if (points.size() > 400) {
        points = thinned(points, 0.1);
    }
    draw::Stroke stroke{strong_colour, sketch.px(2.5), {}};
    sketch.path(std::move(points), false, {}, stroke, "curve");
    if (spec.marked) {
        const Point p = place(*spec.marked);
        sketch.line({p.x, base}, p, mark_colour, 1, {3, 2});
        sketch.line({left, p.y}, p, mark_colour, 1, {3, 2});
        sketch.symbol(Form::dot, p, sketch.px(5), mark_colour);
    }
    double end = base + sketch.px(20);
    for (const std::string& line : sketch.lines(spec.people, Role::note, sketch.width(), 2)) {
        sketch.text(line, note, Align::left, 0, end + sketch.px(12));
        end += sketch.px(16);
    }
    std::vector<Sketch::LegendItem> items{{Form::wire, strong_colour, spec.name},
                                          {Form::dashes, draw::quiet_colour, "equal shares"}};
    if (spec.marked) {
        items.push_back(
            {Form::dot, mark_colour,
             percent(spec.marked->people) + " of people have " + percent(spec.marked->value)});
    }
    end = sketch.legend(items, end + sketch.px(4));
    Chart made;
    made.description = spec.name + ": " + spec.value + " against " + spec.people + ".";
    if (spec.marked) {
        made.description += " The first " + percent(spec.marked->people) + " of people have " +
                            percent(spec.marked->value) + ".";
    }
    made.block = sketch.take(end);
    return made;
}

}  // namespace levelin::chart
