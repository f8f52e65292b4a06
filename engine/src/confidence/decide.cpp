#include "decide.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace levelin::detail {

namespace {

constexpr double noise_unit = 0x1p32;
constexpr double noise_square_unit = 0x1p32;
constexpr int square_shift = 18;  // Squares of a million draws then fit.

}  // namespace

Flips::Flips(const Plan& plan, const ExplainingColumns& columns)
    : m_plan(&plan),
      m_columns(&columns),
      m_sum(columns.columns.size()),
      m_squares(columns.columns.size()),
      m_count(plan.areas),
      m_flipped(plan.areas * columns.columns.size()),
      m_noise(plan.areas * plan.errors.size()),
      m_noise_squares(plan.areas * plan.errors.size()),
      m_noise_flipped(plan.areas * plan.errors.size()) {}

void Flips::add(std::span<const std::uint8_t> selected, std::span<const std::uint8_t> run,
                const DrawScorer& scorer) {
    const std::vector<std::int64_t> values = m_columns->of(*m_plan, scorer.draw());
    const std::size_t columns = values.size();
    ++m_draws;
    for (std::size_t c = 0; c < columns; ++c) {
        m_sum[c] += values[c];
        const std::int64_t rough = (values[c] + (1 << (square_shift - 1))) >> square_shift;
        m_squares[c] += m_columns->columns[c].node == PlanNode::none ? 0 : rough * rough;
    }
    const std::size_t errors = m_plan->errors.size();
    const auto noise = [&](std::size_t e, std::size_t p) {
        return static_cast<std::int64_t>(std::llround(scorer.noise(e, p) * noise_unit));
    };
    for (std::size_t e = 0; e < errors; ++e) {
        for (std::size_t p = 0; p < m_plan->areas; ++p) {
            const double z = scorer.noise(e, p);
            m_noise[p * errors + e] += noise(e, p);
            m_noise_squares[p * errors + e] +=
                static_cast<std::int64_t>(std::llround(z * z * noise_square_unit));
        }
    }
    const auto flip = [&](std::size_t p) {
        ++m_count[p];
        std::int64_t* const sums = m_flipped.data() + p * columns;
        for (std::size_t c = 0; c < columns; ++c) {
            sums[c] += values[c];
        }
        for (std::size_t e = 0; e < errors; ++e) {
            m_noise_flipped[p * errors + e] += noise(e, p);
        }
    };
    // Flips are few: eight areas are passed over at once.
    std::size_t p = 0;
    for (; p + 8 <= selected.size(); p += 8) {
        std::uint64_t now = 0;
        std::uint64_t before = 0;
        std::memcpy(&now, selected.data() + p, 8);
        std::memcpy(&before, run.data() + p, 8);
        if (now != before) {
            for (std::size_t i = p; i < p + 8; ++i) {
                if (selected[i] != run[i]) {
                    flip(i);
                }
            }
        }
    }
    for (; p < selected.size(); ++p) {
        if (selected[p] != run[p]) {
            flip(p);
        }
    }
}

void Flips::add(const Flips& other) {
    const auto add_all = [](auto& to, const auto& from) {
        std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>{});
    };
    m_draws += other.m_draws;
    add_all(m_sum, other.m_sum);
    add_all(m_squares, other.m_squares);
    add_all(m_count, other.m_count);
    add_all(m_flipped, other.m_flipped);
    add_all(m_noise, other.m_noise);
    add_all(m_noise_squares, other.m_noise_squares);
    add_all(m_noise_flipped, other.m_noise_flipped);
}

// The squared correlation of two runs of n numbers, one of them 0 or 1.
static double squared_correlation(double n, double flips, double sum, double squares,
                                  double flipped) {
    const double p = flips / n;
    const double variance = squares / n - (sum / n) * (sum / n);
    const double covariance = flipped / n - p * (sum / n);
    const double both = variance * p * (1 - p);
    return variance > 1e-15 && both > 0 ? std::min(covariance * covariance / both, 1.0) : 0;
}

double Flips::share_of_column(std::size_t column, std::size_t position) const {
    constexpr double unit = ExplainingColumns::unit;
    constexpr double rough = unit / (1 << square_shift);
    return squared_correlation(
        static_cast<double>(m_draws), m_count[position], static_cast<double>(m_sum[column]) / unit,
        static_cast<double>(m_squares[column]) / (rough * rough),
        static_cast<double>(m_flipped[position * m_columns->columns.size() + column]) / unit);
}

double Flips::share_of_error(std::size_t error, std::size_t position) const {
    const std::size_t at = position * m_plan->errors.size() + error;
    return squared_correlation(static_cast<double>(m_draws), m_count[position],
                               static_cast<double>(m_noise[at]) / noise_unit,
                               static_cast<double>(m_noise_squares[at]) / noise_square_unit,
                               static_cast<double>(m_noise_flipped[at]) / noise_unit);
}

Flips::Decision Flips::decide(std::size_t position) const {
    if (m_count[position] == 0 || m_count[position] == m_draws) {
        return {};
    }
    const auto& columns = m_columns->columns;
    std::vector<double> share(m_plan->factors.size(), 0.0);
    const double n = static_cast<double>(m_draws);
    const double p = m_count[position] / n;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].node != PlanNode::none) {
            share[columns[c].factor] = share_of_column(c, position);
            continue;
        }
        // The correlation ratio: sum of n_l (p_l - p)^2 over the levels, by n p (1 - p).
        const double there = static_cast<double>(m_sum[c]) / ExplainingColumns::unit;
        if (there > 0) {
            const double flipped = static_cast<double>(m_flipped[position * columns.size() + c]) /
                                   ExplainingColumns::unit;
            const double off = flipped / there - p;
            share[columns[c].factor] += there * off * off / (n * p * (1 - p));
        }
    }
    for (std::size_t e = 0; e < m_plan->errors.size(); ++e) {
        share[m_plan->errors[e].factor] = share_of_error(e, position);
    }
    // Shares that differ by rounding alone count as equal.
    Decision best;
    for (std::size_t f = 0; f < share.size(); ++f) {
        if (share[f] > best.share + 1e-9) {
            best = {static_cast<std::int32_t>(f), share[f]};
        }
    }
    return best;
}

}  // namespace levelin::detail
