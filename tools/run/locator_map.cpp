#include "locator_map.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/draw/area_layer.hpp>
#include <levelin/draw/house_style.hpp>

#include "report_words.hpp"

namespace levelin::run {

namespace {

draw::Ink flat(const std::string& name, draw::Colour colour) {
    draw::Ink ink;
    ink.name = name;
    ink.colour = colour;
    return ink;
}

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

}  // namespace

LocatorMap locator_map(const ReportFacts& facts, std::uint32_t area,
                       const std::vector<std::uint32_t>& neighbours, double side_px) {
    const auto box_of = [&](std::uint32_t a) { return facts.boxes[a]; };
    const std::string region = facts.regions ? facts.regions->codes[area] : std::string{};
    const Box own = box_of(area);
    Box view = own;
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        if (!region.empty() && facts.regions->codes[a] == region) {
            join(view, box_of(a));
        }
    }
    for (const std::uint32_t b : neighbours) {
        join(view, box_of(b));
    }
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
    // A margin, and as much more as makes it a square; without regions enough to know the place.
    const double wide = std::max({view.max_x - view.min_x, view.max_y - view.min_y,
                                  region.empty() ? facts.extent_m * 0.3 : 1.0, 1.0}) *
                        1.06;
    const Point centre{(view.min_x + view.max_x) / 2, (view.min_y + view.max_y) / 2};
    view = {centre.x - wide / 2, centre.y - wide / 2, centre.x + wide / 2, centre.y + wide / 2};

    draw::AreaLayer layer;
    layer.boundaries = facts.boundaries;
    layer.transform = {side_px / wide, view.min_x, view.max_y, 0, 0};
    layer.inks = {flat("elsewhere", {0xee, 0xee, 0xee}), flat("region", {0xd3, 0xdc, 0xe8}),
                  flat("neighbour", {0x8f, 0xab, 0xcb}), flat("here", {0xc2, 0x4e, 0x00})};
    layer.titles = false;
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        const bool same = !region.empty() && facts.regions->codes[a] == region;
        layer.ink_of_area.push_back(!meet(box_of(a), view) ? draw::not_drawn : same ? 1 : 0);
    }
    for (const std::uint32_t b : neighbours) {
        layer.ink_of_area[b] = 2;
    }
    layer.ink_of_area[area] = 3;
    const auto shown = static_cast<std::size_t>(
        std::count_if(layer.ink_of_area.begin(), layer.ink_of_area.end(),
                      [](std::uint8_t ink) { return ink != draw::not_drawn; }));
    if (shown < 400) {
        layer.borders = draw::Stroke{draw::border_colour, 0.5, {}};
    }
    layer.coast = draw::Stroke{draw::coast_colour, 0.5, {}};
    draw::Group frame;
    frame.name = "locator";
    frame.clip_px = Box{0, 0, side_px, side_px};
    frame.marks.push_back({std::move(layer)});
    const double size = std::max(own.max_x - own.min_x, own.max_y - own.min_y) * side_px / wide;
    if (size < 9) {
        const double x = ((own.min_x + own.max_x) / 2 - view.min_x) * side_px / wide;
        const double y = (view.max_y - (own.min_y + own.max_y) / 2) * side_px / wide;
        draw::Shape ring;
        ring.name = "ring";
        draw::Contour circle;
        circle.closed = true;
        for (int i = 0; i < 40; ++i) {
            const double angle = 2 * 3.14159265358979323846 * i / 40;
            circle.points.push_back({x + 10 * std::cos(angle), y + 10 * std::sin(angle)});
        }
        ring.contours.push_back(std::move(circle));
        ring.stroke = draw::Stroke{{0xc2, 0x4e, 0x00}, 2, {}};
        frame.marks.push_back({std::move(ring)});
    }
    frame.marks.push_back({draw::rectangle({0.5, 0.5, side_px - 0.5, side_px - 0.5}, {},
                                           draw::Stroke{draw::rule_colour, 1, {}})});
    made.drawing.marks.push_back({std::move(frame)});
    made.caption = shortened(facts.name(area), 50) + " (orange)" +
                   (neighbours.empty() ? "" : " and its neighbours (blue)") +
                   (region.empty() ? "" : " in " + facts.regions->names[area]);
    made.drawing.description = "Map: " + made.caption + ".";
    return made;
}

}  // namespace levelin::run
