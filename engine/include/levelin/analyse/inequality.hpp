#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// How unequally something is spread over people who live in areas.
///
/// Parameters that all have in common, one entry an area: `value`, what each person there has;
/// `people`, how many they are, 0 or more and finite; `order`, where the area stands, the lowest
/// first (for a ranking by need with the neediest first, give the score with its sign turned).
/// Areas without people count for nothing. Throws std::invalid_argument where spans differ in
/// length, or people are below 0 or not finite. All are O(n log n), sums in the areas' order.
namespace levelin::inequality {

/// r_i = (people before i + half the people beside i) / all people, in [0, 1]; areas that are
/// equal in `order` stand beside each other and share one r. The mean over people is 1/2.
/// Source: O'Donnell, van Doorslaer, Wagstaff and Lindelow, Analyzing Health Equity Using Household
/// Survey Data, World Bank 2008, chapter 8.
[[nodiscard]] std::vector<double> fractional_ranks(std::span<const double> order,
                                                   std::span<const double> people);

/// C = 2 / mu * sum over i of f_i (y_i - mu) (r_i - 1/2), f the share of people, mu = sum f_i y_i.
///
/// Below 0: those who stand first have more than their share; above 0: those who stand last; -1
/// and 1 are the limits for values of 0 or more. Nothing where mu is 0 or nobody is there.
/// Source: as above; Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997).
[[nodiscard]] std::optional<double> concentration_index(std::span<const double> value,
                                                        std::span<const double> people,
                                                        std::span<const double> order);

/// The concentration index in the order of the values themselves: 0 = all have the same.
/// @param value  0 or more; std::invalid_argument otherwise.
[[nodiscard]] std::optional<double> gini(std::span<const double> value,
                                         std::span<const double> people);

/// A point of a concentration curve: the first `people` of all people have `value` of the whole.
struct CurvePoint {
    double people = 0;
    double value = 0;
    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// The curve from (0, 0) to (1, 1), with a point after each group of areas equal in `order`. Empty
/// where mu is 0. C is 1 - 2 times the area below it.
[[nodiscard]] std::vector<CurvePoint> concentration_curve(std::span<const double> value,
                                                          std::span<const double> people,
                                                          std::span<const double> order);

/// The curve's height where it has reached that share of people, [0, 1]; straight between points.
[[nodiscard]] double height_at(std::span<const CurvePoint> curve, double people);

/// Theil's T and its parts.
///
///     T = sum over i of s_i ln(s_i / f_i),  s the share of all value, f that of all people
///     T = sum over g of S_g ln(S_g / F_g)  +  sum over g of S_g T_g
///         between groups                      within them
///
/// where 0 ln 0 = 0. Source: Theil, Economics and Information Theory, 1967, chapter 4; Shorrocks,
/// Econometrica 48 (1980).
struct Theil {
    double total = 0;
    double between = 0;
    double within = 0;
};

/// @param value  0 or more; std::invalid_argument otherwise.
/// @param group  below `groups`, one an area; empty = one group. Areas whose group is not below
///               `groups` form one more.
/// Guarantees: `between + within` is `total` but for rounding.
[[nodiscard]] std::optional<Theil> theil(std::span<const double> value,
                                         std::span<const double> people,
                                         std::span<const std::uint32_t> group = {},
                                         std::size_t groups = 1);

/// The slope index of inequality: b of the regression y = a + b r, weighted by people: how much
/// more those who stand last have than those who stand first.
///
/// Nothing where all stand in one place. Equals C mu / (2 var r).
/// Source: Public Health England, phe_sii (PHEindicatormethods), without transformation.
[[nodiscard]] std::optional<double> slope_index(std::span<const double> value,
                                                std::span<const double> people,
                                                std::span<const double> order);

}  // namespace levelin::inequality
