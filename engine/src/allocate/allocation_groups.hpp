#pragma once

#include <levelin/allocate/allocate.hpp>
#include <string>
#include <vector>

namespace levelin::detail {

/// Areas that a message counts and gives examples of.
class Listed {
  public:
    explicit Listed(std::span<const AreaCode> codes) : m_codes(codes) {}
    void add(std::size_t area);
    /// "3 areas (E01000001, E01000002, E01000003)".
    [[nodiscard]] std::string text() const;
    std::uint64_t count = 0;
    std::vector<std::string> examples;

  private:
    std::span<const AreaCode> m_codes;
};

/// The next whole number up or down, but for what rounding of doubles has added or taken.
[[nodiscard]] std::uint64_t whole_up(double value);
[[nodiscard]] std::uint64_t whole_down(double value);

/// Pots in the order of their names, what each gets and which areas share it.
struct Pots {
    std::vector<AllocatedGroup> facts;
    std::vector<std::uint64_t> steps;
    std::vector<std::vector<std::uint32_t>> areas;  ///< Those that take part.
    std::vector<std::uint32_t> of_area;
};
[[nodiscard]] Pots make_pots(const AllocationRule& rule, const AllocationTable& table,
                             const Allocation& out);

struct PotShares {
    Apportionment with_bounds;
    Apportionment by_formula;
    std::vector<std::uint8_t> group_bound;                    ///< Of each area.
    std::vector<std::pair<std::uint32_t, ShareBy>> group_by;  ///< Of each group of the pot.
};

/// Groups in the order of their names, each in one pot, with their bounds in steps.
struct AreaGroups {
    static constexpr std::uint32_t none = UINT32_MAX;
    std::vector<AllocatedGroup> facts;
    std::vector<std::uint32_t> pot;
    std::vector<std::uint32_t> of_area;  ///< Empty where there are no groups.

    /// What the areas of a pot get.
    [[nodiscard]] PotShares share(std::uint64_t steps, std::size_t which,
                                  const std::vector<std::uint32_t>& areas,
                                  std::span<const double> weights,
                                  std::span<const ShareBounds> bounds,
                                  std::span<const AreaCode> codes,
                                  const AllocationRule& rule) const;
};
[[nodiscard]] AreaGroups make_groups(const AllocationRule& rule, const AllocationTable& table,
                                     const Allocation& out, const Pots& pots);

/// Sums of areas into the facts of groups, whose bounds were in steps of so many units.
void add_up(const AreaGroups& groups, std::uint64_t step, Allocation& out);

}  // namespace levelin::detail
