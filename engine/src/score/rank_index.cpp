#include "rank_index.hpp"

#include <algorithm>
#include <levelin/score/kernels.hpp>

namespace levelin {

void rank_index(ScoredIndex& index, TieRule ties, DecileRule rule) {
    index.ranks = kernels::rank_descending(index.scores, index.status, ties);
    index.ranked =
        static_cast<std::size_t>(std::count(index.status.begin(), index.status.end(), Status::ok));
    // Dense ranks do not reach N, so quantiles go by the lowest shared place.
    const std::vector<double> places =
        ties == TieRule::dense ? kernels::rank_descending(index.scores, index.status, TieRule::min)
                               : index.ranks;
    index.deciles.clear();
    index.deciles.reserve(places.size());
    for (const double place : places) {
        index.deciles.push_back(kernels::quantile_of_rank(place, index.ranked, 10, rule));
    }
}

}  // namespace levelin
