#include <algorithm>
#include <levelin/choose/choose.hpp>
#include <numeric>
#include <stdexcept>

#include "cover_bound.hpp"
#include "cover_search.hpp"
#include "cover_solver.hpp"

namespace levelin {

namespace {

// Relative: what rounding may make of equal sums.
constexpr double equal_within = 1e-9;

// Sites worth most at the best multipliers, those chosen, and the best and cheapest of regions.
std::vector<std::uint32_t> candidates_of(const CoverProblem& problem,
                                         const detail::CoverBound& bound,
                                         const std::vector<std::uint32_t>& first) {
    const std::size_t sites = problem.sites();
    const std::size_t wanted =
        std::min(sites, std::max({sites / 4, 20 * first.size(), std::size_t{3000}}));
    std::vector<std::uint32_t> order(sites);
    std::iota(order.begin(), order.end(), 0U);
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
        return bound.site_value[a] != bound.site_value[b]
                   ? bound.site_value[a] > bound.site_value[b]
                   : a < b;
    };
    std::sort(order.begin(), order.end(), better);
    std::vector<std::uint8_t> in(sites, 0);
    std::vector<std::uint32_t> of_region(problem.regions.size(), 0);
    for (std::size_t k = 0; k < sites; ++k) {
        const std::uint32_t site = order[k];
        bool take = k < wanted;
        if (!problem.region.empty()) {
            std::uint32_t& have = of_region[problem.region[site]];
            take = take || have < problem.regions[problem.region[site]].least;
            have += take ? 1 : 0;
        }
        in[site] = take ? 1 : 0;
    }
    for (const std::uint32_t site : first) {
        in[site] = 1;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return problem.cost_of(a) < problem.cost_of(b);
    });
    std::fill(of_region.begin(), of_region.end(), 0);
    for (const std::uint32_t site : order) {
        if (!problem.region.empty()) {
            std::uint32_t& have = of_region[problem.region[site]];
            if (have < problem.regions[problem.region[site]].least) {
                in[site] = 1;
                ++have;
            }
        }
    }
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t site = 0; site < sites; ++site) {
        if (in[site] != 0) {
            candidates.push_back(site);
        }
    }
    return candidates;
}

void finish(const CoverProblem& problem, Choice& choice) {
    choice.coverage = coverage_of(problem, choice.sites);
    if (!keeps_limits(problem, choice.sites)) {
        throw std::logic_error("a choice that breaks its limits");
    }
    const double need = choice.coverage.need;
    choice.bound = std::max(choice.bound, need);
    choice.optimal = choice.optimal || choice.bound <= need * (1 + 2 * equal_within);
    if (choice.optimal) {
        choice.bound = need;
    }
    choice.gap = choice.bound > 0 ? (choice.bound - need) / choice.bound : 0;
}

}  // namespace

std::string_view to_string(ChoiceMethod method) noexcept {
    switch (method) {
        case ChoiceMethod::automatic:
            return "automatic";
        case ChoiceMethod::solver:
            return "solver";
        case ChoiceMethod::search:
            return "search";
    }
    return "automatic";
}

Choice choose(const CoverProblem& problem, const ChoiceOptions& options) {
    check(problem);
    if (!(options.effort > 0)) {
        throw std::invalid_argument("an effort that is not above 0");
    }
    const bool solve = options.method == ChoiceMethod::solver ||
                       (options.method == ChoiceMethod::automatic && detail::is_small(problem));
    ChoiceOptions search = options;
    if (solve) {
        search.effort *= 0.1;  // The solver wants a start, and does the rest.
    }
    Choice choice;
    choice.sites = detail::greedy_sites(problem, search);
    const double greedy = coverage_of(problem, choice.sites).need;
    const detail::CoverBound bound =
        detail::bound_of(problem, greedy, {search.effort, search.threads, search.progress});
    choice.bound = bound.value;
    choice.sites = detail::search_sites(problem, candidates_of(problem, bound, choice.sites),
                                        choice.sites, bound.value * (1 - equal_within), search);
    finish(problem, choice);
    if (!solve || choice.optimal) {
        return choice;
    }
    const detail::SolverAnswer answer = detail::solve_cover(problem, choice.sites, options);
    choice.nodes = answer.nodes;
    choice.bound = std::min(choice.bound, answer.bound * (1 + equal_within));
    const bool better = keeps_limits(problem, answer.sites) &&
                        coverage_of(problem, answer.sites).need > choice.coverage.need;
    if (better) {
        choice.sites = answer.sites;
    }
    if (better || answer.proven) {
        choice.method = ChoiceMethod::solver;
    }
    choice.optimal = answer.proven;
    finish(problem, choice);
    return choice;
}

}  // namespace levelin
