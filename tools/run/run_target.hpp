#pragma once

#include <optional>

#include "inputs.hpp"
#include "score_project.hpp"
#include "targeting.hpp"

namespace levelin::run {

/// What the project's [target] comes to.
struct RunTarget {
    Targeting targeting;
    ResultTable widened;  ///< The result with the columns that the rule can name.
    std::vector<InputDigest> digests;
    Diagnostics findings;
};

/// Applies the project's rule to what was scored.
/// @param results  one row an area.
/// @param metres   their boundaries in national grid, in the same order; empty where the run has
///                 none, so that no neighbours are known.
/// @throws as `target_result`; E-USAGE-29 as `config::find_rule`.
[[nodiscard]] RunTarget target_run(const RunRequest& request, const ResultTable& results,
                                   BoundarySet metres);

}  // namespace levelin::run
