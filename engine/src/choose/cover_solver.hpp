#pragma once

#include <levelin/choose/choose.hpp>
#include <vector>

namespace levelin::detail {

/// Whether branch and cut is likely to end soon.
[[nodiscard]] bool is_small(const CoverProblem& problem);

struct SolverAnswer {
    std::vector<std::uint32_t> sites;  ///< Rising; the first choice where it found none better.
    double bound = 0;
    bool proven = false;  ///< The sites are as good as any.
    std::uint64_t nodes = 0;
};

/// Branch and cut by CBC (COIN-OR), one thread, silent.
/// @param first  a choice that keeps the limits. @throws what `progress` throws.
[[nodiscard]] SolverAnswer solve_cover(const CoverProblem& problem,
                                       const std::vector<std::uint32_t>& first,
                                       const ChoiceOptions& options);

}  // namespace levelin::detail
