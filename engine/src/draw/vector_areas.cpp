#include "vector_areas.hpp"

#include <algorithm>
#include <cmath>

#include "cairo_canvas.hpp"

namespace levelin::draw::detail {

namespace {

constexpr double thinning_steps = 0.75;

}  // namespace

double vector_steps(const BoundarySet& boundaries, double fine_px, double coarse_px) {
    constexpr std::size_t many_areas = 5000;
    return 1 / (boundaries.size() > many_areas ? coarse_px : fine_px);
}

VectorAreas vector_areas(const AreaLayer& layer, double steps_per_px, const Box& clip_px) {
    ShapeGrid grid;
    grid.steps_per_px = steps_per_px;
    grid.dot = std::max(1, static_cast<int>(std::lround(steps_per_px / 2)));
    grid.smallest = grid.dot * grid.dot;
    grid.clip_px = clip_px;
    grid.straight = true;
    AreaShapes shapes = area_shapes(*layer.boundaries, layer.transform, layer.ink_of_area, grid);
    BorderLines borders = border_lines(shapes);
    // Half the grid's step again: what is dropped could hardly be seen at twice the size.
    ThinnedShapes thin = thinned(std::move(shapes), std::move(borders), thinning_steps);
    VectorAreas areas;
    areas.shapes = std::move(thin.shapes);
    areas.borders = std::move(thin.borders);
    if (!layer.borders) {
        areas.beneath = lines_by_ink(areas.borders, layer);
    }
    return areas;
}

}  // namespace levelin::draw::detail
