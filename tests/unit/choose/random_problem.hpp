#pragma once

#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/random.hpp>
#include <string>
#include <utility>
#include <vector>

namespace random_problem {

/// Up to `most` sites, of every kind of limit: a number, a budget, both, least numbers of regions.
inline levelin::CoverProblem make(std::uint64_t number, std::uint32_t most) {
    using namespace levelin;
    RandomStream random(77, number);
    const auto chance = [&](std::uint32_t one_in) { return random.below(one_in) == 0; };
    CoverProblem problem;
    const std::uint32_t sites = 1 + random.below(most);
    const bool knapsack = chance(3);
    const std::uint32_t areas = knapsack ? sites : 1 + random.below(most);
    const bool round = chance(2);  // Equal needs and costs, so that choices tie.
    for (std::uint32_t a = 0; a < areas; ++a) {
        problem.need.push_back(round ? random.below(5) : 100 * random.uniform());
    }
    if (knapsack) {
        problem.reach = reach_itself(areas);
    } else {
        std::vector<Point> places;
        for (std::uint32_t k = 0; k < areas + sites; ++k) {
            places.push_back({random.uniform(), random.uniform()});
        }
        problem.reach =
            reach_within(std::span{places}.subspan(areas), std::span{places}.first(areas),
                         0.05 + 0.4 * random.uniform(), 1);
        if (chance(2)) {
            problem.places.assign(places.begin() + areas, places.end());
        }
    }
    const bool budget = chance(2);
    if (budget) {
        for (std::uint32_t s = 0; s < sites; ++s) {
            problem.cost.push_back(round ? 100'00 * (1 + random.below(4))
                                         : 1 + random.below(1'000'000'00));
        }
    }
    if (chance(2)) {
        const std::uint32_t regions = 1 + random.below(3);
        for (std::uint32_t r = 0; r < regions; ++r) {
            problem.regions.push_back({std::string(1, static_cast<char>('a' + r)), 0});
        }
        for (std::uint32_t s = 0; s < sites; ++s) {
            problem.region.push_back(random.below(regions));
            if (chance(4)) {
                ++problem.regions[problem.region.back()].least;
            }
        }
    }
    if (budget) {
        std::uint64_t sum = 0;
        for (const std::uint64_t cost : problem.cost) {
            sum += cost;
        }
        problem.budget = static_cast<std::uint64_t>(static_cast<double>(sum) * random.uniform());
    }
    if (!budget || chance(3)) {
        problem.at_most = random.below(sites + 1);
    }
    return problem;
}

/// The most need that any set of sites reaches within the limits; below 0 where none keeps them.
inline double best_of_all(const levelin::CoverProblem& problem) {
    double best = -1;
    for (std::uint32_t set = 0; set < (1U << problem.sites()); ++set) {
        std::vector<std::uint32_t> sites;
        for (std::uint32_t s = 0; s < problem.sites(); ++s) {
            if ((set >> s & 1U) != 0) {
                sites.push_back(s);
            }
        }
        if (levelin::keeps_limits(problem, sites)) {
            best = std::max(best, levelin::coverage_of(problem, sites).need);
        }
    }
    return best;
}

}  // namespace random_problem
