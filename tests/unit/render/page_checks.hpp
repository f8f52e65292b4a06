#pragma once

#include <catch2/catch.hpp>
#include <levelin/render/map_page.hpp>
#include <string>
#include <vector>

inline bool overlap(const levelin::Box& a, const levelin::Box& b) {
    return a.min_x < b.max_x && b.min_x < a.max_x && a.min_y < b.max_y && b.min_y < a.max_y;
}

/// The boxes around shapes of some marks; those of a name alone where one is given.
inline void collect_shapes(const std::vector<levelin::draw::Mark>& marks, const std::string& name,
                           std::vector<levelin::Box>& boxes) {
    for (const auto& mark : marks) {
        if (const auto* shape = std::get_if<levelin::draw::Shape>(&mark.as)) {
            if (name.empty() || shape->name == name) {
                levelin::Box box;
                for (const auto& contour : shape->contours) {
                    for (const auto& p : contour.points) {
                        box.expand(p);
                    }
                }
                boxes.push_back(box);
            }
        } else if (const auto* group = std::get_if<levelin::draw::Group>(&mark.as)) {
            collect_shapes(group->marks, name, boxes);
        }
    }
}

inline const levelin::draw::Text* find_text(const std::vector<levelin::draw::Text>& texts,
                                            const std::string& text) {
    for (const auto& placed : texts) {
        if (placed.text == text) {
            return &placed;
        }
    }
    return nullptr;
}

/// All that a page with a map promises, save that areas stay free, which the caller knows better.
inline void check_page(const levelin::render::MapDrawing& map) {
    const auto& drawing = map.drawing;
    const levelin::Box page{0, 0, drawing.width_px, drawing.height_px};
    const auto inside = [&](const levelin::Box& box, double margin) {
        return box.min_x >= margin && box.min_y >= margin && box.max_x <= page.max_x - margin &&
               box.max_y <= page.max_y - margin;
    };
    for (const auto& frame : map.frames) {
        INFO(frame.name);
        CHECK(inside(frame.box_px, 2));
        if (!map.legend_px.empty()) {
            CHECK((frame.name == "map" || !overlap(frame.box_px, map.legend_px)));
        }
        for (const auto& other : map.frames) {
            CHECK((&frame == &other || frame.name == "map" || other.name == "map" ||
                   !overlap(frame.box_px, other.box_px)));
        }
    }
    if (!map.legend_px.empty()) {
        CHECK(inside(map.legend_px, 2));
    }
    const auto texts = levelin::draw::texts_of(drawing.marks);
    std::vector<levelin::Box> bars;
    collect_shapes(drawing.marks, "scale-bar", bars);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        INFO(texts[i].text);
        CHECK(inside(texts[i].box_px(), 1));
        for (std::size_t j = 0; j < i; ++j) {
            INFO(texts[j].text);
            CHECK_FALSE(overlap(texts[i].box_px(), texts[j].box_px()));
        }
        for (const levelin::Box& bar : bars) {
            CHECK_FALSE(overlap(texts[i].box_px(), bar));
        }
    }
}
