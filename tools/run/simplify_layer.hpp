#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/progress.hpp>
#include <levelin/topology/coverage.hpp>
#include <optional>
#include <string>

#include "outcome.hpp"

namespace levelin::run {

/// `levelin simplify`'s options.
struct SimplifyRequest {
    std::filesystem::path in;
    std::filesystem::path to;
    std::optional<double> keep;         ///< Share of the points that can be removed.
    std::optional<double> tolerance_m;  ///< Of these three one.
    std::optional<std::uint64_t> max_bytes;
    double min_part_m2 = 0;   ///< Parts and holes below this are left out.
    double snap_m = 0.001;    ///< Side of a grid cell.
    double sliver_m = 0.1;    ///< Overlaps and gaps up to this width are closed.
    std::string in_layer;     ///< Of several in the file.
    std::string code_column;  ///< Empty = find it; a layer without codes will do.
    std::string format;       ///< Empty = by the name.
    std::string target_crs;   ///< Empty = the format's, or the layer's own where it takes any.
    std::optional<int> decimals;
    std::filesystem::path grid;
    std::string crs;
    bool overwrite = false;
    bool strict = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// What simplifying came to; lengths and areas in metres.
struct SimplifyOutcome : Outcome {
    std::uint64_t areas = 0;
    std::uint64_t points_before = 0;  ///< Distinct points, a border's once.
    std::uint64_t points_after = 0;
    std::uint64_t removable_before = 0;  ///< Those that are not where borders meet.
    std::uint64_t removable_after = 0;
    std::uint64_t ring_points_before = 0;  ///< As polygons are written: a border's twice.
    std::uint64_t ring_points_after = 0;
    std::uint64_t put_back = 0;
    std::uint64_t dropped_parts = 0;
    std::uint64_t dropped_holes = 0;
    double tolerance_m = 0;
    double area_before_m2 = 0;
    double area_after_m2 = 0;
    CoverageReport mended;
    std::uint64_t bytes = 0;
};

/// Simplifies the areas of a boundary file together, and writes them with all their fields.
///
/// Longitude and latitude are brought to British National Grid, so that tolerances are metres.
/// A field keeps its name and type; the columns `code` and `name` of an export come on top.
/// @throws what `geodata::read_boundaries` and `geodata::export_layer` throw; GeometryError
///         E-TOPOLOGY-10 where areas overlap; UsageError E-TOPOLOGY-11 where `max_bytes` cannot be
///         met, E-USAGE-27 not one of keep, tolerance and max_bytes, E-USAGE-28 a number that is
///         out of range.
/// Guarantees: same input and options, same bytes, for any number of threads.
[[nodiscard]] SimplifyOutcome simplify_layer(const SimplifyRequest& request);

}  // namespace levelin::run
