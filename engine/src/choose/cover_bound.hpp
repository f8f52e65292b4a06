#pragma once

#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/progress.hpp>
#include <vector>

namespace levelin::detail {

struct BoundOptions {
    double effort = 1;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// What no choice of sites can exceed.
struct CoverBound {
    double value = 0;
    std::vector<double> site_value;  ///< What each site is worth at the best multipliers.
};

/// @param reached  need that some choice reaches; sets the length of steps.
[[nodiscard]] CoverBound bound_of(const CoverProblem& problem, double reached,
                                  const BoundOptions& options);

}  // namespace levelin::detail
