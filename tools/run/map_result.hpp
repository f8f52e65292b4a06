#pragma once

#include <config/map_style.hpp>
#include <cstdint>
#include <filesystem>
#include <levelin/core/progress.hpp>
#include <string>
#include <vector>

#include "outcome.hpp"

namespace levelin::run {

/// `levelin map`'s options.
struct MapRequest {
    /// A folder that `run`, `convert`, `interpolate`, `summarise` or `clusters` wrote, or a
    /// boundary file.
    std::filesystem::path result;
    std::vector<std::filesystem::path> to;  ///< .png, .svg or .pdf.
    config::MapStyle style;
    std::vector<std::filesystem::path> boundaries;  ///< Shapes in place of areas.geojson.
    std::vector<std::filesystem::path> tables;      ///< More columns, by code.
    std::vector<std::filesystem::path> lookups;     ///< Groups that areas lie in.
    std::filesystem::path against;                  ///< The other result of a difference.
    std::filesystem::path towns;                    ///< levelin's list of towns.
    std::filesystem::path grid;
    std::string crs;
    std::uint64_t seed = 1;
    bool overwrite = false;
    bool strict = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

struct MapOutcome : Outcome {
    std::size_t areas = 0;
    double width_px = 0;
    double height_px = 0;
};

/// Draws a map of a result and writes it in as many formats as are named.
///
/// Names of files are checked before anything is read, and one that exists already is refused then.
/// A style with a cartogram has the same map drawn on shapes that are made of the true ones.
/// @throws as `read_map_inputs`, `make_cartogram`, `make_map`, `render::draw_map`, `draw::png`,
/// `svg` and `pdf`;
///         UsageError E-RENDER-14 an ending that is none of these.
/// Guarantees: same inputs, style, fonts and library versions, same bytes, for any number of
/// threads.
[[nodiscard]] MapOutcome map_result(const MapRequest& request);

}  // namespace levelin::run
