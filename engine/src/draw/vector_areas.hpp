#pragma once

#include <levelin/draw/area_shapes.hpp>
#include <vector>

namespace levelin::draw::detail {

/// Areas as vectors, with what keeps smoothing from letting the page through between them.
struct VectorAreas {
    AreaShapes shapes;
    BorderLines borders;
    /// By ink: inner borders to be drawn beneath the areas in that ink's colour. Empty where lines
    /// that are drawn over the borders hide seams anyway.
    std::vector<BorderLines> beneath;
};

/// Steps to the pixel: one for few areas, one for more than 5,000, so that the file stays small.
[[nodiscard]] double vector_steps(const BoundarySet& boundaries, double fine_px, double coarse_px);

[[nodiscard]] VectorAreas vector_areas(const AreaLayer& layer, double steps_per_px,
                                       const Box& clip_px);

}  // namespace levelin::draw::detail
