#pragma once

#include <levelin/boundary/boundary_set.hpp>

namespace levelin::render::detail {

/// Whether a point lies in an area (even-odd rule over all its rings). Cost: O(points of the area).
[[nodiscard]] bool lies_in(const BoundarySet& boundaries, std::size_t area, Point p) noexcept;

}  // namespace levelin::render::detail
