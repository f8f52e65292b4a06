#pragma once

#include <levelin/core/area_code.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <span>
#include <string>
#include <string_view>

namespace levelin {

/// A graph as CSV (RFC 4180): the header `code,neighbour,weight`, one row a link, in the order of
/// the areas; weights as the shortest text that reads back to the same double.
/// @param codes  one an area, each once. @throws std::invalid_argument another number of codes.
/// Cost: O(links).
[[nodiscard]] std::string neighbour_csv(std::span<const AreaCode> codes,
                                        const NeighbourGraph& graph);

/// A graph as GAL text, which GeoDa, PySAL and spdep read: the line `0 AREAS LAYER KEY`, then for
/// each area a line `code number` and a line of its neighbours' codes, empty for an island. GAL
/// holds no weights.
/// @param layer, key  of the layer and its column of codes; blanks become underscores, nothing
///                    becomes "unknown".
/// @throws std::invalid_argument another number of codes.
/// Source: the GAL form of SpaceStat and GeoDa (L. Anselin), as `read.gal` of spdep documents it.
[[nodiscard]] std::string neighbour_gal(std::span<const AreaCode> codes,
                                        const NeighbourGraph& graph, std::string_view layer,
                                        std::string_view key);

}  // namespace levelin
