#pragma once

#include <filesystem>
#include <levelin/geodata/export_format.hpp>

namespace levelin::geodata {

/// Writes vector tiles of all zooms from `min_zoom` to `max_zoom` as one PMTiles archive.
///
/// Tiles hold one layer, named as the export layer, with the columns that GeoJSON has; what has no
/// value is left out, since vector tiles have no null. Each zoom is simplified and rounded on the
/// shared borders, so that neighbours fit at every zoom; areas that are no coverage are rounded one
/// by one (N-TILE-03). Tiles of 4096 units with 64 units around them, gzip; equal tiles stand once;
/// directories within the first 16,384 bytes, tile data in the order of their ids ("clustered").
///
/// @param options  zooms 0 to 18; format, decimals and target_crs do not matter here.
/// @throws UsageError E-TILE-01 for the zooms; GeometryError E-TILE-02 where no area has a shape,
///         E-TILE-04 where none is large enough for any of the zooms; OutputError E-OUTPUT-*.
/// @returns  with findings: areas too small for a zoom (N-TILE-01, counted for each), areas drawn
///           wider than they are (N-TILE-02), tiles above 500 kB (W-TILE-01).
/// Guarantees: an area of a square pixel or more stands in every zoom (512 pixels a tile); the same
/// bytes for any number of threads; the file appears whole or not at all; memory grows with the
/// points of the largest zoom, not with the tiles.
/// Source: PMTiles version 3, Mapbox Vector Tile 2.1.
[[nodiscard]] ExportOutcome export_pmtiles(const std::filesystem::path& to,
                                           const ExportLayer& layer, const ExportOptions& options);

/// The same tiles as an SQLite database, rows counted from the south. Source: MBTiles 1.3.
/// @throws  besides: OutputError E-TILE-03 with SQLite's words.
[[nodiscard]] ExportOutcome export_mbtiles(const std::filesystem::path& to,
                                           const ExportLayer& layer, const ExportOptions& options);

}  // namespace levelin::geodata
