#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/core/status.hpp>
#include <levelin/score/spec.hpp>
#include <span>
#include <vector>

/// The arithmetic of scoring: plain loops over spans, without exceptions, threads, files or clock,
/// so that the same code runs in a browser. Every sum runs in input order; nothing here depends on
/// the number of threads. Faults are returned as values; score.hpp turns them into errors.
namespace levelin::kernels {

/// What stopped a kernel, and at which entry.
enum class Fault : std::uint8_t {
    none,
    constant,       ///< All values are equal: there is no range to divide by.
    target,         ///< The target lies at or beyond the worst value: nobody is short of it.
    not_positive,   ///< A geometric or harmonic mean of a value that is not above 0.
    not_a_ranking,  ///< Declared as ranks, and is not a ranking of 1 to N.
    weight,         ///< The weights of the parts sum to 0.
};

struct Values {
    std::vector<double> values;  ///< 0 where the status is not ok.
    std::vector<Status> status;
    Fault fault = Fault::none;
    std::size_t fault_at = 0;
};

/// Ranks with 1 for the highest value. Entries whose status is not ok get 0.
///
/// Cost: O(n log n), stable in input order.
[[nodiscard]] std::vector<double> rank_descending(std::span<const double> values,
                                                  std::span<const Status> status, TieRule ties);

/// Which tie rule makes the values a complete ranking of 1 to N.
struct RankingCheck {
    bool is_ranking = false;
    TieRule ties = TieRule::min;  ///< min, mean or max; min where there are no ties or no rule.
    std::size_t count = 0;        ///< N: entries that are ok.
    std::size_t fault_at = 0;     ///< The first entry, in order of value, that fits no rule.
};

/// Whether the values that are there are a ranking of 1 to N: sorted, every group of equal values
/// stands at the lowest, the mean or the highest of its places, by one rule throughout, or anywhere
/// among them under RankTies::any.
///
/// @param declared_count  N where the table holds a part of a longer ranking: then the values must
///                        lie in [1, N]; 0 = the table holds the whole ranking.
[[nodiscard]] RankingCheck check_ranking(std::span<const double> values,
                                         std::span<const Status> status, std::size_t declared_count,
                                         RankTies ties = RankTies::one_rule);

/// The exponential transformation of the English, Welsh, Scottish and Northern Irish indices.
///
///     X = -c ln(1 - R (1 - exp(-100/c))),   rank 1 = most deprived
///     R = (N - rank + 1) / N, or (N - rank) / N under RankShare::exclusive
///
/// With c = 50 / ln 9 = 22.756 the most deprived tenth of a domain spans exactly 50 to 100; 23 is
/// that number rounded.
///
/// @param rank   [1, count], may be a mean rank. @param count  N > 0. @param curve  c and R.
/// @returns      [0, 100]: 100 for rank 1 under RankShare::inclusive, 0 for rank N under exclusive.
/// Source: Scottish Indices of Deprivation 2003, appendix 5; WIMD 2019 technical report, annex A.
/// Which c and R each index uses was found by replay; see docs/methods/score.md.
[[nodiscard]] double exponential_of_rank(double rank, double count,
                                         const ExponentialCurve& curve = {}) noexcept;

/// Normalises one part so that higher is worse.
///
///     none:      x, or -x where lower is worse
///     min_max:   (x - min) / (max - min), or (max - x) / (max - min)      [0, 1]
///     z_score:   (x - mean) / s, s with n - 1; turned where lower is worse
///     rank:      N + 1 - r, r the mean rank with 1 = worst                [1, N]
///     percentile: (N - r) / (N - 1), r the highest shared rank           [0, 1]
///     distance_to_target: (x - t) / (max - t), or (t - x) / (t - min), cut to [0, 1]
///     exponential: of the rank, see exponential_of_rank                  [0, 100]
///
/// @param part       direction, normalise, target, ranks, rank_count.
/// Source: OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5; z and percentile
/// as in COINr (n_zscore, n_prank).
[[nodiscard]] Values normalise(std::span<const double> values, std::span<const Status> status,
                               const PartSpec& part);

/// One child of a node as the aggregation sees it.
struct Child {
    std::span<const double> values;
    std::span<const Status> status;
    double weight = 1;
};

struct Aggregated {
    Values score;
    std::vector<std::vector<double>> contributions;  ///< One run a child; 0 where not there.
};

/// Aggregates the children, and splits each area's value among them so that the shares add up.
///
///     weighted_sum:  sum w x            contribution  w x
///     weighted_mean: sum w x / W        contribution  w x / W
///     geometric:     exp(sum w ln x/W)  contribution  f w / W
///     harmonic:      W / sum(w / x)     contribution  f (w / x) / sum(w / x)
///
/// with W the sum of the weights that are present. The contributions of the two means are
/// x df/dx, which add up to f because f is homogeneous of degree one (Euler's theorem). Under
/// `reweight`, weighted_sum is scaled by (sum of all w) / W. Children of weight 0 count for nothing
/// and may be missing.
///
/// @param part  aggregation, missing, minimum_weight. `fail` is treated as `no_score` here.
[[nodiscard]] Aggregated aggregate(std::span<const Child> children, const PartSpec& part);

/// How far two columns put the areas in the same order.
///
///     cov(r_a, r_b) / cov(sorted r_a, sorted r_b),   r mean ranks
///
/// that is, Spearman's correlation as a share of the strongest that the ties allow: for a flag it
/// is 2 AUC - 1, for rankings without ties Spearman's rho. 0 where either column is constant.
/// Entries whose status is not ok do not count.
///
/// @returns [-1, 1]. Cost: O(n log n). Source: Cureton, Rank-biserial correlation, 1956, and rho
/// corrected for ties in the same manner.
[[nodiscard]] double rank_agreement(std::span<const double> a, std::span<const double> b,
                                    std::span<const Status> status);

/// The quantile 1..q of a rank among `count`; 1 = most deprived. 0 for rank 0.
[[nodiscard]] std::int64_t quantile_of_rank(double rank, std::size_t count, int quantiles,
                                            DecileRule rule) noexcept;

}  // namespace levelin::kernels
