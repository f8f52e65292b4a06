#include "cover_bound.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <limits>

namespace levelin::detail {

namespace {

// Sites that are best for given multipliers, and what the relaxed problem comes to with them.
struct Inner {
    double value = 0;
    double cost = 0;
    std::vector<std::uint32_t> sites;
};

class Relaxation {
  public:
    Relaxation(const CoverProblem& problem, const BoundOptions& options)
        : m_problem(problem),
          m_threads(problem.reach.areas.size() < 200'000 ? 1 : options.threads),
          m_sums(problem.sites()),
          m_values(problem.sites()),
          m_members(problem.regions.size()),
          m_money(problem.budget ? static_cast<double>(*problem.budget) : 0),
          m_need(problem.need.size(), 0) {
        // What no site reaches is no part of any choice.
        for (const std::uint32_t area : problem.reach.areas) {
            m_need[area] = problem.need[area];
        }
        for (std::uint32_t site = 0; site < problem.region.size(); ++site) {
            m_members[problem.region[site]].push_back(site);
        }
    }

    // Upper bound at the multipliers of areas, with the best multiplier of money found.
    [[nodiscard]] Inner evaluate(const std::vector<double>& multiplier) {
        const Reach& reach = m_problem.reach;
        parallel_blocks(m_problem.sites(), 2048, m_threads,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t s = begin; s < end; ++s) {
                                double sum = 0;
                                for (const std::uint32_t area : reach.of(s)) {
                                    sum += multiplier[area];
                                }
                                m_sums[s] = sum;
                            }
                        });
        Inner inner = m_problem.budget ? with_money() : select(0);
        for (std::size_t a = 0; a < multiplier.size(); ++a) {
            inner.value += std::max(0.0, m_need[a] - multiplier[a]);
        }
        return inner;
    }
    // Of the areas within reach of any site; 0 for others.
    [[nodiscard]] const std::vector<double>& need() const { return m_need; }
    // Of each site at the last evaluation.
    [[nodiscard]] const std::vector<double>& values() const { return m_values; }

  private:
    // The least numbers first, then whoever is worth something while there is room.
    Inner select(double price) {
        const std::size_t sites = m_problem.sites();
        for (std::size_t s = 0; s < sites; ++s) {
            m_values[s] = m_sums[s] - price * static_cast<double>(m_problem.cost_of(s));
        }
        const auto better = [&](std::uint32_t a, std::uint32_t b) {
            return m_values[a] != m_values[b] ? m_values[a] > m_values[b] : a < b;
        };
        Inner inner;
        std::vector<std::uint8_t> taken(m_problem.regions.empty() ? 0 : sites, 0);
        for (std::size_t r = 0; r < m_members.size(); ++r) {
            const auto middle =
                m_members[r].begin() + static_cast<std::ptrdiff_t>(m_problem.regions[r].least);
            std::nth_element(m_members[r].begin(), middle, m_members[r].end(), better);
            for (auto site = m_members[r].begin(); site != middle; ++site) {
                taken[*site] = 1;
                inner.sites.push_back(*site);
            }
        }
        std::vector<std::uint32_t> rest;
        rest.reserve(sites);
        for (std::uint32_t s = 0; s < sites; ++s) {
            if (m_values[s] > 0 && (taken.empty() || taken[s] == 0)) {
                rest.push_back(s);
            }
        }
        const std::size_t room =
            m_problem.at_most ? *m_problem.at_most - inner.sites.size() : rest.size();
        if (room < rest.size()) {
            std::nth_element(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(room),
                             rest.end(), better);
            rest.resize(room);
        }
        inner.sites.insert(inner.sites.end(), rest.begin(), rest.end());
        std::sort(inner.sites.begin(), inner.sites.end());
        inner.value = price * m_money;
        for (const std::uint32_t s : inner.sites) {
            inner.value += m_values[s];
            inner.cost += static_cast<double>(m_problem.cost_of(s));
        }
        return inner;
    }

    // The bound is convex in the price of money and falls while the sites cost too much.
    Inner with_money() {
        Inner best = select(0);
        if (best.cost <= m_money) {
            return best;
        }
        double low = 0;
        double high = m_price > 0 ? m_price * 1.25 : 1e-9;
        double best_price = 0;
        const auto try_price = [&](double price) {
            Inner inner = select(price);
            const bool too_dear = inner.cost > m_money;
            if (inner.value < best.value) {
                best = std::move(inner);
                best_price = price;
            }
            return too_dear;
        };
        for (int turn = 0; turn < 200 && try_price(high); ++turn) {
            low = high;
            high *= m_price > 0 && turn < 4 ? 1.25 : 4;
        }
        if (m_price > 0 && low == 0) {
            const double guess = m_price / 1.25;
            (try_price(guess) ? low : high) = guess;
        }
        for (int turn = 0; turn < 40 && high - low > 1e-6 * high; ++turn) {
            const double middle = low > 0 ? (low + high) / 2 : high / 2;
            (try_price(middle) ? low : high) = middle;
        }
        m_price = best_price > 0 ? best_price : high;
        (void)select(m_price);  // Leaves the values of this price behind.
        return best;
    }

