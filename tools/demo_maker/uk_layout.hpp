#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/cartogram/hexagon_map.hpp>
#include <string>
#include <utility>
#include <vector>
#include "equal_area_cartogram.hpp"

namespace levelin::demo {

/// How well a layout keeps what the map shows.
struct LayoutMeasures {
    std::size_t borders = 0;         ///< Pairs that share a border on the map.
    std::size_t touching = 0;        ///< Pairs of cells that touch.
    std::size_t kept = 0;            ///< Pairs that do both.
    double direction_error_deg = 0;  ///< Mean turn of the line between bordering pairs.
};
[[nodiscard]] LayoutMeasures measure(const BoundarySet& map, const std::vector<BorderPair>& borders,
                                     const std::vector<Point>& layout_centres, double spacing_m);

}  // namespace levelin::demo
