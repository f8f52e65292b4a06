#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/topology/neighbour_graph.hpp>
#include <optional>
#include <string>

#include "metric_layer.hpp"

namespace levelin::run {

/// Who counts as a neighbour.
enum class NeighbourKind : std::uint8_t { rook, queen, distance, nearest };

struct FindNeighboursOptions {
    NeighbourKind kind = NeighbourKind::rook;
    bool metres_as_weight = false;   ///< Lengths of borders or distances; else every weight is 1.
    double metres = 0;               ///< Of the kind distance.
    unsigned count = 6;              ///< Of the kind nearest.
    double sliver_m = 1;             ///< Gaps and overlaps up to this width are closed.
    std::string bridges = "none";    ///< "uk", "none" or a file.
    std::filesystem::path built_in;  ///< The list that "uk" stands for.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

struct FoundNeighbours {
    NeighbourGraph graph;           ///< Of the layer's areas in their order.
    std::size_t bridges_used = 0;   ///< Bridges whose areas are both in the layer.
    std::size_t bridges_added = 0;  ///< Of them, those that made new neighbours.
    Diagnostics findings;
};

/// The neighbours of a layer's areas: rook and queen by its topology (1 mm grid), distance and
/// nearest by centroids; then the bridges.
/// @throws GeometryError as `make_coverage`; InputError as `read_bridges`.
[[nodiscard]] FoundNeighbours find_neighbours(const MetricLayer& layer,
                                              const FindNeighboursOptions& options);

/// @throws InputError E-NEIGHBOURS-04 a code that is missing or repeated; rows are keyed by code.
void check_codes(const MetricLayer& layer, const std::filesystem::path& file);

}  // namespace levelin::run
