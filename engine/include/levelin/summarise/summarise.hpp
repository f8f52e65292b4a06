#pragma once

#include <array>
#include <cstddef>
#include <levelin/convert/lookup.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/status.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Small areas with a score and its rank, and the people who live there: what is summarised. All
/// spans have one entry an area.
struct SmallAreas {
    std::span<const AreaCode> codes;
    std::span<const double> scores;  ///< Higher is worse.
    std::span<const double> ranks;   ///< [1, ranked], 1 = most deprived.
    std::span<const Status> status;  ///< Of score and rank.
    std::size_t ranked = 0;          ///< N: areas that the ranking was made over.
    std::span<const double> population;
    std::span<const Status> population_status;
};

/// The five ways in which the English indices sum small areas up, in the order of `summary.csv`.
/// None tells the whole: a place can be high on one and low on the next.
enum class SummaryMeasure : std::size_t {
    average_score,
    average_rank,
    proportion,
    extent,
    local_concentration,
};
inline constexpr std::size_t summary_measure_count = 5;
[[nodiscard]] std::string_view to_string(SummaryMeasure measure) noexcept;

/// One measure of every target area, and the areas' ranks by it (1 = most deprived, ties at the
/// lowest of their places). 0 where the target's status is not `ok`.
struct MeasuredColumn {
    std::vector<double> values;
    std::vector<double> ranks;
};

/// What `summarise` makes, one entry a target area, sorted by code.
struct Summary {
    std::vector<AreaCode> codes;
    std::vector<std::string> names;
    std::vector<Status> status;
    std::vector<double> areas;       ///< Small areas with a score; parts where the look-up splits.
    std::vector<double> population;  ///< Of those.
    std::array<MeasuredColumn, summary_measure_count> measures;
    Diagnostics findings;

    [[nodiscard]] std::size_t size() const noexcept { return codes.size(); }
    [[nodiscard]] const MeasuredColumn& measure(SummaryMeasure m) const noexcept {
        return measures[static_cast<std::size_t>(m)];
    }
};

/// How much of its people an area counts towards `extent`: wholly in the most deprived tenth,
/// sliding to 0 at the thirtieth percentile.
///
///     p = ceil(100 rank / N);  1 for p <= 10;  .95 - (.9 / 19)(p - 11) for 11 <= p <= 30;  else 0
///
/// Source: English Indices of Deprivation 2019, technical report, appendix N; the percentile by
/// `ceil` gives the published district extents within 5.2e-5.
[[nodiscard]] double extent_weight(double rank, std::size_t ranked) noexcept;

/// Sums small areas up to the areas of a look-up.
///
/// With p_i the people of area i (times its share, where the look-up splits it), R_i = N - rank +
/// 1:
///
///     average score        sum p_i score_i / sum p_i
///     average rank         sum p_i R_i / sum p_i              most deprived = N
///     proportion           share of the areas with ceil(10 rank / N) = 1
///     extent               sum p_i extent_weight(rank_i) / sum p_i
///     local concentration  mean of R_i, by people, over the most deprived areas that hold exactly
///     a
///                          tenth of the people; the last of them counts with the part it takes
///
/// @param minimum_share  (0, 1]: least share of a target's areas that must have score and people.
///                       1 = all of them; below it the target's status is that of the first area
///                       that is without (at 1) or `below_minimum`. What is left out is counted in
///                       W-SUMMARISE-02.
/// @returns  every target of the look-up; `no_row` where none of its areas is among `areas`, and
///           `not_applicable` where nobody lives there. Areas that the look-up does not have are
///           counted in W-SUMMARISE-01.
/// @throws InputError E-SUMMARISE-01 a population that is negative or not finite; E-SUMMARISE-02 no
///         area is in the look-up; ConfigError E-SUMMARISE-03 a share outside (0, 1].
/// Guarantees: deterministic; sums run in order of the areas.
/// Cost: O(n log n).
/// Source: English Indices of Deprivation 2019, technical report, appendix N.
[[nodiscard]] Summary summarise(const Lookup& lookup, const SmallAreas& areas,
                                double minimum_share = 1);

}  // namespace levelin
