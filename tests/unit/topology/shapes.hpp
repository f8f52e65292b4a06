#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <string>
#include <vector>

/// Layers for tests, written down as they are drawn.
namespace shapes {

using Ring = std::vector<levelin::Point>;  ///< Closed when it is added.
using Polygon = std::vector<Ring>;         ///< The outer ring first.
using Area = std::vector<Polygon>;

inline void add_area(levelin::BoundarySet& set, const Area& area) {
    for (const Polygon& polygon : area) {
        for (const Ring& ring : polygon) {
            set.points.insert(set.points.end(), ring.begin(), ring.end());
            set.points.push_back(ring.front());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
    }
    set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
    set.codes.push_back(*levelin::AreaCode::parse("T" + std::to_string(set.codes.size())));
    set.names.emplace_back();
}

inline levelin::BoundarySet layer(const std::vector<Area>& areas) {
    levelin::BoundarySet set;
    for (const Area& area : areas) {
        add_area(set, area);
    }
    return set;
}

inline Ring box(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

/// An area of one polygon without holes.
inline Area simple(Ring ring) {
    return {{std::move(ring)}};
}

/// Squares of side 1, row by row from the south-west.
inline levelin::BoundarySet checkerboard(int columns, int rows) {
    levelin::BoundarySet set;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            add_area(set, simple(box(x, y, x + 1, y + 1)));
        }
    }
    return set;
}

}  // namespace shapes
