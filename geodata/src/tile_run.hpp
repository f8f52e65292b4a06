#pragma once

#include <functional>
#include <levelin/geodata/export_format.hpp>
#include <levelin/tile/make_tiles.hpp>
#include <string>

namespace levelin::geodata::detail {

/// What archives of tiles say of themselves.
struct TileSetInfo {
    std::string name;
    std::string description;
    std::string attribution;  ///< Text for a page: HTML, escaped.
    Box bounds;               ///< Longitudes and latitudes.
    Point centre;
    int centre_zoom = 0;
    int min_zoom = 0;
    int max_zoom = 0;
    std::string vector_layers;  ///< JSON: an array with the one layer and its fields.
};

/// What came of making all tiles, beside the tiles.
struct TileRun {
    TileSetInfo info;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// @throws UsageError E-TILE-01 zooms that cannot be made.
void check_zooms(const ExportOptions& options);

/// Makes the tiles of all zooms and hands them over by rising id.
/// @throws as `export_pmtiles`.
[[nodiscard]] TileRun run_tiles(const ExportLayer& layer, const ExportOptions& options,
                                const std::function<void(MadeTile tile)>& take);

}  // namespace levelin::geodata::detail
