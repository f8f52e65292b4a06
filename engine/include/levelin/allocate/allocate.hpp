#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/allocate/apportion.hpp>
#include <levelin/allocate/need_curve.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/table/column.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin {

/// What an allocation does with an area that lacks a value it asks for.
enum class AllocationMissing : std::uint8_t {
    error,      ///< An error that counts them.
    leave_out,  ///< It gets nothing, and its reason says so.
};

/// One part of a formula: 70 % of the money by people, 30 % by people times need.
struct FormulaPart {
    double share = 1;                ///< (0, 1]; the shares of all parts sum to 1.
    bool by_people = true;           ///< People count; else every area alike.
    std::optional<NeedCurve> curve;  ///< None: need does not count.
    std::size_t need = 0;            ///< With a curve: which of `AllocationTable::needs`.
};

/// Bounds that hold for every area that gets anything; the tighter one counts.
struct AreaBounds {
    ShareBounds units;
    double floor_per_person = 0;           ///< In units; times people, rounded up.
    std::optional<double> cap_per_person;  ///< Times people, rounded down.
};

/// How the total falls on pots (nations) before it falls on areas.
struct PotRule {
    /// Stated shares, summing to 1; empty = by the people of each pot's areas, eligible or not.
    std::vector<std::pair<std::string, double>> shares;
};

/// Least and most for groups of areas, as shares of the total.
struct GroupRule {
    double at_least = 0;  ///< [0, 1], for every group.
    double at_most = 1;
    std::vector<std::pair<std::string, double>> at_least_of;  ///< For single groups.
    std::vector<std::pair<std::string, double>> at_most_of;
};

struct AllocationRule {
    std::uint64_t total = 0;  ///< In units; a multiple of `step`.
    std::uint64_t step = 1;   ///< Every share is a multiple of so many units.
    std::vector<FormulaPart> parts;
    AreaBounds bounds;
    std::optional<PotRule> pots;
    std::optional<GroupRule> groups;
    AllocationMissing missing = AllocationMissing::error;
    UnitName unit;
};

/// What an allocation sees; one entry an area in each run that is not empty.
struct AllocationTable {
    std::span<const AreaCode> codes;
    std::vector<std::uint8_t> eligible;  ///< Empty = all.
    NumberColumn people;                 ///< Empty = every area counts as one person.
    std::vector<NumberColumn> needs;
    std::vector<std::string> pot;    ///< With `pots`.
    std::vector<std::string> group;  ///< With `groups`; each lies within one pot.
};

/// Why an area gets what it gets.
enum class WhyUnits : std::uint8_t {
    by_formula,
    at_floor,      ///< Raised to its floor.
    at_cap,        ///< Held down to its cap.
    no_weight,     ///< The formula gives it nothing: no need, as the curve has it; nor a floor.
    no_people,     ///< Nobody lives there.
    not_eligible,  ///< The rule selected others.
    value_missing,
};

/// A pot or a group, and what it came to.
struct AllocatedGroup {
    std::string name;
    std::size_t areas = 0;  ///< Eligible ones with all values.
    std::uint64_t units = 0;
    std::uint64_t by_formula = 0;  ///< What the formula alone, without any bounds, gives its areas.
    ShareBy by = ShareBy::weight;  ///< floor or cap: its own bound holds.
    ShareBounds bounds;
};

/// A total shared out. All runs have one entry an area.
struct Allocation {
    std::vector<std::uint64_t> units;
    std::vector<std::uint64_t> by_formula;  ///< Without floors and caps of areas and groups.
    std::vector<double> weight;             ///< Share of its pot by the formula, [0, 1].
    std::vector<WhyUnits> why;
    std::vector<std::uint8_t> group_bound;  ///< 1 where the floor or cap of its group holds.
    std::vector<AllocatedGroup> pots;       ///< By name; one without a name where there are none.
    std::vector<AllocatedGroup> groups;     ///< By name.
    Diagnostics findings;
};

/// Shares a fixed sum over areas by people and need.
///
///     w_i = sum over parts k of share_k v_ik / (sum of v_jk over the pot's areas j)
///     v_ik = people_i f_k(need_i), or without either factor
///
/// The total first falls on pots (to the unit, by largest remainders), then each pot on its areas
/// by `apportion_in_groups`. So two steps give an allocation nation by nation as that of the UK
/// Shared Prosperity Fund: nations by their people, places by 70 % people and 30 % need.
///
/// @throws ConfigError E-ALLOCATE-05 (curves), -06 shares that do not sum to 1 or lie outside
///         [0, 1], a total that is no multiple of the step; InputError E-ALLOCATE-01 to -04 bounds
///         that do not fit, -07 areas without a value (how many, which), -08 people below 0 or none
///         at all, -09 need below 0 where the curve does not say where need begins, -10 a pot or
///         group that is not there, areas without one, a group in two pots, -11
///         a part of the formula that gives nobody a share.
/// Guarantees: units sum to the total; every floor and cap of an area, group and pot holds; of two
///         areas of one pot with the same people and bounds, in groups not at a bound, the needier
///         one never gets less. Independent of the order of areas; one thread. Cost: O(n log n)
///         times the number of groups at a bound.
/// Source: UK Shared Prosperity Fund: allocations methodology, 2022, for the two steps.
[[nodiscard]] Allocation allocate(const AllocationRule& rule, const AllocationTable& table);

/// The reason as a sentence for people: "by the formula", "raised to its floor".
[[nodiscard]] std::string_view reason_text(WhyUnits why) noexcept;

}  // namespace levelin
