#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <vector>

namespace levelin {

struct TargetOptions {
    double spacing_m = 0;       ///< Between the hexagons to come; must be given, above 0.
    int steps = 600;            ///< Of the relaxation.
    double keep_place = 0.05;   ///< Pull to where the cartogram puts an area.
    double keep_bearing = 0.1;  ///< Pull to the true bearing of a neighbour.
    double join = 0.3;          ///< Pull of neighbours to one spacing.
    double part = 0.3;          ///< Push of others to `second_ring` spacings.
    double second_ring = 1.6;   ///< Below sqrt(3), the distance of the cells next but one.
    double strait = 1.9;        ///< Least width of water between landmasses, in spacings.
};

/// Moves the areas of a cartogram to where a hexagon each would sit well: neighbours one spacing
/// apart and in their true direction, others further, islands off the coast that they belong to.
///
/// Each step adds up, for every pair of areas, springs (towards one spacing for neighbours, away
/// up to `second_ring` for others, away up to `strait` across water), for neighbours a pull to one
/// spacing in the direction that their centroids have on the true map, a pull back to the
/// cartogram, and for each landmass but the largest a pull to at most `strait` + 0.3 spacings off
/// the nearest other land. No area moves by more than 0.15 spacings in a step.
///
/// @param places     where the cartogram puts the areas, metres.
/// @param centroids  where they truly lie, metres; as many.
/// @param borders    pairs of positions.
/// @param landmass   a number for each area, the same where borders join two.
/// @returns          a target for each area, metres.
/// @throws UsageError E-CARTOGRAM-01  lengths or positions that do not fit together, no spacing.
///
/// Guarantees: fixed order of summation, the same bits on every run.
/// Cost: O(steps n^2).
/// Source: after D. Dorling, "Area cartograms: their use and creation", Concepts and Techniques in
/// Modern Geography 59, 1996 (circles that repel and neighbours that attract), with bearings added.
[[nodiscard]] std::vector<Point> hexagon_targets(const std::vector<Point>& places,
                                                 const std::vector<Point>& centroids,
                                                 const std::vector<BorderPair>& borders,
                                                 const std::vector<std::uint32_t>& landmass,
                                                 const TargetOptions& options);

}  // namespace levelin
