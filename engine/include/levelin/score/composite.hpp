#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/score/score.hpp>
#include <levelin/score/spec.hpp>
#include <levelin/table/column.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Which rates the nations' own indices are regressed on.
enum class CompositeVersion : std::uint8_t {
    employment,  ///< Employment alone: the United Kingdom, whose nations measure income
                 ///< differently.
    both,        ///< Employment and income: Great Britain.
};
[[nodiscard]] std::string_view to_string(CompositeVersion version) noexcept;

/// An index that puts several nations' own indices on the scale of one of them.
struct CompositeSpec {
    std::string id;
    std::string title;
    std::vector<std::string> nations;  ///< "E", "S", "W", "N".
    std::size_t base = 0;              ///< Which of `nations` sets the scale.
    CompositeVersion version = CompositeVersion::employment;
    TieRule ties = TieRule::mean;
    DecileRule decile_rule = DecileRule::ceil;  ///< Where no populations are given.
};

/// What the areas' own indices say; one entry an area each.
struct CompositeColumns {
    static constexpr std::int32_t no_nation = -1;
    std::span<const std::int32_t> nation;  ///< Index into `CompositeSpec::nations`, or no_nation.
    const NumberColumn* local = nullptr;   ///< The nation's own overall score, higher is worse.
    const NumberColumn* employment = nullptr;  ///< Rate of employment deprivation, per cent.
    const NumberColumn* income = nullptr;      ///< Rate of income deprivation; may be null under
                                               ///< CompositeVersion::employment.
    const NumberColumn* population = nullptr;  ///< Null: deciles by rank.
};

/// One nation's regression of its own index on the rates.
struct NationModel {
    std::string nation;
    std::size_t areas = 0;
    double intercept = 0;
    double employment = 0;
    double income = 0;  ///< 0 under CompositeVersion::employment.
    double r2 = 0;
    double residual_sd = 0;  ///< With n - 1.
};

struct ScoredComposite {
    ScoredIndex index;  ///< Parts `base`, `employment`, under both `income`, `local`.
    std::vector<NationModel>
        models;             ///< In the order of `CompositeSpec::nations`, those with areas.
    double population = 0;  ///< Of the areas with a score; 0 without populations.
};

/// Scores areas of several nations on the scale of one: the four-nation index.
///
/// In each nation n the local score is regressed on the rates by least squares over its own areas:
///
///     y = a_n + b_n emp (+ c_n inc) + e,     s_n = SD of e with n - 1
///
/// and an area of nation n gets, on the scale of the base nation B,
///
///     score = a_B + b_B emp (+ c_B inc) + e s_B / s_n
///
/// computed as y + (a_B - a_n) + (b_B - b_n) emp (+ ...) + e (s_B / s_n - 1), so that an area of
/// the base nation has its local score to the bit, and areas that tie at home still do.
///
/// The parts' contributions a_B, b_B emp, c_B inc and e s_B / s_n add up to the score within 1e-9.
/// Their values are a_B, emp, inc and e.
///
/// Deciles. With populations: ceil(10 P / T), P the people in this area and all that rank before
/// it, T those of all areas with a score; among areas with equal scores the larger population goes
/// first, then the lower code. Without: ceil(10 rank / N). An area whose population is not
/// there has no decile, with that status.
///
/// The regressions centre their columns and orthogonalise income against employment (modified
/// Gram-Schmidt); sums run in the order of the codes and carry their rounding errors along, so that
/// neither the order of the rows nor their number tells in the coefficients.
///
/// @throws ConfigError E-SCORE-01 no such base.
/// @throws InputError  E-SCORE-07 no area of the base nation; E-SCORE-08 a nation with too few
/// areas,
///         without differences in a rate, with rates in proportion, or with a local score that
///         follows from the rates without a residual; E-SCORE-09 a population below 0, or none at
///         all.
/// Guarantees: same bits on every run. Cost: O(n log n).
/// Source: Abel, Barclay & Payne, Adjusted indices of multiple deprivation to enable comparisons
/// within and between constituent countries of the UK, BMJ Open 6:e012750, 2016; the version of
/// 2020 by employment alone and the population deciles: Parsons, mySociety, composite_uk_imd, 2021.
[[nodiscard]] ScoredComposite score_composite(const CompositeSpec& spec,
                                              const CompositeColumns& columns,
                                              std::span<const AreaCode> codes);

}  // namespace levelin
