#pragma once

#include <levelin/score/score.hpp>
#include <levelin/score/spec.hpp>

namespace levelin {

/// Fills in N, ranks and deciles from scores and status.
void rank_index(ScoredIndex& index, TieRule ties, DecileRule rule);

}  // namespace levelin
