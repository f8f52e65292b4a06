#pragma once

#include <array>
#include <cstdint>
#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/random.hpp>
#include <optional>
#include <span>
#include <vector>

namespace levelin::detail {

/// Needs as whole numbers: 2^50 times their share of the sum, so that sums have no order.
[[nodiscard]] std::vector<std::uint64_t> whole_needs(std::span<const double> need);

/// A choice of sites that keeps every limit, and what each other site would add to it.
///
/// Invariant: the least numbers that regions still lack can be made up with what is left of the
/// number of sites and of the budget.
class CoverState {
  public:
    CoverState(const CoverProblem& problem, std::span<const std::uint64_t> need);

    /// Puts a site in or takes it out. Cost: O(pairs of the areas that gain or lose their only
    /// one).
    void add(std::uint32_t site);
    void drop(std::uint32_t site);

    /// How sites are compared.
    struct Order {
        /// Scores are new need over cost to the power 0, 1/2 or 1: for 0, 1, 2 halves.
        std::uint32_t halves = 0;
        double noise = 0;  ///< Scores are multiplied by 1 to 1 + noise.
    };
    /// The site that may be added and comes first; nothing where none adds need or fills a region.
    [[nodiscard]] std::optional<std::uint32_t> best(Order order, RandomStream& random);
    /// Adds the best until there is none. @returns those added.
    std::vector<std::uint32_t> fill(Order order, RandomStream& random);

    [[nodiscard]] const std::vector<std::uint32_t>& chosen() const noexcept { return m_list; }
    [[nodiscard]] bool has(std::uint32_t site) const { return m_at[site] != absent; }
    [[nodiscard]] std::uint64_t reached() const noexcept { return m_reached; }
    /// Steps of work done so far; the measure of effort.
    [[nodiscard]] std::uint64_t work() const noexcept { return m_work; }

  private:
    static constexpr std::uint32_t absent = UINT32_MAX;
    void change_gain(std::uint32_t area, std::uint64_t by);
    void count_lacking();
    [[nodiscard]] bool may_add(std::uint32_t site) const;
    [[nodiscard]] bool fills_region(std::uint32_t site) const {
        return !m_problem.region.empty() && m_lacking[m_problem.region[site]] > 0;
    }

    const CoverProblem& m_problem;
    std::span<const std::uint64_t> m_need;
    std::vector<std::size_t> m_back_begin;  // From areas to the sites that reach them.
    std::vector<std::uint32_t> m_back;
    std::vector<std::uint32_t> m_times;          // How often each area is reached.
    std::vector<std::uint64_t> m_gain;           // Of each site.
    std::array<std::vector<double>, 2> m_worth;  // Of each site, 1 over its cost to a power.
    std::vector<std::uint32_t> m_list;
    std::vector<std::uint32_t> m_at;  // Place in m_list.
    std::uint64_t m_reached = 0;
    std::uint64_t m_cost = 0;
    std::uint64_t m_work = 0;
    // Of regions: the sites by cost, how many were chosen and how many are lacking.
    std::vector<std::vector<std::uint32_t>> m_by_cost;
    std::vector<std::uint32_t> m_in_region;
    std::vector<std::uint32_t> m_lacking;
    std::vector<std::uint64_t> m_last_cost;  // Of the dearest of the cheapest that are lacking.
    std::uint64_t m_lacking_sum = 0;
    std::uint64_t m_lacking_cost = 0;
};

}  // namespace levelin::detail
