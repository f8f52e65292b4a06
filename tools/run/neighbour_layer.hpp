#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "metric_layer.hpp"
#include "outcome.hpp"

namespace levelin::run {

/// `levelin neighbours`' options.
struct NeighboursRequest {
    MetricLayerRequest layer;
    std::filesystem::path to;  ///< Ends in .csv or .gal.
    std::string rule = "rook";
    std::string weight = "one";          ///< Or "metres".
    std::optional<double> metres;        ///< Of the rule distance.
    std::optional<std::uint64_t> count;  ///< Of the rule nearest.
    double sliver_m = 1;                 ///< Gaps and overlaps up to this width are closed.
    std::string bridges = "none";        ///< "uk", "none" or a file.
    std::filesystem::path built_in;      ///< The list that "uk" stands for.
    bool overwrite = false;
    bool strict = false;
};

struct NeighboursOutcome : Outcome {
    std::size_t areas = 0;
    std::size_t links = 0;
    std::size_t islands = 0;
    std::size_t components = 0;
};

/// Finds the neighbours of every area of a layer and writes them as CSV or GAL.
///
/// Rook and queen work on the layer's topology (1 mm grid); distance and nearest on centroids.
/// @throws InputError and GeometryError as `read_boundaries`, `make_coverage` and `read_bridges`;
///         UsageError E-NEIGHBOURS-03 options that do not go together; InputError E-NEIGHBOURS-04
///         codes that are missing or repeated; E-OUTPUT-*.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] NeighboursOutcome neighbour_layer(const NeighboursRequest& request);

}  // namespace levelin::run
