#pragma once

#include <cstdint>
#include <levelin/cartogram/cartogram.hpp>
#include <levelin/core/progress.hpp>
#include <vector>

namespace levelin {

struct HexagonCartogramOptions {
    int phases = 4;                 ///< Grid origins tried along each axis; 1 to 16.
    std::uint64_t moves = 400'000;  ///< Trial moves of the search at each origin.
    double keep_borders = 0.6;      ///< What neighbours that touch are worth, in spacings.
    std::uint64_t seed = 1;         ///< Of the search.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Gives every area a hexagon of one size on one grid, near where it lies and beside its
/// neighbours.
///
/// 1. Areas are made equally large by `flow_cartogram`, which keeps neighbours.
/// 2. Their centres are relaxed towards hexagons (`hexagon_targets`): neighbours one spacing apart
///    in their true direction, islands off the coast that they belong to.
/// 3. Each gets a hexagon (`hexagon_map`): the smallest displacement that was found with every
///    group in one piece on each landmass and no strait closed.
///
/// @param map     metres; up to 1,000 areas, for assignment grows with their cube.
/// @param groups  one number an area, such as its region's: kept together. Empty: all are one.
/// @returns       hexagons as large together as the areas; their values are all 1, so `goals_m2`
///                are equal. W-CARTOGRAM-05 groups that were torn, straits closed or cells shut in;
///                W-CARTOGRAM-04 areas without a shape, which get no hexagon.
/// @throws UsageError E-CARTOGRAM-01 numbers of groups and areas differ, options out of range;
///         InputError E-CARTOGRAM-02 no area has a shape, E-CARTOGRAM-04 too many areas.
/// Guarantees: neighbours on the grid share bit-identical corners; the same bytes for any number of
/// threads. Cost: 4 s for the 361 authorities of the UK.
[[nodiscard]] Cartogram hexagon_cartogram(const Coverage& map,
                                          const std::vector<std::uint32_t>& groups = {},
                                          const HexagonCartogramOptions& options = {});

}  // namespace levelin
