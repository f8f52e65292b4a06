#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/interpolate/overlay.hpp>
#include <levelin/table/column.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// What becomes of the part of a source that lies in no target.
enum class Spill : std::uint8_t {
    keep,  ///< Its value goes to the targets that the source does touch: totals are conserved.
    lose,  ///< Its value is lost, and reported.
};

/// Overlaps that come of borders drawn differently, not of areas that share ground: an overlap
/// below `m2` square metres, or below `share` of the smaller of the two areas.
struct SliverRule {
    double m2 = 1;
    double share = 1e-4;
};

/// A place with the people who live around it; the source by its number, where that is known from
/// a code.
struct PopulationPoint {
    std::uint32_t source = 0;  ///< `no_area` where the point lies in none.
    std::uint32_t target = 0;
    double people = 0;
};

/// What a source gives to a target.
struct SharePair {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    double weight = 0;           ///< Square metres, or people.
    double share_of_source = 0;  ///< Of the source's extensive values, (0, 1].
    double share_of_target = 0;  ///< Of the target's intensive values, (0, 1].
    bool by_people = false;      ///< Weighed by people, not by area.
};

struct ShareOptions {
    SliverRule slivers;
    Spill spill = Spill::keep;
};

/// How the sources are shared out among the targets.
///
/// Invariants: pairs are sorted by source, then target; under `Spill::keep` the shares of a source
/// that has a pair add up to 1 within 1e-15 a pair; those of a target always do.
struct Shares {
    std::vector<SharePair> pairs;
    std::size_t sources = 0;
    std::size_t targets = 0;
    std::vector<double> covered;  ///< Share of each target's area that lies in sources, [0, 1].
    std::uint64_t slivers = 0;    ///< Pairs that were dropped, and their areas together.
    double sliver_area_m2 = 0;
    double spill_area_m2 = 0;  ///< Of the sources' areas, outside all targets.
    Diagnostics findings;
};

/// Shares by area.
///
///     share_of_source = a_st / sum over k of a_sk         (Spill::keep)
///                     = a_st / a_s                        (Spill::lose)
///     share_of_target = a_st / sum over k of a_kt
///
/// Slivers are left out of the sums, so that what they would have had goes to the source's other
/// targets; a source's largest overlap is never one, so that no source is lost to the rule.
/// @param sources, targets  codes, for messages.
/// Findings: N-INTERPOLATE-01 slivers; N-INTERPOLATE-02 or W-INTERPOLATE-03 area of sources outside
/// all targets (kept, lost); W-INTERPOLATE-01 sources that touch no target; W-INTERPOLATE-02
/// sources that are covered more than once.
/// Cost: O(pairs). Source: Goodchild and Lam, "Areal Interpolation: A Variant of the Traditional
/// Spatial Problem" (1980).
[[nodiscard]] Shares shares_by_area(const Overlay& overlay, std::span<const AreaCode> sources,
                                    std::span<const AreaCode> targets,
                                    const ShareOptions& options = {});

/// Shares by people: as by area, with w_st, the people of all points in both, for a_st. A source
/// whose points lie in no target, or that has none, is shared by area; for intensive values its
/// people are then taken to be its area times the mean density of the sources that have points.
///
/// @param points  people of 0 or more, finite.
/// Findings: as above, and W-INTERPOLATE-05 sources shared by area, W-INTERPOLATE-06 points that
/// count for nothing.
[[nodiscard]] Shares shares_by_points(const Overlay& overlay,
                                      std::span<const PopulationPoint> points,
                                      std::span<const AreaCode> sources,
                                      std::span<const AreaCode> targets,
                                      const ShareOptions& options = {});

/// The same shares with people as the weights of means: each source's people are taken to live
/// evenly on its ground. Counts are shared as before.
///
///     w_st = people(s) share_of_source(s, t)
///
/// @param shares   by area. @param people  one a source, 0 or more; a source without counts by its
///                 area times the mean density of the others.
/// @param sources  codes, for messages. Findings: N-INTERPOLATE-08 sources without people.
[[nodiscard]] Shares weighted_by_people(Shares shares, const NumberColumn& people,
                                        std::span<const AreaCode> sources);

/// A column on the targets.
struct Interpolated {
    NumberColumn column;
    std::vector<double> covered;  ///< Share of each target's area in sources that have a value.
    double source_total = 0;      ///< Extensive: of the values that there are.
    double target_total = 0;      ///< Extensive: of the values that came out.
    double withheld = 0;  ///< Extensive: went to targets that lack a part and so have no value.
    double lost = 0;      ///< Extensive: of sources, or parts of them, outside all targets.
};

/// Counts: people, pounds, hectares.
///
///     v_t = sum over s of v_s share_of_source(s, t)
///
/// A target that a source without a value has a part in has no value; its status is that of the
/// source with the largest part. A target without a source is `no_row`.
/// Guarantees: source_total = target_total + withheld + lost within 1e-12 of the sum of |v_s|.
[[nodiscard]] Interpolated interpolate_extensive(const NumberColumn& values, const Shares& shares);

/// Rates, scores, densities.
///
///     v_t = sum over s of v_s w_st / sum over k of w_kt       over the sources that have a value
///
/// `covered` is the target's covered area times the share of its weight that has a value; below
/// `minimum` of it the target has no value: `below_minimum`, or the status of the sources where
/// none of them has a value, or `no_row` where there are none.
/// @param minimum  [0, 1].
[[nodiscard]] Interpolated interpolate_intensive(const NumberColumn& values, const Shares& shares,
                                                 double minimum = 0.5);

}  // namespace levelin
