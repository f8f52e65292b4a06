#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <vector>

namespace levelin {

/// The centroid of an area's rings, holes taken off; the first point of an area without extent,
/// NaN for an area without polygons.
///
/// Formula: sum over rings of (x_i + x_j)(x_i y_j - x_j y_i) / (6 A), about the first point.
/// Cost: O(points of the area).
[[nodiscard]] Point area_centroid(const BoundarySet& boundaries, std::size_t area) noexcept;

/// The centroid of every area. Guarantees: the same for any number of threads.
[[nodiscard]] std::vector<Point> area_centroids(const BoundarySet& boundaries,
                                                unsigned threads = 0);

}  // namespace levelin
