#pragma once

#include <levelin/geodata/read_boundaries.hpp>
#include <vector>

#include "boundary_source.hpp"

namespace levelin::geodata::detail {

/// Reads a layer of any format through GDAL. @throws as `read_boundaries`, without the file.
[[nodiscard]] Boundaries read_with_gdal(const std::vector<BoundarySource>& sources,
                                        const ReadBoundariesOptions& options);

}  // namespace levelin::geodata::detail
