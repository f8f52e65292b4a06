#pragma once

#include <cstdint>
#include <levelin/topology/neighbour_graph.hpp>
#include <levelin/topology/topology.hpp>
#include <span>
#include <string_view>

namespace levelin {

/// Who counts as a neighbour by borders: rook, by a common arc; queen, by a common point too.
enum class Contiguity : std::uint8_t { rook, queen };
[[nodiscard]] std::string_view to_string(Contiguity contiguity) noexcept;

/// What the weight of two areas that border on each other is.
enum class BorderWeight : std::uint8_t {
    one,
    length,  ///< Of the border they share, in units of the coordinates; 0 where only a point is.
};

/// Rook contiguity: areas that share an arc of their borders.
///
/// Formula: w(a, b) = 1 where an arc has a on one side and b on the other; or the sum of the
/// lengths of all such arcs.
/// @param topology  of a coverage: at most one area a side.
/// Guarantees: symmetric; lengths are added up in the order of the arcs.
/// Cost: O(arcs), and O(points) for lengths.
/// Source: A. D. Cliff and J. K. Ord, "Spatial Processes", 1981, chapter 1.
[[nodiscard]] NeighbourGraph rook_neighbours(const Topology& topology,
                                             BorderWeight weight = BorderWeight::one);

/// Queen contiguity: areas that share an arc or a point of their borders.
///
/// Areas that share a point share a node, since more than two edges meet there. Contains the rook
/// graph of the same topology.
/// @param topology  of a coverage. Guarantees, source: as `rook_neighbours`.
/// Cost: O(arcs log arcs), and O(points) for lengths.
[[nodiscard]] NeighbourGraph queen_neighbours(const Topology& topology,
                                              BorderWeight weight = BorderWeight::one);

/// Areas with an edge in common, both ends bit-identical, without any grid: rook contiguity of a
/// layer whose neighbours have the same points along their borders. Weight 1, symmetric.
/// Cost: O(points log points).
[[nodiscard]] NeighbourGraph edge_neighbours(const BoundarySet& boundaries);

/// What the weight of two places is.
enum class PlaceWeight : std::uint8_t {
    one,
    distance,  ///< In units of the coordinates; 0 for places that coincide.
};

/// Places within a distance of each other, the distance itself among them.
///
/// @param places    one an area, such as its centroid; a place that is not finite has no links.
/// @param distance  0 or more, finite, in units of the coordinates.
/// @throws std::invalid_argument another distance.
/// Guarantees: symmetric; the same for any number of threads.
/// Cost: O(places log places + links).
[[nodiscard]] NeighbourGraph neighbours_within(std::span<const Point> places, double distance,
                                               PlaceWeight weight = PlaceWeight::one,
                                               unsigned threads = 0);

/// The `count` places that lie nearest to each; of two equally far the one of the lower position.
///
/// Not symmetric. A layer of fewer places gives all there are.
/// @param places  as above. @param count  1 or more.
/// @throws std::invalid_argument a count of 0.
/// Guarantees: the same for any number of threads. Cost: O(places log places).
[[nodiscard]] NeighbourGraph nearest_neighbours(std::span<const Point> places, unsigned count,
                                                PlaceWeight weight = PlaceWeight::one,
                                                unsigned threads = 0);

/// The least distance at which `neighbours_within` leaves no place alone: the greatest distance of
/// a place to its nearest; 0 for fewer than two places. Cost: O(places log places).
[[nodiscard]] double least_joining_distance(std::span<const Point> places, unsigned threads = 0);

}  // namespace levelin
