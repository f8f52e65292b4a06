#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/table/column.hpp>
#include <levelin/topology/coverage.hpp>
#include <vector>

namespace levelin {

/// How far a cartogram is from what it set out to be.
struct CartogramFit {
    double mean_error = 0;  ///< Mean of |size / goal - 1|, each area counting as its goal does.
    double max_error = 0;   ///< Largest of them.
    std::uint32_t worst = no_area;   ///< Whose it is.
    std::uint64_t borders = 0;       ///< Pairs of areas that share a border on the true map.
    std::uint64_t borders_kept = 0;  ///< Of them, those that share one, or touch, on this one.
    double mean_displacement_m = 0;  ///< From true centroid to the centroid here, mean of areas.
};

/// A map on which areas are as large as a number of theirs says.
///
/// Areas stand in the order of the coverage, with its codes and names, in metres on the same plane
/// and about the same middle as the true map, which has the same size as all areas here together.
struct Cartogram {
    BoundarySet boundaries;
    std::vector<Point> centres;    ///< The centroid of each area; NaN for one without a shape.
    std::vector<double> goals_m2;  ///< What each area is to be; 0 for one without a shape.
    CartogramFit fit;
    int rounds = 0;           ///< Passes of the method that were made.
    Diagnostics diagnostics;  ///< As `cartogram_goals`, and of the method.
};

/// The sizes that areas are to have.
struct CartogramGoals {
    std::vector<double> m2;
    Diagnostics diagnostics;
};

/// Shares out the ground of a map by a number of each area's.
///
///     goal_a = S v_a / sum v,   S = size of the areas that have a value
///
/// An area without a value keeps its size. A value below a thousandth of the mean of those above 0
/// counts as that, for an area of no size could not be seen.
///
/// @param sizes_m2  of each area; 0 = it has no shape and gets none.
/// @param values    one an area, such as people; 0 or more and finite where their status is ok.
/// @param codes     of the areas, for what is said about them.
/// @returns         goals, and W-CARTOGRAM-01 values raised to be seen, W-CARTOGRAM-02 areas
/// without
///                  a value, W-CARTOGRAM-04 areas without a shape.
/// @throws UsageError E-CARTOGRAM-01 numbers of values and areas differ; InputError E-CARTOGRAM-02
///         no area with a shape has a value above 0; E-CARTOGRAM-03 a value below 0 or not finite.
[[nodiscard]] CartogramGoals cartogram_goals(const std::vector<double>& sizes_m2,
                                             const NumberColumn& values,
                                             const std::vector<AreaCode>& codes);

}  // namespace levelin
