#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/cartogram/hexagon_map_targets.hpp>
#include <string>
#include <vector>

namespace levelin {

/// One area that wants a hexagon.
struct HexagonSite {
    AreaCode code;
    std::string name;
    Point target;                ///< Where it would like to be, metres.
    std::uint32_t group = 0;     ///< Nation or region: kept in one piece on each landmass.
    std::uint32_t landmass = 0;  ///< Land that hangs together: kept apart from other land.
};

struct HexagonMapOptions {
    double cell_area_m2 = 0;        ///< Size of a hexagon; must be given, above 0.
    int phases = 4;                 ///< Grid origins tried along each axis; 1 to 16.
    std::uint64_t moves = 200'000;  ///< Trial moves of the search at each origin.
    /// What a bordering pair that touches is worth, in spacings of displacement; 0 = nothing.
    double keep_borders = 0;
    std::uint64_t seed = 1;  ///< Of the search.
    unsigned threads = 0;    ///< Origins are tried side by side; 0 = all processors.
};

/// The place of a cell on the grid: `column` along the row, `row` upwards; the centre lies at
/// (column + row / 2, row sqrt(3) / 2) spacings from the origin.
struct HexagonCell {
    std::int32_t column = 0;
    std::int32_t row = 0;
    friend bool operator==(const HexagonCell&, const HexagonCell&) = default;
};

/// Whether two cells share an edge.
[[nodiscard]] bool touching(HexagonCell a, HexagonCell b) noexcept;

/// Every area as one hexagon, and what that cost.
struct HexagonMap {
    BoundarySet boundaries;          ///< One hexagon an area, in the order of the sites.
    std::vector<HexagonCell> cells;  ///< In the same order.
    std::vector<Point> centres;
    double spacing_m = 0;             ///< Between the centres of neighbours.
    double total_displacement_m = 0;  ///< Sum over the areas of |centre - target|.
    double lower_bound_m = 0;  ///< The least that any placing on this grid can have, were groups
                               ///< and straits left out of account.
    int torn_groups = 0;       ///< Pieces beyond one of a group on a landmass; 0 = all kept whole.
    int closed_straits = 0;    ///< Touching pairs of cells on different landmasses.
    int lakes = 0;             ///< Empty cells that taken ones shut in, on five sides or all.
    int borders_kept = 0;      ///< Bordering pairs whose cells touch.
};

/// Places every area in a hexagon of its own: the smallest total displacement that was found with
/// every group in one piece and every strait open.
///
///     minimise  sum_i |centre(c(i)) - target(i)|,   c one-to-one,
///     such that the cells of a group on a landmass hang together, and cells of different
///     landmasses do not touch
///
/// 1. For each of `phases`^2 origins of the grid: the exact smallest assignment without the
///    constraints (a lower bound).
/// 2. From there, threshold accepting over swaps and shifts settles which cells belong to which
///    group; torn groups, closed straits and shut-in empty cells carry a price that grows.
///    Bordering pairs that touch are worth `keep_borders` each.
/// 3. Where they are worth nothing: within the cells of each group on each landmass the exact
///    smallest assignment.
/// The origin with the fewest broken constraints, then the most borders kept, then the smallest
/// total wins; ties go to the first.
///
/// @param sites    at least one; targets finite, and closer together than 4,096 spacings.
/// @param borders  pairs of sites that border on each other; may be empty.
/// @returns        the hexagons, counter-clockwise from the southern corner; neighbours share
///                 bit-identical corners.
/// @throws UsageError E-CARTOGRAM-01  no sites, options out of range, targets not finite.
///
/// Guarantees: cells are all different; where borders are worth nothing the assignment is exact for
/// the cells that each group was given, and `total_displacement_m - lower_bound_m` bounds what the
/// search in step 2 can have missed; the same bits for any number of threads. Cost: O(phases^2 (n^2
/// m + moves g)) for n sites, m cells within reach and g sites in a group. Source: step 1 and 3:
/// see hexagon_map_assignment.hpp; step 2: G. Dueck and T. Scheuer, "Threshold accepting", Journal
/// of Computational Physics 90, 1990.
[[nodiscard]] HexagonMap hexagon_map(const std::vector<HexagonSite>& sites,
                                     const std::vector<BorderPair>& borders,
                                     const HexagonMapOptions& options);

}  // namespace levelin
