#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <string>
#include <vector>

/// Adds an area of one ring; the ring is closed here.
inline void add_area(levelin::BoundarySet& set, const std::string& code, const std::string& name,
                     std::vector<levelin::Point> ring) {
    ring.push_back(ring.front());
    set.points.insert(set.points.end(), ring.begin(), ring.end());
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_begin.size() - 1));
    set.codes.push_back(*levelin::AreaCode::parse(code));
    set.names.push_back(name);
}

/// Adds a hole to the last area's last polygon.
inline void add_hole(levelin::BoundarySet& set, std::vector<levelin::Point> ring) {
    ring.push_back(ring.front());
    set.points.insert(set.points.end(), ring.begin(), ring.end());
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    ++set.polygon_begin.back();
}

inline std::vector<levelin::Point> square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

/// columns x rows squares of `side` metres, numbered from the south-west, row by row.
inline levelin::BoundarySet square_grid(int columns, int rows, double side) {
    levelin::BoundarySet set;
    for (int i = 0; i < columns * rows; ++i) {
        add_area(set, "S" + std::to_string(10000000 + i), "Ynys M\u00f4n " + std::to_string(i),
                 square(400000 + side * (i % columns), 300000 + side * (i / columns), side));
    }
    return set;
}
