#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/money.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Least and most that one receiver may get, in units (pence, or whole things).
struct ShareBounds {
    static constexpr std::uint64_t no_cap = UINT64_MAX;
    std::uint64_t floor = 0;
    std::uint64_t cap = no_cap;  ///< At least `floor`.
};

/// The most units that can be shared out.
inline constexpr std::uint64_t max_total = max_pence;

/// What decided a receiver's share.
enum class ShareBy : std::uint8_t {
    weight,     ///< In proportion to its weight, to the unit.
    floor,      ///< Its floor, above its proportional share.
    cap,        ///< Its cap, below its proportional share.
    no_weight,  ///< A weight of 0: nothing, or its floor.
};

/// A total that is shared out to the unit.
struct Apportionment {
    std::vector<std::uint64_t> units;  ///< They sum to the total.
    std::vector<ShareBy> by;
};

/// How units are called in messages.
struct UnitName {
    bool pence = true;       ///< "£1,234.56"; else whole things.
    std::string one = {};    ///< "smartphone"
    std::string many = {};   ///< "smartphones"
    std::uint64_t each = 1;  ///< What one of the numbers stands for: 100 where they count pounds.
};
/// "£1,234.56", or "1,234 smartphones"; `units` times `unit.each`.
[[nodiscard]] std::string amount_text(std::uint64_t units, const UnitName& unit = {});

/// Shares a total out in proportion to weights, within floors and caps, to the unit.
///
///     x_i = min(max(L w_i, floor_i), cap_i),   L such that the x_i sum to the total
///
/// L is found by water-filling over the sorted floor_i / w_i and cap_i / w_i. What is not whole is
/// rounded down, and the units left over go to the largest remainders, of equal ones to those that
/// stand first. All of it in whole numbers of 128 bits.
///
/// @param total    up to `max_total`. @param weights  0 or more and finite, one each; taken as
///                 multiples of 2^-52 of the largest (of 2^-(72 - b) for more than 2^20 receivers,
///                 b bits of their number).
/// @param bounds   one each, or empty: none. @param codes  one each, for messages.
/// @throws InputError E-ALLOCATE-01 the floors come to more than the total; E-ALLOCATE-02 the caps
///         (of those with a weight) come to less; E-ALLOCATE-03 a floor above its cap;
///         std::invalid_argument a weight below 0 or not finite, or spans of different lengths.
/// Guarantees: units sum to the total; each lies within its bounds and, between them, less than 1
///         from L w_i; of two with the same bounds the one with more weight never gets less.
///         Cost: O(n log n).
/// Source: largest remainders: Balinski & Young, Fair Representation, 1982, chapter 3.
[[nodiscard]] Apportionment apportion(std::uint64_t total, std::span<const double> weights,
                                      std::span<const ShareBounds> bounds,
                                      std::span<const AreaCode> codes, const UnitName& unit = {});

/// Bounds on what the receivers of one group get together.
struct GroupShareBounds {
    std::string name;
    ShareBounds bounds;
};

/// The same with bounds for groups of receivers as well.
struct GroupedApportionment {
    Apportionment all;
    std::vector<std::uint64_t> group_units;
    std::vector<ShareBy> group_by;  ///< floor or cap where the group's bound holds; else weight.
};

/// `apportion`, with a least and a most for each group.
///
///     A_g = min(max(sum of x_i in g, floor_g), cap_g)
///
/// with one L for all groups between their bounds, and one of its own for each group at a bound.
/// Groups at their bounds are found as those that one L for the others leaves outside: as long as
/// floors ask for more than caps give back, groups below their floor are fixed there, else those
/// above their cap.
///
/// @param group  of each receiver, an index of `groups`.
/// @throws as `apportion`, with the group in the message; InputError E-ALLOCATE-04 the floors of
///         groups (or of the receivers in them) come to more than the total, their caps to less, or
///         a group's own floor and caps do not go together.
/// Guarantees: as `apportion`, order by weight holding within each group and among all groups
///         between their bounds. Cost: O(groups n log n) at most.
[[nodiscard]] GroupedApportionment apportion_in_groups(
    std::uint64_t total, std::span<const double> weights, std::span<const ShareBounds> bounds,
    std::span<const AreaCode> codes, std::span<const std::uint32_t> group,
    std::span<const GroupShareBounds> groups, const UnitName& unit = {});

}  // namespace levelin
