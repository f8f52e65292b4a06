#pragma once

#include <levelin/geodata/read_boundaries.hpp>
#include <optional>

#include "boundary_source.hpp"

namespace levelin::geodata::detail {

/// Reads GeoJSON feature collections of polygons (RFC 7946) and newline-delimited features without
/// GDAL, to what GDAL would read; features in parallel, a window of the file at a time.
///
/// GDAL is asked for what it decides by the frame of the file alone: the layer's name, its CRS and
/// the order of its fields, from a collection of the first feature of each order of keys.
/// @returns nothing where GDAL has to read the file: other formats, other shapes than polygons,
///          properties that change their type, and whatever needs an answer in GDAL's words.
/// @throws InputError E-INPUT-70 no JSON, with line and byte; 71 cut off; 72 nested too deeply;
///         73 a feature above 1 GiB; 74 cannot be read. Else as `read_boundaries`.
/// Guarantees: the same result for any number of threads.
/// Memory: the coordinates, and a window for every thread.
[[nodiscard]] std::optional<Boundaries> read_geojson(const BoundarySource& source,
                                                     const ReadBoundariesOptions& options);

}  // namespace levelin::geodata::detail
