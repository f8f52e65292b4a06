#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <span>
#include <vector>

namespace levelin::cartogram_parts {

/// What circles are to be packed by.
struct CirclePacking {
    std::vector<Point> places;     ///< Where circles would like to be.
    std::vector<Point> centroids;  ///< True ones, for bearings.
    std::vector<double> radii;     ///< Above 0.
    std::vector<std::uint32_t> landmass;
    NeighbourGraph neighbours;  ///< Weights: length of the common border.
    double gap = 0;             ///< Metres between circles of one landmass,
    double strait = 0;          ///< and of different ones.
    int steps = 0;

    /// Least distance of the centres of two circles.
    [[nodiscard]] double apart(std::size_t a, std::size_t b) const noexcept {
        return radii[a] + radii[b] + (landmass[a] == landmass[b] ? gap : strait);
    }
};

/// Centres of circles that keep the distances asked for, all of them.
/// Cost: O(steps n) where radii do not differ by much more than a hundred times.
[[nodiscard]] std::vector<Point> pack(const CirclePacking& packing);

}  // namespace levelin::cartogram_parts
