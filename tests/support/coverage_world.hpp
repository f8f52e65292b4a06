#pragma once

#include <catch2/catch.hpp>
#include <levelin/topology/coverage.hpp>
#include <string>
#include <utility>
#include <vector>

/// Small coverages by hand.
namespace coverage_world {

using Ring = std::vector<levelin::Point>;  ///< Without the closing point.
using Polygon = std::vector<Ring>;         ///< The outer ring, then holes.

/// Areas "A1", "A2", ... of the polygons given.
inline levelin::BoundarySet areas(const std::vector<std::vector<Polygon>>& shapes) {
    levelin::BoundarySet set;
    for (const auto& polygons : shapes) {
        set.codes.push_back(*levelin::AreaCode::parse("A" + std::to_string(set.codes.size() + 1)));
        set.names.emplace_back();
        for (const Polygon& polygon : polygons) {
            for (const Ring& ring : polygon) {
                set.points.insert(set.points.end(), ring.begin(), ring.end());
                set.points.push_back(ring.front());
                set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
            }
            set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
        }
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_begin.size() - 1));
    }
    return levelin::normalise_winding(std::move(set));
}

inline levelin::Coverage coverage_of(const levelin::BoundarySet& set, double cells_per_unit = 1) {
    levelin::CoverageResult made = levelin::make_coverage(set, {.cells_per_unit = cells_per_unit});
    REQUIRE(made.coverage);
    return std::move(*made.coverage);
}

}  // namespace coverage_world
