#pragma once

#include <cstdint>
#include <levelin/clusters/permutations.hpp>
#include <levelin/table/result_table.hpp>
#include <span>
#include <vector>

namespace levelin {

struct PocketOptions {
    double own_share = 0.2;     ///< (0, 1): an area is in need if it is among this share.
    double around_share = 0.5;  ///< (0, 1): what surrounds it is prosperous from this share on.
    bool low_is_need = false;   ///< Low values mean need, as ranks do where 1 is most deprived.
    double level = 0.05;        ///< Greatest q of a pocket.
    PermutationOptions permute;
};

/// Pockets of need inside prosperous surroundings; everything one an area.
struct Pockets {
    double own_from = 0;                ///< The value from which an area is in need.
    double around_to = 0;               ///< The mean up to which surroundings are prosperous.
    std::vector<std::uint8_t> in_need;  ///< And with surroundings.
    DecimalColumn around;  ///< Mean of the surroundings; `not_applicable` where there are none.
    DecimalColumn p;       ///< `not_applicable` where not `in_need`.
    DecimalColumn q;       ///< `not_applicable` where not tested: p above a half.
    std::vector<std::uint8_t> prosperous;  ///< The surroundings are; whoever lies among them.
    std::vector<std::uint8_t> pocket;      ///< In need, prosperous surroundings, q <= level.
    std::size_t count = 0;                 ///< Of pockets.
};

/// Finds areas in need whose surroundings are prosperous, and more so than chance would make them.
///
/// Formula, high values meaning need: area i is in need if x_i is at least the ceil(own_share n)-th
/// highest value. p_i = (m + 1) / (P + 1), m the permutations in which as many other areas as
/// surround it, drawn at random, have a mean of at most theirs. Those with m + 1 <= h = floor((P +
/// 1) / 2) are tested, at (m + 1) / h; q_i after Benjamini and Hochberg over them. A pocket has
/// q_i <= level and prosperous surroundings: a mean of at most the ceil(around_share n)-th lowest
/// value. Areas in need with prosperous surroundings and q_i above the level are places that are
/// so, but no more of them than chance might make.
///
/// Whom to look at depends on an area's own value alone, which permutation keeps, so that choosing
/// does not bend the p-values. Most areas in need lie among others in need, with p near 1; to leave
/// out p above a half and judge the rest given that they are below it keeps the rate of false
/// discoveries and does not let those tests that nothing could come of use it up.
///
/// @param values  one an area. @param around  neighbours, or the rest of a council or ward.
/// @throws std::invalid_argument sizes differ, or a share or level out of range.
/// Guarantees, cost: as `permute_surroundings`.
/// Source: Q. Zhao, D. Small and W. Su, "Multiple testing when many p-values are uniformly
/// conservative", Journal of the American Statistical Association 114 (2019).
[[nodiscard]] Pockets find_pockets(std::span<const double> values, const Deviations& deviations,
                                   const Surroundings& around, const PocketOptions& options = {});

}  // namespace levelin