    const CoverProblem& m_problem;
    unsigned m_threads;
    std::vector<double> m_sums;
    std::vector<double> m_values;
    std::vector<std::vector<std::uint32_t>> m_members;
    double m_money;
    std::vector<double> m_need;
    double m_price = 0;
};

// Multipliers of need x min(1, t / sites that reach the area), with the best of some t.
std::vector<double> first_multipliers(const CoverProblem& problem, Relaxation& relaxation) {
    std::vector<std::uint32_t> times(problem.need.size(), 0);
    for (const std::uint32_t area : problem.reach.areas) {
        ++times[area];
    }
    const std::uint32_t most = times.empty() ? 0 : *std::max_element(times.begin(), times.end());
    std::vector<double> best;
    double best_value = 0;
    for (double t = 1; best.empty() || t <= most; t *= 1.5) {
        std::vector<double> multiplier(problem.need.size(), 0);
        for (std::size_t a = 0; a < times.size(); ++a) {
            if (times[a] > 0) {
                multiplier[a] = relaxation.need()[a] * std::min(1.0, t / times[a]);
            }
        }
        const double value = relaxation.evaluate(multiplier).value;
        if (best.empty() || value < best_value) {
            best_value = value;
            best = std::move(multiplier);
        } else if (value > 1.5 * best_value) {
            break;
        }
    }
    return best;
}

}  // namespace

CoverBound bound_of(const CoverProblem& problem, double reached, const BoundOptions& options) {
    constexpr double momentum = 0.95;
    const std::size_t areas = problem.need.size();
    Relaxation relaxation(problem, options);
    std::vector<double> multiplier = first_multipliers(problem, relaxation);
    const std::vector<double>& need = relaxation.need();
    double all = 0;
    for (const double one : need) {
        all += one;
    }
    CoverBound best{std::numeric_limits<double>::max(), {}};
    std::vector<double> best_multiplier = multiplier;
    std::vector<double> direction(areas, 0);
    std::vector<double> times(areas);
    const double pairs = static_cast<double>(problem.reach.areas.size()) + 10'000;
    const int turns = static_cast<int>(options.effort * std::clamp(3e9 / pairs, 200.0, 700.0)) + 1;
    double step = 0.5;
    int since = 0;
    for (int turn = 0; turn < turns && step > 1e-7; ++turn) {
        if (options.progress != nullptr && turn % 8 == 0) {
            options.progress->update("bounding", static_cast<double>(turn) / turns);
        }
        const Inner inner = relaxation.evaluate(multiplier);
        if (inner.value < best.value) {
            since = inner.value < best.value * (1 - 1e-7) ? 0 : since + 1;
            best = {inner.value, relaxation.values()};
            best_multiplier = multiplier;
        } else {
            ++since;
        }
        if (best.value <= reached * (1 + 1e-12)) {
            break;
        }
        if (since >= 10) {
            step *= 0.8;
            since = 0;
            multiplier = best_multiplier;
        }
        std::fill(times.begin(), times.end(), 0);
        for (const std::uint32_t site : inner.sites) {
            for (const std::uint32_t area : problem.reach.of(site)) {
                times[area] += 1;
            }
        }
        double norm = 0;
        for (std::size_t a = 0; a < areas; ++a) {
            double slope = times[a] - (multiplier[a] < need[a] ? 1 : 0);
            if ((multiplier[a] <= 0 && slope > 0) || (multiplier[a] >= need[a] && slope < 0)) {
                slope = 0;
            }
            direction[a] = momentum * direction[a] + slope;
            norm += direction[a] * direction[a];
        }
        if (!(norm > 0)) {
            break;
        }
        const double length = step * (inner.value - 0.999 * reached) / norm;
        for (std::size_t a = 0; a < areas; ++a) {
            multiplier[a] = std::clamp(multiplier[a] - length * direction[a], 0.0, need[a]);
        }
    }
    // Rounding in the sums above stays far below this.
    best.value = std::min(best.value, all) * (1 + 1e-9);
    return best;
}

}  // namespace levelin::detail
