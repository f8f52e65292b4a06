#include <algorithm>
#include <cmath>
#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/money.hpp>
#include <levelin/core/number_text.hpp>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace levelin {

namespace {

void check_shape(const CoverProblem& problem) {
    const std::size_t sites = problem.sites();
    const bool lengths = (problem.cost.empty() || problem.cost.size() == sites) &&
                         (problem.region.empty() || problem.region.size() == sites) &&
                         (problem.places.empty() || problem.places.size() == sites) &&
                         problem.reach.begin.front() == 0 &&
                         problem.reach.begin.back() == problem.reach.areas.size() &&
                         sites < std::numeric_limits<std::uint32_t>::max();
    const bool indices =
        lengths &&
        std::all_of(problem.reach.areas.begin(), problem.reach.areas.end(),
                    [&](std::uint32_t area) { return area < problem.need.size(); }) &&
        std::all_of(problem.region.begin(), problem.region.end(),
                    [&](std::uint32_t region) { return region < problem.regions.size(); });
    if (!indices || (problem.region.empty() && !problem.regions.empty())) {
        throw std::invalid_argument("a problem whose runs do not fit together");
    }
}

}  // namespace

Reach reach_itself(std::size_t areas) {
    Reach reach;
    reach.begin.resize(areas + 1);
    std::iota(reach.begin.begin(), reach.begin.end(), std::size_t{0});
    reach.areas.resize(areas);
    std::iota(reach.areas.begin(), reach.areas.end(), 0U);
    return reach;
}

void check(const CoverProblem& problem) {
    check_shape(problem);
    if (!problem.at_most && !problem.budget) {
        throw ConfigError("E-CHOOSE-01", "nothing limits the choice",
                          "a number of sites, or a budget with costs",
                          "set at_most = 300, or budget and cost");
    }
    for (const double need : problem.need) {
        if (!(need >= 0) || !std::isfinite(need)) {
            throw InputError(
                "E-CHOOSE-02",
                "a need is below 0: " +
                    (std::isfinite(need) ? shortest_text(need) : std::string{"no number"}),
                "numbers of people in need, or a score of 0 or more");
        }
    }
    std::uint64_t least = 0;
    std::uint64_t least_cost = 0;
    for (std::size_t r = 0; r < problem.regions.size(); ++r) {
        const auto& [name, wanted] = problem.regions[r];
        std::vector<std::uint64_t> costs;
        for (std::size_t s = 0; s < problem.sites(); ++s) {
            if (problem.region[s] == r) {
                costs.push_back(problem.cost_of(s));
            }
        }
        if (costs.size() < wanted) {
            throw InputError("E-CHOOSE-03",
                             name + " is to have at least " + std::to_string(wanted) +
                                 ", and there " + (costs.size() == 1 ? "is " : "are ") +
                                 std::to_string(costs.size()) + " to choose from",
                             "a least number that the region has",
                             "lower it, or let more take part");
        }
        std::sort(costs.begin(), costs.end());
        least += wanted;
        least_cost = std::accumulate(costs.begin(), costs.begin() + wanted, least_cost);
    }
    if (problem.at_most && least > *problem.at_most) {
        throw InputError("E-CHOOSE-04",
                         "the least numbers of the regions come to " + std::to_string(least) +
                             ", and at most " + std::to_string(*problem.at_most) + " may be chosen",
                         "least numbers that come to no more", "lower them, or choose more");
    }
    if (problem.budget && least_cost > *problem.budget) {
        throw InputError("E-CHOOSE-04",
                         "the cheapest " + counted_text(least, "site", "sites") +
                             " that the regions must have cost " + pounds_text(least_cost) +
                             ", and there is " + pounds_text(*problem.budget),
                         "a budget that the least numbers fit into",
                         "lower them, or raise the budget");
    }
}

SiteCoverage coverage_of(const CoverProblem& problem, std::span<const std::uint32_t> sites) {
    SiteCoverage out;
    out.reached.assign(problem.need.size(), 0);
    for (const std::uint32_t site : sites) {
        out.cost += problem.cost_of(site);
        for (const std::uint32_t area : problem.reach.of(site)) {
            out.reached[area] = 1;
        }
    }
    for (std::size_t a = 0; a < problem.need.size(); ++a) {
        out.need += out.reached[a] != 0 ? problem.need[a] : 0;
    }
    return out;
}

bool keeps_limits(const CoverProblem& problem, std::span<const std::uint32_t> sites) {
    std::vector<std::uint32_t> found(problem.regions.size(), 0);
    std::uint64_t cost = 0;
    for (const std::uint32_t site : sites) {
        cost += problem.cost_of(site);
        if (!problem.region.empty()) {
            ++found[problem.region[site]];
        }
    }
    for (std::size_t r = 0; r < found.size(); ++r) {
        if (found[r] < problem.regions[r].least) {
            return false;
        }
    }
    return (!problem.at_most || sites.size() <= *problem.at_most) &&
           (!problem.budget || cost <= *problem.budget);
}

}  // namespace levelin
