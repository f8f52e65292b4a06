#pragma once

#include <cstdint>
#include <functional>
#include <levelin/confidence/uncertain_index.hpp>
#include <levelin/core/progress.hpp>
#include <span>
#include <vector>

namespace levelin {

struct SobolOptions {
    std::size_t rows = 256;  ///< N; rounded up to a power of two. Runs: N (d + 2).
    std::uint64_t seed = 1;
    std::size_t resamples = 1000;  ///< Of the bootstrap.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Where a function of uncertain factors is asked for.
struct SobolPoint {
    std::span<const double> uniforms;  ///< One number in (0, 1) a factor.
    std::size_t row = 0;               ///< 0 .. N - 1.
    std::size_t run = 0;  ///< 0: A; 1: B; 2 + i: A with factor i of B. A factor that needs more
                          ///< than one number takes a stream for (row, A or B).
};

/// An index and the interval that holds 90 % of its bootstrap values.
struct SobolIndex {
    double value = 0;
    double low = 0;
    double high = 0;
};

struct SobolIndices {
    std::vector<SobolIndex> first;  ///< By factor.
    std::vector<SobolIndex> total;
    double mean = 0;      ///< Of the function.
    double variance = 0;  ///< 0: nothing varies, and the indices are 0.
    std::size_t rows = 0;
    std::size_t runs = 0;
};

/// How much of a function's variance each factor explains.
///
///     S_i  = mean(y_B (y_ABi - y_A)) / V        alone
///     ST_i = sum (y_A - y_ABi)^2 / (2 N V)      with all that it takes part in
///
/// with y_A, y_B, y_ABi the function at rows of A, of B, and of A with column i from B; y_B less
/// the mean of all y_A and y_B, which takes noise away and nothing else; V the variance of y_A and
/// y_B together. A and B are the halves of a Sobol sequence in 2 d dimensions (Joe & Kuo's
/// directions) under a random digital shift. Intervals: rows drawn again with replacement; for
/// quasi-random rows they are too wide rather than too narrow.
///
/// @param function  called from several threads; must depend on its point alone.
/// @throws whatever `function` throws; std::invalid_argument for more than 1,800 factors.
/// Guarantees: same bits for any number of threads.
/// Source: Saltelli and others, Variance based sensitivity analysis of model output, Comput. Phys.
/// Commun. 181, 2010, table 2 (b) and (f); Jansen 1999; Joe & Kuo, SIAM J. Sci. Comput. 30, 2008.
[[nodiscard]] SobolIndices sobol_indices(std::size_t factors,
                                         const std::function<double(const SobolPoint&)>& function,
                                         const SobolOptions& options = {});

/// Sobol indices of the mean shift in rank: the mean over the areas of |rank in the draw - rank in
/// the run|, over those that have both. Factors as UncertainIndex::factors().
/// Source: Saisana, Saltelli & Tarantola 2005, equation 5.
[[nodiscard]] SobolIndices rank_shift_indices(const UncertainIndex& index,
                                              const SobolOptions& options = {});

}  // namespace levelin
