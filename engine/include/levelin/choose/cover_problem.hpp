#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// Which areas each site reaches, as rows of one run.
struct Reach {
    std::vector<std::size_t> begin{0};  ///< One more than there are sites.
    std::vector<std::uint32_t> areas;   ///< Rising within a site.

    [[nodiscard]] std::size_t sites() const noexcept { return begin.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t site) const {
        return std::span{areas}.subspan(begin[site], begin[site + 1] - begin[site]);
    }
};

/// The areas whose place lies at most `metres` from each site, the distance itself among them.
///
/// @param sites,areas  in metres; a place that is not finite is reached by none and reaches none.
/// @param metres       above 0, finite.
/// @throws std::invalid_argument another distance.
/// Guarantees: the same for any number of threads. Cost: O(sites + areas + pairs nearby).
[[nodiscard]] Reach reach_within(std::span<const Point> sites, std::span<const Point> areas,
                                 double metres, unsigned threads = 0);

/// Every area is a site that reaches itself alone: choosing areas.
[[nodiscard]] Reach reach_itself(std::size_t areas);

/// A least number of sites that must be chosen in a region.
struct RegionLeast {
    std::string name;
    std::uint32_t least = 0;
};

/// Choose sites so that as much need as possible lies within reach of one of them.
///
///     maximise  sum over areas i of need_i y_i
///     y_i <= sum of x_j over the sites j that reach i,  x_j in {0, 1},  0 <= y_i <= 1
///     sum of x_j <= at_most,  sum of cost_j x_j <= budget,
///     sum of x_j over the sites of region r >= least_r
///
/// With sites that reach themselves alone it is the knapsack of areas.
/// Source: Church & ReVelle, The maximal covering location problem, Papers of the Regional Science
/// Association 32, 1974.
struct CoverProblem {
    std::vector<double> need;  ///< Of each area, 0 or more.
    Reach reach;
    std::vector<std::uint64_t> cost;    ///< Of each site in pence; empty = nothing.
    std::vector<std::uint32_t> region;  ///< Of each site, an index of `regions`; empty = none.
    std::vector<RegionLeast> regions;
    std::vector<Point> places;  ///< Of each site; helps the search; may be empty.
    std::optional<std::uint32_t> at_most;
    std::optional<std::uint64_t> budget;

    [[nodiscard]] std::size_t sites() const noexcept { return reach.sites(); }
    [[nodiscard]] std::uint64_t cost_of(std::size_t site) const {
        return cost.empty() ? 0 : cost[site];
    }
};

/// @throws ConfigError E-CHOOSE-01 neither a number of sites nor a budget; InputError E-CHOOSE-02 a
///         need below 0 or not finite; E-CHOOSE-03 a region with fewer sites than its least
///         number; E-CHOOSE-04 least numbers that come to more sites, or more money at the
///         cheapest, than there may be; std::invalid_argument runs of different lengths.
void check(const CoverProblem& problem);

/// What a choice of sites comes to. @param sites  indices, in any order.
struct SiteCoverage {
    double need = 0;  ///< Of all areas that one of the sites reaches.
    std::uint64_t cost = 0;
    std::vector<std::uint8_t> reached;  ///< Of each area: 0 or 1.
};
[[nodiscard]] SiteCoverage coverage_of(const CoverProblem& problem,
                                       std::span<const std::uint32_t> sites);
/// Whether the sites keep every limit and least number.
[[nodiscard]] bool keeps_limits(const CoverProblem& problem, std::span<const std::uint32_t> sites);

}  // namespace levelin
