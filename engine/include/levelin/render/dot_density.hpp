#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/colour.hpp>
#include <levelin/render/thematic_map.hpp>
#include <levelin/table/result_table.hpp>
#include <span>
#include <string>

namespace levelin::render {

/// One kind of thing that dots count.
struct DotSeries {
    DecimalColumn values;  ///< One an area, 0 or more where ok.
    std::string label;
    draw::Colour colour;
};

struct DotOptions {
    double value_of_dot = 0;  ///< 0 = a round number that gives at most about 10,000 dots.
    double diameter_units = 1.6;
    std::string unit = "people";
    std::uint64_t seed = 1;
    std::string legend_title;
};

/// Dots scattered over each area, as many as its value asks for.
///
/// An area of value x has floor(x / v + u) dots, u uniform in [0, 1): on average x / v, so that
/// small areas are not rounded away. Places are uniform over the area's surface, and follow from
/// the seed, the series and the area alone. They are no addresses.
/// @throws UsageError E-RENDER-02, E-RENDER-17 a value below 0, E-RENDER-18 more than 500,000 dots.
/// Guarantees: the same dots for the same seed; every dot lies in its area. Cost: O(dots * points
/// of an area).
[[nodiscard]] ThematicMap dot_density(const BoundarySet& boundaries,
                                      std::span<const DotSeries> series, const DotOptions& options);

/// The colours of series, in their order; at most six, told apart by every kind of colour vision.
[[nodiscard]] draw::Colour series_colour(std::size_t series);

}  // namespace levelin::render
