#include "locator_map.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/draw/area_layer.hpp>
#include <levelin/draw/house_style.hpp>
#include <numbers>
#include <optional>

#include "report_words.hpp"

namespace levelin::run {

namespace {

constexpr draw::Colour here_colour{0xc2, 0x4e, 0x00};

void join(Box& box, const Box& other) {
    if (!other.empty()) {
        box.expand({other.min_x, other.min_y});
        box.expand({other.max_x, other.max_y});
    }
}

bool meet(const Box& a, const Box& b) {
    return !a.empty() && !b.empty() && a.min_x <= b.max_x && b.min_x <= a.max_x &&
           a.min_y <= b.max_y && b.min_y <= a.max_y;
}

// A square around a box, a little larger, at least `least_m` wide.
Box square_around(const Box& box, double least_m) {
    const double wide =
        std::max({box.max_x - box.min_x, box.max_y - box.min_y, least_m, 1.0}) * 1.06;
    const Point centre{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    return {centre.x - wide / 2, centre.y - wide / 2, centre.x + wide / 2, centre.y + wide / 2};
}

// Around all areas of the same group as one of them, empty where it is in none.
Box box_of_group(const ReportFacts& facts, const std::optional<ReportGroups>& groups,
                 std::uint32_t area) {
    Box box;
    if (!groups || groups->codes[area].empty()) {
        return box;
    }
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        if (groups->codes[a] == groups->codes[area]) {
            join(box, facts.boxes[a]);
        }
    }
    return box;
}

draw::Shape ring_at(double x, double y, double radius) {
    draw::Shape ring;
    ring.name = "ring";
    draw::Contour circle;
    circle.closed = true;
    for (int i = 0; i < 40; ++i) {
        const double angle = 2 * std::numbers::pi * i / 40;
        circle.points.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
    }
    ring.contours.push_back(std::move(circle));
    ring.stroke = draw::Stroke{here_colour, 2, {}};
    return ring;
}

/// One square of the map: an area with its neighbours and its group in what lies around.
class Square {
  public:
    Square(const ReportFacts& facts, std::uint32_t area, const Box& view, double side_px)
        : m_facts{facts}, m_area{area}, m_view{view}, m_side{side_px} {}

    [[nodiscard]] double px_per_metre() const { return m_side / (m_view.max_x - m_view.min_x); }

    /// @param group  areas of the area's own group of these are set off; null = none.
    [[nodiscard]] draw::Mark drawn(const ReportGroups* group,
                                   const std::vector<std::uint32_t>& neighbours) const {
        draw::AreaLayer layer;
        layer.boundaries = m_facts.boundaries;
        layer.transform = {px_per_metre(), m_view.min_x, m_view.max_y, 0, 0};
        layer.inks = {draw::plain_ink("elsewhere", {0xee, 0xee, 0xee}),
                      draw::plain_ink("region", {0xd3, 0xdc, 0xe8}),
                      draw::plain_ink("neighbour", {0x8f, 0xab, 0xcb}),
                      draw::plain_ink("here", here_colour)};
        layer.titles = false;
        for (std::uint32_t a = 0; a < m_facts.size(); ++a) {
            const bool same = group != nullptr && !group->codes[m_area].empty() &&
                              group->codes[a] == group->codes[m_area];
            layer.ink_of_area.push_back(!meet(m_facts.boxes[a], m_view) ? draw::not_drawn
                                        : same                          ? 1
                                                                        : 0);
        }
        for (const std::uint32_t b : neighbours) {
            layer.ink_of_area[b] = 2;
        }
        layer.ink_of_area[m_area] = 3;
        const auto shown = std::count_if(layer.ink_of_area.begin(), layer.ink_of_area.end(),
                                         [](std::uint8_t ink) { return ink != draw::not_drawn; });
        if (shown < 400) {
            layer.borders = draw::Stroke{draw::border_colour, 0.5, {}};
        }
        layer.coast = draw::Stroke{draw::coast_colour, 0.5, {}};
        draw::Group frame;
        frame.name = "locator";
        frame.clip_px = Box{0, 0, m_side, m_side};
        frame.marks.push_back(
            {draw::rectangle({0, 0, m_side, m_side}, draw::plain_ink("sea", {0xff, 0xff, 0xff}))});
        frame.marks.push_back({std::move(layer)});
        const Box& own = m_facts.boxes[m_area];
        if (std::max(own.max_x - own.min_x, own.max_y - own.min_y) * px_per_metre() < 9) {
            frame.marks.push_back({ring_at(
                ((own.min_x + own.max_x) / 2 - m_view.min_x) * px_per_metre(),
                (m_view.max_y - (own.min_y + own.max_y) / 2) * px_per_metre(), m_side / 22)});
        }
        frame.marks.push_back({draw::rectangle({0.5, 0.5, m_side - 0.5, m_side - 0.5}, {},
                                               draw::Stroke{draw::rule_colour, 1, {}})});
        return {std::move(frame)};
    }

  private:
    const ReportFacts& m_facts;
    std::uint32_t m_area;
    Box m_view;
    double m_side;
};

}  // namespace

LocatorMap locator_map(const ReportFacts& facts, std::uint32_t area,
                       const std::vector<std::uint32_t>& neighbours, double side_px) {
    const Box own = facts.boxes[area];
    LocatorMap made;
    made.drawing.width_px = side_px;
    made.drawing.height_px = side_px;
    made.drawing.title = "Where " + facts.name(area) + " lies";
    if (own.empty()) {
        made.drawing.height_px = 1;
        made.caption = "There is no boundary for this " + facts.area_word + ", so no map.";
        made.drawing.description = made.caption;
        return made;
    }
    Box near = own;
    for (const std::uint32_t b : neighbours) {
        join(near, facts.boxes[b]);
    }
    Box region = box_of_group(facts, facts.regions, area);
    const bool in_region = !region.empty();
    join(region, near);
    const Box wide = square_around(region, in_region ? 1.0 : facts.extent_m * 0.3);
    const double own_m = std::max(own.max_x - own.min_x, own.max_y - own.min_y);
    // Too small to be seen there: its council, or its surroundings, and where those lie in a
    // corner.
    const bool closer = own_m * side_px / (wide.max_x - wide.min_x) < 9;
    Box view = wide;
    const ReportGroups* group = facts.regions ? &*facts.regions : nullptr;
    if (closer) {
        Box council = box_of_group(facts, facts.councils, area);
        group = facts.councils ? &*facts.councils : nullptr;
        join(council, near);
        view = square_around(council, 12 * own_m);
        if (own_m * side_px / (view.max_x - view.min_x) < 5) {
            view = square_around(near, 16 * own_m);
        }
    }
    made.drawing.marks.push_back(Square{facts, area, view, side_px}.drawn(group, neighbours));
    if (closer) {
        const double small = side_px * 0.32;
        const Square corner{facts, area, wide, small};
        made.drawing.marks.push_back(draw::moved(
            corner.drawn(facts.regions ? &*facts.regions : nullptr, {}), side_px - small, 0));
    }
    std::string in;
    for (const auto* groups : {&facts.councils, &facts.regions}) {
        if (*groups && !(*groups)->names[area].empty() && (closer || groups == &facts.regions) &&
            in.empty()) {
            in = " in " + (*groups)->names[area];
        }
    }
    made.caption = shortened(facts.name(area), 50) + " (orange)" +
                   (neighbours.empty() ? "" : " and its neighbours (blue)") + in +
                   (closer ? "; small map: where that is" : "");
    made.drawing.description = "Map: " + made.caption + ".";
    return made;
}

}  // namespace levelin::run
