#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::render {

/// A town that may be named on a map.
struct Place {
    std::string name;
    Point at_m;  ///< Easting and northing.
};

/// A place on the page.
struct PagePlace {
    std::string name;
    Point at_px;
};

/// Labels and the dots that they belong to.
struct PlacedLabels {
    std::vector<draw::Mark> marks;
    std::vector<std::string> named;
    std::vector<Box> taken_px;  ///< Around each label and dot.
};

/// Names places, the most important first, each where its name overlaps nothing.
///
/// Eight positions are tried around each dot: right, left, then above and below, as printed maps
/// prefer them. A place whose name fits nowhere stays unnamed, and has no dot. Names have a light
/// halo, so that they can be read on any colour.
/// @param within_px  names and dots stay inside it.
/// @param taken_px   boxes that they keep off.
/// Guarantees: no two boxes of `taken_px` of the answer overlap. Cost: O(places * labels).
/// Source of the order: E. Imhof, "Positioning names on maps", The American Cartographer 2, 1975.
[[nodiscard]] PlacedLabels place_labels(std::span<const PagePlace> places, int most,
                                        const Box& within_px, std::span<const Box> taken_px,
                                        const draw::TypeSetter& type, double unit_px);

}  // namespace levelin::render
