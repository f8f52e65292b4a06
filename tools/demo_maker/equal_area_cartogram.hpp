#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <vector>

namespace levelin::demo {

struct CartogramOptions {
    std::size_t grid = 512;   ///< Cells along the longer side of the map's frame; 32 to 4096.
    int rounds = 10;          ///< Passes; the smoothing halves from one to the next.
    double margin = 0.35;     ///< Width of the sea around the map, in parts of its longer side.
    double tolerance = 0.02;  ///< Ends early once no area is further off its goal, relative.
};

/// A map on which every area has the same size, and how well that was met.
struct Cartogram {
    BoundarySet boundaries;       ///< The input's areas, moved; long edges get more points.
    std::vector<Point> centres;   ///< The centroid of each moved area, one an area.
    double mean_area_m2 = 0;      ///< The goal: the land's total over the number of areas.
    double worst_area_error = 0;  ///< Largest |area / goal - 1|.
    int rounds = 0;               ///< Passes that were made.
};

/// Moves the land so that all areas become equally large while neighbours stay neighbours and the
/// sea, taken to have the mean density, keeps its bays and straits.
///
/// With rho_0 the density (1 over its size inside an area, the mean elsewhere) and rho_m its mean,
/// the density is let fall evenly, rho(t) = (1 - t) rho_0 + t rho_m, t = 0..1; every point drifts
/// with
///
///     v(r, t) = -grad(phi) / rho(t),   laplace(phi) = rho_m - rho_0,   no flow through the frame.
///
/// phi comes from a cosine transform. A pass with the density smoothed by a Gaussian goes before
/// each sharper one, so that an area smaller than a grid cell grows first.
///
/// @param boundaries  metres on a plane; every area larger than 0.
/// @returns           the moved boundaries in the same metres; the total land keeps its size to
///                    within `worst_area_error`.
/// @throws GeometryError E-DEMO-02  no areas, or one without a size (carries the area).
///
/// Guarantees: the same bits on every run of the same program; one thread.
/// Cost: O(rounds (grid^3 + steps points)); some seconds for the UK's 361 authorities.
/// Source: M. T. Gastner, V. Seguy and P. More, "Fast flow-based algorithm for creating
/// density-equalizing map projections", PNAS 115, 2018, equations 2 to 7.
[[nodiscard]] Cartogram equal_area_cartogram(const BoundarySet& boundaries,
                                             const CartogramOptions& options = {});

}  // namespace levelin::demo
