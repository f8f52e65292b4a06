#pragma once

#include <filesystem>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>
#include <string>

namespace levelin::run {

/// What a command that measures one layer of boundaries asks for.
struct MetricLayerRequest {
    std::filesystem::path file;
    std::string layer;           ///< Empty = the only one.
    std::filesystem::path grid;  ///< `--grid`.
    std::string crs;             ///< `--crs`.
    bool need_codes = true;
    bool keep_read = false;  ///< The set stays in `read` as well.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// A layer as read, and in British National Grid metres.
struct MetricLayer {
    geodata::Boundaries read;  ///< Its `set` is empty but for `keep_read`.
    BoundarySet metres;
    geodata::ReprojectOptions reproject;  ///< As the layer was reprojected.

    /// The area's code, or "feature 12" where it has none.
    [[nodiscard]] std::string label(std::size_t area) const;
};

/// @throws as `read_boundaries` and `to_national_grid`.
[[nodiscard]] MetricLayer read_metric_layer(const MetricLayerRequest& request);

}  // namespace levelin::run
