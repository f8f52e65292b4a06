#pragma once

#include <levelin/geodata/export_layer.hpp>
#include <string>
#include <vector>

namespace levelin::geodata::detail {

/// How a coverage is made of shapes that are to be exported: on the grid of their CRS, with slivers
/// closed that are of drawing and not of meaning.
[[nodiscard]] CoverageOptions coverage_options(const CrsInfo& crs, const ReprojectOptions& options);

/// Points of a layer in other coordinates.
struct MovedPoints {
    std::vector<Point> points;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// @param target  as of `prepare_shapes`. @throws std::invalid_argument another target.
[[nodiscard]] MovedPoints move_points(std::vector<Point> points, const ExportLayer& layer,
                                      const std::string& target, const ReprojectOptions& options);

}  // namespace levelin::geodata::detail
