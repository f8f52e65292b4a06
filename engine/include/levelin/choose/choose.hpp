#pragma once

#include <cstdint>
#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/progress.hpp>
#include <string_view>
#include <vector>

namespace levelin {

enum class ChoiceMethod : std::uint8_t {
    automatic,  ///< The solver where the problem is small enough for it, else the search.
    solver,     ///< Branch and cut.
    search,     ///< Search and a bound, for problems of any size.
};
[[nodiscard]] std::string_view to_string(ChoiceMethod method) noexcept;

struct ChoiceOptions {
    ChoiceMethod method = ChoiceMethod::automatic;
    /// How long the search may go on, as a multiple of its own measure; counted in steps of work,
    /// never by the clock. Above 0.
    double effort = 1;
    /// The solver stops after so many nodes.
    std::uint32_t max_nodes = 20'000;
    /// The solver stops after so many seconds; 0 = never. A clock: what comes back may then differ
    /// from run to run.
    double max_seconds = 0;
    std::uint64_t seed = 1;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Chosen sites, and how much better any other choice could be.
struct Choice {
    std::vector<std::uint32_t> sites;  ///< Rising.
    SiteCoverage coverage;
    double bound = 0;      ///< No choice reaches more need than this.
    double gap = 0;        ///< (bound - need reached) / bound; 0 where it is the best there is.
    bool optimal = false;  ///< Proven by the solver, or by a gap below 1e-9.
    ChoiceMethod method = ChoiceMethod::search;  ///< What found it.
    std::uint64_t nodes = 0;                     ///< Of the solver.
};

/// Chooses sites by branch and cut or by search.
///
/// Search: greedy (most new need, or most new need for its cost), exchanges of one site, then again
/// and again a few neighbouring sites are taken out and put back greedily with some noise, and the
/// better choice is kept. Bound: Lagrangian relaxation of `y_i <= sum x_j`, multipliers by a
/// subgradient with momentum; where there is a budget its own multiplier by bisection:
///
///     L(l, m) = sum_i max(0, need_i - l_i) + max over x of sum_j x_j (sum over i of l_i - m
///     cost_j)
///               + m budget
///
/// which no choice exceeds for any l_i in [0, need_i] and m >= 0, and which comes down to the bound
/// of the linear relaxation. The solver starts from what the search finds, and its bound counts
/// where it is lower.
///
/// @throws as `check`; whatever `progress` throws, with nothing left running.
/// Guarantees: every limit is kept, in whole pence; the bound holds with 1e-9 of it for rounding;
///         same problem and options, same sites, for any number of threads, unless `max_seconds`
///         is set. Of choices that reach the same need any may be given.
/// Cost: search O(pairs) a step of the bound and about as much a hundred exchanges; the solver may
///         take exponential time, up to its limit.
/// Source: the bound: Galvao & ReVelle, A Lagrangean heuristic for the maximal covering location
/// problem, EJOR 88, 1996. Taking out and putting back: Ruiz & Stutzle, EJOR 177, 2007.
[[nodiscard]] Choice choose(const CoverProblem& problem, const ChoiceOptions& options = {});

}  // namespace levelin
