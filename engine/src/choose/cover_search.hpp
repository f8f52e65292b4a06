#pragma once

#include <levelin/choose/choose.hpp>
#include <vector>

namespace levelin::detail {

/// Greedy; with a budget, the best of three ways to weigh costs.
[[nodiscard]] std::vector<std::uint32_t> greedy_sites(const CoverProblem& problem,
                                                      const ChoiceOptions& options);

/// Exchanges and repeated taking out and putting back, from a choice that keeps the limits.
///
/// @param candidates  sites that may be put in; rising, the first choice among them.
/// @param enough      need at which the search may stop: none can be better.
[[nodiscard]] std::vector<std::uint32_t> search_sites(const CoverProblem& problem,
                                                      const std::vector<std::uint32_t>& candidates,
                                                      const std::vector<std::uint32_t>& first,
                                                      double enough, const ChoiceOptions& options);

}  // namespace levelin::detail
