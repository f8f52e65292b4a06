#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <levelin/confidence/bucket_rank.hpp>
#include <levelin/confidence/sobol.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/core/random.hpp>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "draw_scorer.hpp"
#include "plan.hpp"
#include "rank_store.hpp"
#include "workspaces.hpp"

namespace levelin {

namespace {

constexpr std::uint32_t shift_part = 1;  // Purposes of streams; see RandomStream.
constexpr std::uint32_t resample_part = 2;
constexpr std::size_t most_factors = 1800;  // Boost's directions reach 3,667 dimensions.

// Row after row of A and B side by side: N x 2d numbers in (0, 1).
std::vector<double> design(std::size_t factors, std::size_t rows, std::uint64_t seed) {
    const std::size_t dimensions = 2 * factors;
    boost::random::sobol sequence(dimensions);
    RandomStream stream(seed, 0, shift_part);
    std::vector<std::uint64_t> shift(dimensions);
    for (std::uint64_t& one : shift) {
        one = stream.next64();
    }
    std::vector<double> out(rows * dimensions);
    // Boost leaves the first point out, which is 0 in all dimensions; the shift makes it as good
    // as any, and without it the rows are no net.
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint64_t bits = (i < dimensions ? 0 : sequence()) ^ shift[i % dimensions];
        out[i] = (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
    }
    return out;
}

double quantile_of(std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values[at];
}

// Outputs of all runs: row after row y_A, y_B, y_AB1 .. y_ABd.
struct Outputs {
    std::size_t factors = 0;
    std::vector<double> y;
    [[nodiscard]] const double* row(std::size_t r) const { return y.data() + r * (factors + 2); }
};

struct Estimate {
    std::vector<double> first;
    std::vector<double> total;
    double mean = 0;
    double variance = 0;
};

// Over these rows, in this order.
Estimate estimate(const Outputs& outputs, std::span<const std::uint32_t> rows) {
    const std::size_t d = outputs.factors;
    const auto n = static_cast<double>(rows.size());
    Estimate out;
    for (const std::uint32_t r : rows) {
        out.mean += (outputs.row(r)[0] + outputs.row(r)[1]) / (2 * n);
    }
    out.first.assign(d, 0.0);
    out.total.assign(d, 0.0);
    for (const std::uint32_t r : rows) {
        const double* const y = outputs.row(r);
        const double a = y[0] - out.mean;
        const double b = y[1] - out.mean;
        out.variance += (a * a + b * b) / (2 * n);
        for (std::size_t i = 0; i < d; ++i) {
            const double moved = y[2 + i] - y[0];
            out.first[i] += b * moved;
            out.total[i] += moved * moved;
        }
    }
    const bool varies = out.variance > 1e-24 * out.mean * out.mean;
    for (std::size_t i = 0; i < d; ++i) {
        out.first[i] = varies ? out.first[i] / n / out.variance : 0;
        out.total[i] = varies ? out.total[i] / (2 * n) / out.variance : 0;
    }
    out.variance = varies ? out.variance : 0;
    return out;
}

SobolIndices summarise(const Outputs& outputs, std::size_t rows, const SobolOptions& options) {
    std::vector<std::uint32_t> all(rows);
    for (std::uint32_t r = 0; r < rows; ++r) {
        all[r] = r;
    }
    const Estimate point = estimate(outputs, all);
    const std::size_t d = outputs.factors;
    std::vector<Estimate> resampled(options.resamples);
    parallel_blocks(options.resamples, 16, options.threads, [&](std::size_t b, std::size_t e) {
        std::vector<std::uint32_t> drawn(rows);
        for (std::size_t k = b; k < e; ++k) {
            RandomStream stream(options.seed, k, resample_part);
            for (std::uint32_t& r : drawn) {
                r = stream.below(static_cast<std::uint32_t>(rows));
            }
            resampled[k] = estimate(outputs, drawn);
        }
    });
    SobolIndices out;
    out.mean = point.mean;
    out.variance = point.variance;
    out.rows = rows;
    out.runs = rows * (d + 2);
    const auto with_interval = [&](double value, auto member, std::size_t i) {
        SobolIndex index{value, value, value};
        if (!resampled.empty()) {
            std::vector<double> values;
            for (const Estimate& one : resampled) {
                values.push_back((one.*member)[i]);
            }
            index.low = quantile_of(values, 0.05);
            index.high = quantile_of(values, 0.95);
        }
        return index;
    };
    for (std::size_t i = 0; i < d; ++i) {
        out.first.push_back(with_interval(point.first[i], &Estimate::first, i));
        out.total.push_back(with_interval(point.total[i], &Estimate::total, i));
    }
    return out;
}

// What a thread needs to run an index once.
struct Workspace {
    detail::DrawScorer scorer;
    BucketRank ranking;
    std::vector<double> keys;
    std::vector<std::uint32_t> ranks;
};

double mean_shift(const detail::Plan& plan, detail::Draw draw, Workspace& work) {
    work.scorer.prepare(std::move(draw));
    for (std::size_t b = 0; b < plan.complete; b += detail::DrawScorer::block) {
        work.scorer.score(b, std::min(plan.complete, b + detail::DrawScorer::block), work.keys);
    }
    work.scorer.score_others(work.keys);
    work.ranking.rank(work.keys, plan.complete, work.scorer.others());
    detail::write_ranks<std::uint32_t>(work.ranking, plan.ties, plan.complete, work.scorer.others(),
                                       plan.area_at, work.ranks);
    const double unit = detail::rank_unit(plan.ties);
    // Whole numbers, so the sum is exact.
    std::uint64_t sum = 0;
    std::uint64_t both = 0;
    for (std::size_t p = 0; p < plan.areas; ++p) {
        const auto run = static_cast<std::uint32_t>(plan.run_ranks[p] * unit);
        const std::uint32_t now = work.ranks[p];
        if (run != 0 && now != 0) {
            sum += run > now ? run - now : now - run;
            ++both;
        }
    }
    return both == 0 ? 0 : static_cast<double>(sum) / unit / static_cast<double>(both);
}

}  // namespace

SobolIndices sobol_indices(std::size_t factors,
                           const std::function<double(const SobolPoint&)>& function,
                           const SobolOptions& options) {
    if (factors == 0) {
        return {};
    }
    if (factors > most_factors) {
        throw std::invalid_argument("up to 1,800 factors");
    }
    const std::size_t rows = std::bit_ceil(std::max<std::size_t>(options.rows, 2));
    const std::vector<double> points = design(factors, rows, options.seed);
    Outputs outputs{factors, std::vector<double>(rows * (factors + 2))};
    std::mutex told;
    std::size_t done = 0;
    parallel_blocks(rows, 1, options.threads, [&](std::size_t r, std::size_t) {
        const double* const a = points.data() + r * 2 * factors;
        const double* const b = a + factors;
        for (std::size_t run = 0; run < factors + 2; ++run) {
            std::vector<double> at(run == 1 ? b : a, (run == 1 ? b : a) + factors);
            if (run >= 2) {
                at[run - 2] = b[run - 2];
            }
            outputs.y[r * (factors + 2) + run] = function({at, r, run});
        }
        if (options.progress != nullptr) {
            const std::scoped_lock lock(told);
            options.progress->update("asking which choice matters",
                                     static_cast<double>(++done) / static_cast<double>(rows));
        }
    });
    return summarise(outputs, rows, options);
}

SobolIndices rank_shift_indices(const UncertainIndex& index, const SobolOptions& options) {
    const detail::Plan& plan = index.plan();
    detail::Workspaces<Workspace> workspaces([&] {
        return std::make_unique<Workspace>(
            Workspace{detail::DrawScorer(plan, options.seed), BucketRank(plan.areas),
                      std::vector<double>(plan.areas), std::vector<std::uint32_t>(plan.areas)});
    });
    return sobol_indices(
        plan.factors.size(),
        [&](const SobolPoint& point) {
            std::vector<std::uint64_t> noise;
            for (const detail::LeafError& error : plan.errors) {
                const bool from_b = point.run == 1 || point.run == 2 + error.factor;
                // Streams beyond those of the draws.
                noise.push_back((std::uint64_t{1} << 62) + 2 * point.row + (from_b ? 1 : 0));
            }
            double shift = 0;
            workspaces.with([&](Workspace& work) {
                shift = mean_shift(plan, detail::make_draw(plan, point.uniforms, noise), work);
            });
            return shift;
        },
        options);
}

}  // namespace levelin
