#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outcome.hpp"

namespace levelin::run {

/// `levelin export`'s options.
struct ExportRequest {
    /// A folder that `run`, `convert`, `interpolate` or `summarise` wrote, or a boundary file.
    std::filesystem::path result;
    std::vector<std::filesystem::path> boundaries;  ///< Shapes in place of areas.geojson.
    std::vector<std::string> to;                    ///< Files, or PostgreSQL connections.
    std::string format;                             ///< Empty = by each name.
    std::string profile;                            ///< Empty = none.
    std::string layer;                              ///< Name of layer or table; empty = "areas".
    std::string target_crs;                         ///< "EPSG:N"; empty = longitude, latitude.
    std::optional<int> decimals;
    std::uint32_t quantization = 0;  ///< Of TopoJSON; 0 = by decimals.
    std::uint64_t max_bytes = 0;
    int min_zoom = 0;
    int max_zoom = 12;
    std::filesystem::path grid;
    std::string crs;  ///< For boundaries that carry none.
    bool overwrite = false;
    bool strict = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// One file that was asked for.
struct ExportLine {
    std::string file;
    std::string format;  ///< As people call it.
    std::uint64_t areas = 0;
    std::uint64_t bytes = 0;  ///< Of all files that make it up; 0 for a data base.
};

struct ExportResultOutcome : Outcome {
    std::vector<ExportLine> lines;
};

/// Writes a result or a boundary file in as many formats as are named.
///
/// All names, formats and limits are checked before anything is written, and a target that exists
/// already is refused then. Under `strict` a warning about what was read stops before the writing.
/// @throws as `geodata::read_result`, `geodata::read_boundaries`, `geodata::export_layer`;
///         UsageError E-EXPORT-09 (neither a result nor boundaries, or boundaries twice);
///         JoinError E-EXPORT-10 (boundaries that lack areas of the result).
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] ExportResultOutcome export_result(const ExportRequest& request);

/// A number of bytes as people write it: "500kB", "5MB", "1.5 GB", "20000".
/// @throws UsageError E-EXPORT-11 where it is none, or 0.
[[nodiscard]] std::uint64_t parse_bytes(std::string_view text);

}  // namespace levelin::run
