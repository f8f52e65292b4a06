#pragma once

#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/export_layer.hpp>
#include <levelin/geodata/reproject.hpp>
#include <string>
#include <vector>

namespace levelin::run {

/// Where areas, columns and shapes that are to be written come from.
struct ExportSource {
    /// A folder that `run`, `convert`, `interpolate` or `summarise` wrote, or a boundary file.
    std::filesystem::path result;
    std::vector<std::filesystem::path> boundaries;  ///< Shapes in place of areas.geojson.
    bool shapes = true;                             ///< False: a result's shapes are not read.
    std::filesystem::path grid;                     ///< `--grid`.
    std::string crs;                                ///< `--crs`, for boundaries that carry none.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// The areas with their columns, shapes, licence lines and notes on how they were made.
/// @throws as `geodata::read_result`, `geodata::read_boundaries`; UsageError E-EXPORT-09 (neither a
///         result nor boundaries, or boundaries twice); JoinError E-EXPORT-10 (boundaries that lack
///         areas of the result); InputError E-INPUT-61 shapes that the manifest does not describe.
[[nodiscard]] geodata::ExportLayer layer_of(const ExportSource& source, Diagnostics& findings);

/// How its shapes are to be reprojected: a datum grid is looked for beside all files.
[[nodiscard]] geodata::ReprojectOptions reproject_options(const ExportSource& source);

[[nodiscard]] bool is_lon_lat(const geodata::CrsInfo& crs);

}  // namespace levelin::run
