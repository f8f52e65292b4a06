#pragma once

#include <levelin/cartogram/cartogram.hpp>
#include <levelin/core/progress.hpp>

namespace levelin {

struct DorlingOptions {
    double fill = 0.7;    ///< Ground of all circles in parts of the map's; 0.05 to 1.
    int steps = 400;      ///< Of the relaxation; 1 or more.
    int sides = 72;       ///< Of the polygon that stands for a circle; 12 to 720.
    double gap = 0.02;    ///< Least width between circles, in parts of the mean radius; 0 to 1.
    double strait = 0.5;  ///< The same between circles of different landmasses; at least `gap`.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Draws every area as a circle as large as its value says; circles do not overlap, stay near their
/// places and close to their neighbours.
///
/// Circles start where `flow_cartogram` puts their areas, so that there is room for them. In each
/// step neighbours that are apart draw together, the more of its shared borders a border is;
/// a weak pull keeps the place and the true bearing of neighbours; then circles that overlap are
/// pushed apart, the smaller one further. The pulls fade; in the end the whole is stretched by what
/// the closest pair still lacks.
///
/// @param map     metres; up to 50,000 areas.
/// @param values  as `cartogram_goals`.
/// @returns       polygons of `sides` corners, as large as the circles; `goals_m2` times `fill`.
///                Two neighbours count as touching where the water between them is at most a
///                quarter of the smaller radius.
/// @throws as `flow_cartogram`.
/// Guarantees: polygons do not overlap and lie apart by `gap` or `strait`; sizes are right to 1e-9;
/// the same bytes for any number of threads. Cost: that of the flow, and O(steps n).
/// Source: D. Dorling, "Area cartograms: their use and creation", Concepts and Techniques in Modern
/// Geography 59, 1996; beginning from a contiguous cartogram, bearings and the stretch are our own.
[[nodiscard]] Cartogram dorling_cartogram(const Coverage& map, const NumberColumn& values,
                                          const DorlingOptions& options = {});

}  // namespace levelin
