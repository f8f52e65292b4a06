#include "cover_state.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace levelin::detail {

std::vector<std::uint64_t> whole_needs(std::span<const double> need) {
    double sum = 0;
    for (const double one : need) {
        sum += one;
    }
    std::vector<std::uint64_t> whole(need.size(), 0);
    for (std::size_t a = 0; a < need.size(); ++a) {
        whole[a] = sum > 0 ? static_cast<std::uint64_t>(std::nearbyint(need[a] / sum * 0x1p50)) : 0;
    }
    return whole;
}

CoverState::CoverState(const CoverProblem& problem, std::span<const std::uint64_t> need)
    : m_problem(problem),
      m_need(need),
      m_back_begin(need.size() + 1, 0),
      m_back(problem.reach.areas.size()),
      m_times(need.size(), 0),
      m_gain(problem.sites(), 0),
      m_at(problem.sites(), absent) {
    for (const std::uint32_t area : problem.reach.areas) {
        ++m_back_begin[area + 1];
    }
    std::partial_sum(m_back_begin.begin(), m_back_begin.end(), m_back_begin.begin());
    std::vector<std::size_t> next(m_back_begin.begin(), m_back_begin.end() - 1);
    for (std::uint32_t site = 0; site < problem.sites(); ++site) {
        for (const std::uint32_t area : problem.reach.of(site)) {
            m_back[next[area]++] = site;
            m_gain[site] += need[area];
        }
    }
    if (problem.budget) {
        for (std::uint32_t site = 0; site < problem.sites(); ++site) {
            const auto cost =
                static_cast<double>(std::max<std::uint64_t>(problem.cost_of(site), 1));
            m_worth[0].push_back(1 / std::sqrt(cost));
            m_worth[1].push_back(1 / cost);
        }
    }
    m_in_region.assign(problem.regions.size(), 0);
    m_lacking.assign(problem.regions.size(), 0);
    m_last_cost.assign(problem.regions.size(), 0);
    m_by_cost.resize(problem.regions.size());
    for (std::uint32_t site = 0; site < problem.region.size(); ++site) {
        m_by_cost[problem.region[site]].push_back(site);
    }
    for (auto& sites : m_by_cost) {
        std::stable_sort(sites.begin(), sites.end(), [&](std::uint32_t a, std::uint32_t b) {
            return problem.cost_of(a) < problem.cost_of(b);
        });
    }
    count_lacking();
}

void CoverState::change_gain(std::uint32_t area, std::uint64_t by) {
    const std::size_t end = m_back_begin[area + 1];
    m_work += end - m_back_begin[area];
    for (std::size_t k = m_back_begin[area]; k < end; ++k) {
        m_gain[m_back[k]] += by;
    }
}

void CoverState::add(std::uint32_t site) {
    for (const std::uint32_t area : m_problem.reach.of(site)) {
        if (m_times[area]++ == 0 && m_need[area] > 0) {
            m_reached += m_need[area];
            change_gain(area, 0 - m_need[area]);  // Unsigned: taken off.
        }
    }
    m_at[site] = static_cast<std::uint32_t>(m_list.size());
    m_list.push_back(site);
    m_cost += m_problem.cost_of(site);
    if (!m_problem.region.empty()) {
        ++m_in_region[m_problem.region[site]];
        count_lacking();
    }
}

void CoverState::drop(std::uint32_t site) {
    for (const std::uint32_t area : m_problem.reach.of(site)) {
        if (--m_times[area] == 0 && m_need[area] > 0) {
            m_reached -= m_need[area];
            change_gain(area, m_need[area]);
        }
    }
    const std::uint32_t at = m_at[site];
    m_list[at] = m_list.back();
    m_at[m_list[at]] = at;
    m_list.pop_back();
    m_at[site] = absent;
    m_cost -= m_problem.cost_of(site);
    if (!m_problem.region.empty()) {
        --m_in_region[m_problem.region[site]];
        count_lacking();
    }
}

void CoverState::count_lacking() {
    m_lacking_sum = 0;
    m_lacking_cost = 0;
    for (std::size_t r = 0; r < m_lacking.size(); ++r) {
        const std::uint32_t least = m_problem.regions[r].least;
        m_lacking[r] = least > m_in_region[r] ? least - m_in_region[r] : 0;
        m_lacking_sum += m_lacking[r];
        std::uint32_t wanted = m_lacking[r];
        for (auto site = m_by_cost[r].begin(); wanted > 0 && site != m_by_cost[r].end(); ++site) {
            if (!has(*site)) {
                m_last_cost[r] = m_problem.cost_of(*site);
                m_lacking_cost += m_last_cost[r];
                --wanted;
            }
        }
    }
}

bool CoverState::may_add(std::uint32_t site) const {
    const bool fills = fills_region(site);
    if (m_problem.at_most) {
        const std::uint64_t left = *m_problem.at_most - m_list.size();
        if (left == 0 || (left <= m_lacking_sum && !fills)) {
            return false;
        }
    }
    if (!m_problem.budget) {
        return true;
    }
    const std::uint64_t left = *m_problem.budget - m_cost;
    const std::uint64_t cost = m_problem.cost_of(site);
    if (cost > left) {
        return false;
    }
    if (!fills) {
        return m_lacking_cost <= left - cost;
    }
    // It stands for the dearest of those that its region lacks.
    const std::uint64_t last = m_last_cost[m_problem.region[site]];
    return m_lacking_cost + (cost > last ? cost - last : 0) <= left;
}

std::optional<std::uint32_t> CoverState::best(Order order, RandomStream& random) {
    std::optional<std::uint32_t> first;
    double first_score = -1;
    const double most_noise = 1 + order.noise;
    m_work += m_problem.sites();
    for (std::uint32_t site = 0; site < m_problem.sites(); ++site) {
        auto score = static_cast<double>(m_gain[site]);
        if (order.halves > 0) {
            score *= m_worth[order.halves - 1][site];
        }
        if (score * most_noise < first_score || has(site) ||
            (m_gain[site] == 0 && !fills_region(site)) || !may_add(site)) {
            continue;
        }
        if (order.noise > 0) {
            score *= 1 + order.noise * random.uniform();
        }
        if (score > first_score ||
            (score == first_score && m_problem.cost_of(site) < m_problem.cost_of(*first))) {
            first = site;
            first_score = score;
        }
    }
    return first;
}

std::vector<std::uint32_t> CoverState::fill(Order order, RandomStream& random) {
    std::vector<std::uint32_t> added;
    while (const auto site = best(order, random)) {
        add(*site);
        added.push_back(*site);
    }
    return added;
}

}  // namespace levelin::detail
