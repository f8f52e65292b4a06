#pragma once

#include <levelin/cartogram/cartogram.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <span>

namespace levelin::cartogram_parts {

/// How far sizes are off their goals, shares of the whole compared; areas without a goal are left
/// out.
struct SizeErrors {
    double mean = 0;
    double max = 0;
    std::uint32_t worst = no_area;
};
[[nodiscard]] SizeErrors size_errors(std::span<const double> sizes, std::span<const double> goals);

/// The sizes of areas, holes taken off.
[[nodiscard]] std::vector<double> sizes_of(const BoundarySet& set);

/// Fills in `centres` and `fit`.
/// @param before  bordering pairs of the true map, sorted; @param after  those of the cartogram.
void measure(Cartogram& cartogram, std::span<const Point> true_centres,
             std::span<const BorderPair> before, std::span<const BorderPair> after);

}  // namespace levelin::cartogram_parts
