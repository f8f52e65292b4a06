#pragma once

#include <levelin/draw/write.hpp>
#include <square_areas.hpp>
#include <string>
#include <vector>

inline levelin::draw::Ink ink(const std::string& name, levelin::draw::Colour colour) {
    levelin::draw::Ink made;
    made.name = name;
    made.colour = colour;
    return made;
}

/// A page of 200 x 150 px with areas on it, one pixel for `metres_per_px` metres, their north-west
/// corner at 10, 10.
inline levelin::draw::Drawing areas_on_page(const levelin::BoundarySet& set,
                                            std::vector<levelin::draw::Ink> inks,
                                            std::vector<std::uint8_t> ink_of_area,
                                            double metres_per_px) {
    levelin::draw::AreaLayer layer;
    layer.boundaries = levelin::draw::borrowed(set);
    const levelin::Box box = levelin::bounding_box(set.points);
    layer.transform = {1 / metres_per_px, box.min_x, box.max_y, 10, 10};
    layer.inks = std::move(inks);
    layer.ink_of_area = std::move(ink_of_area);
    levelin::draw::Drawing drawing;
    drawing.width_px = 200;
    drawing.height_px = 150;
    drawing.title = "Areas";
    drawing.description = "Areas of a test";
    drawing.marks.push_back({std::move(layer)});
    return drawing;
}

inline levelin::draw::AreaLayer& layer_of(levelin::draw::Drawing& drawing) {
    return std::get<levelin::draw::AreaLayer>(drawing.marks.front().as);
}
