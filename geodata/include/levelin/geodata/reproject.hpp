#pragma once

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::geodata {

struct ReprojectOptions {
    std::filesystem::path grid;                         ///< `--grid FILE`; empty = look for it.
    std::vector<std::filesystem::path> search_folders;  ///< Next to the data, and so on.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// The coordinate operation that was used, for the manifest.
struct CoordinateOperation {
    std::string name;                 ///< As PROJ names it.
    double accuracy_m = -1;           ///< As PROJ states it; below 0 = unknown.
    std::string grid_file;            ///< File name of the OSTN15 grid, empty for Helmert.
    std::filesystem::path grid_path;  ///< Where that file was found.
    double shortcut_error_m = 0;      ///< The bound of the fast path against PROJ; 0 = PROJ itself.
};

/// Boundaries in longitude and latitude (CRS84), and how they came there.
struct LonLatBoundaries {
    BoundarySet set;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// Points in longitude and latitude (CRS84), and how they came there.
struct LonLatPoints {
    std::vector<Point> points;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// Reprojects points to WGS 84 longitude and latitude.
/// @param codes  of the areas that the points belong to, for findings; may be empty.
/// @throws GeometryError E-GEOMETRY-01 no coordinate system, E-GEOMETRY-11 a point that PROJ cannot
///         transform.
/// Guarantees: within `CoordinateOperation::shortcut_error_m` of PROJ; the same bits for any number
/// of threads.
[[nodiscard]] LonLatPoints points_to_lon_lat(std::vector<Point> points,
                                             std::span<const AreaCode> codes, const CrsInfo& crs,
                                             const ReprojectOptions& options = {});

/// Reprojects to WGS 84 longitude and latitude.
[[nodiscard]] LonLatBoundaries to_lon_lat(BoundarySet set, const CrsInfo& crs,
                                          const ReprojectOptions& options = {});

/// The same boundaries in British National Grid metres, for maps; unchanged where they are so
/// already.
[[nodiscard]] BoundarySet to_national_grid(const BoundarySet& set, const CrsInfo& crs,
                                           const ReprojectOptions& options = {});

}  // namespace levelin::geodata
