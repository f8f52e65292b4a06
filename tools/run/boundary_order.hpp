#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <vector>

namespace levelin::run {

/// Boundaries put into the order of a table.
struct OrderedBoundaries {
    BoundarySet set;                ///< One area for each code; without polygons where missing.
    std::vector<AreaCode> missing;  ///< Codes that have no boundary, in their order.
    std::uint64_t left_over = 0;    ///< Boundaries of areas that are not among the codes.
};

/// @param codes  each once. Cost: O(points + areas).
[[nodiscard]] OrderedBoundaries in_order_of(const BoundarySet& set,
                                            const std::vector<AreaCode>& codes);

}  // namespace levelin::run
