#pragma once

#include <cstddef>
#include <levelin/cartogram/cartogram.hpp>
#include <levelin/core/progress.hpp>

namespace levelin {

struct FlowOptions {
    double goal = 0.01;    ///< No area is to be further off its size than this, relative; above 0.
    int rounds = 60;       ///< At most; 1 or more.
    double margin = 0.25;  ///< Width of the sea around the map, in parts of its longer side.
    /// Cells along the longer side of the frame, a power of two from 64 to 4096; 0 = by the number
    /// of areas: 512, 1,024 from 100 areas on, and more for at least 16 cells to the mean area.
    std::size_t grid = 0;
    /// Points of borders go in the end that show less than this, in parts of a cell; 0 = none goes.
    double detail = 0.05;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Moves the ground until every area is as large as its value says, while neighbours stay
/// neighbours: a contiguous cartogram.
///
/// With rho_0 the density (goal / size inside an area, 1 at sea, mean 1), the density is let fall
/// evenly to its mean, rho(t) = (1 - t) rho_0 + t, t = 0..1; every point drifts with
///
///     v(r, t) = -grad(phi) / rho(t),   laplace(phi) = 1 - rho_0,   no flow through the frame.
///
/// phi comes from cosine transforms. A round smooths the density by a Gaussian; from one round to
/// the next it is half as wide, from a sixteenth of the frame down to a cell and then half a cell,
/// and sizes are measured anew, until no area is further off than half the goal. Near the goal an
/// area whose error falls slowly (islets smaller than a cell) is pushed harder, by what its last
/// push did not reach.
///
/// Borders of the coverage are moved once for both sides; where an edge would bend, it gets more
/// points first. In the end they are made a coverage again on the millimetre grid, so that rings
/// are valid, areas do not overlap and neighbours share their points, whatever rounding did.
///
/// @param map     metres; up to 50,000 areas.
/// @param values  as `cartogram_goals`, in the order of the map's areas.
/// @returns       the moved areas; W-CARTOGRAM-03 where the goal was not met in `rounds` or errors
///                fell no further; N-CARTOGRAM-01 borders that were lost.
/// @throws as `cartogram_goals`; UsageError E-CARTOGRAM-01 options out of range; InputError
///         E-CARTOGRAM-04 too many areas.
///
/// Guarantees: every ring valid, no overlaps, common borders bit-identical; the same bytes for any
/// number of threads. `fit` is measured on what is returned.
/// Cost: O(rounds (g log g + p)) for g cells and p points of borders: 2 seconds for the 361
/// authorities of the UK, a minute for 34,753 small areas whose borders were simplified.
/// Source: M. T. Gastner, V. Seguy and P. More, "Fast flow-based algorithm for creating
/// density-equalizing map projections", PNAS 115(10), 2018, equations 2 to 7; the push by what was
/// not reached is our own.
[[nodiscard]] Cartogram flow_cartogram(const Coverage& map, const NumberColumn& values,
                                       const FlowOptions& options = {});

}  // namespace levelin
