#include <algorithm>
#include <array>
#include <levelin/draw/house_style.hpp>
#include <levelin/render/place_labels.hpp>

namespace levelin::render {

namespace {

using draw::Align;

bool overlap(const Box& a, const Box& b) {
    return a.min_x < b.max_x && b.min_x < a.max_x && a.min_y < b.max_y && b.min_y < a.max_y;
}

/// Where a name stands to its dot: in parts of the dot's distance, and how it is aligned.
struct Position {
    double dx;
    double dy;
    Align align;
};

constexpr std::array<Position, 8> positions{{{1, 0, Align::left},
                                             {-1, 0, Align::right},
                                             {0.8, -1, Align::left},
                                             {0.8, 1, Align::left},
                                             {-0.8, -1, Align::right},
                                             {-0.8, 1, Align::right},
                                             {0, -1.5, Align::centre},
                                             {0, 1.5, Align::centre}}};

}  // namespace

PlacedLabels place_labels(std::span<const PagePlace> places, int most, const Box& within_px,
                          std::span<const Box> taken_px, const draw::TypeSetter& type,
                          double unit_px) {
    PlacedLabels placed;
    const draw::TextStyle style = draw::style_of(draw::Role::place, unit_px);
    const double dot = 2 * unit_px;
    const double away = dot + 3 * unit_px;
    const auto is_free = [&](const Box& box) {
        const auto hits = [&](const Box& other) { return overlap(box, other); };
        return box.min_x >= within_px.min_x && box.max_x <= within_px.max_x &&
               box.min_y >= within_px.min_y && box.max_y <= within_px.max_y &&
               std::none_of(taken_px.begin(), taken_px.end(), hits) &&
               std::none_of(placed.taken_px.begin(), placed.taken_px.end(), hits);
    };
    draw::SymbolLayer dots;
    dots.name = "places";
    dots.inks = {draw::Ink{"place-dot", draw::ink_colour, draw::Hatch::none, {}, 6, 1, 1}};
    dots.stroke = draw::Stroke{draw::page_colour, unit_px, {}};
    std::vector<draw::Mark> texts;
    for (const PagePlace& place : places) {
        if (static_cast<int>(placed.named.size()) >= most) {
            break;
        }
        const Point at = place.at_px;
        const Box dot_box{at.x - dot, at.y - dot, at.x + dot, at.y + dot};
        if (!is_free(dot_box)) {
            continue;
        }
        const std::string name = draw::clean_text(place.name);
        for (const Position& position : positions) {
            draw::Text text = type.line(name, style, position.align, at.x + position.dx * away,
                                        at.y + position.dy * 2 * away + style.size_px * 0.36);
            text.halo = draw::Stroke{draw::page_colour, 3 * unit_px, {}};
            if (is_free(text.box_px())) {
                placed.taken_px.push_back(text.box_px());
                placed.taken_px.push_back(dot_box);
                placed.named.push_back(place.name);
                dots.symbols.push_back({at, dot, 0});
                texts.push_back({std::move(text)});
                break;
            }
        }
    }
    if (!dots.symbols.empty()) {
        placed.marks.push_back({std::move(dots)});
    }
    placed.marks.insert(placed.marks.end(), texts.begin(), texts.end());
    return placed;
}

}  // namespace levelin::render
