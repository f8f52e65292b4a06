#pragma once

#include <config/allocation.hpp>

#include "allotment.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// Shares money, or things, out over a result's areas as [money] says.
///
/// Further columns: `formula_pence` (or `formula_count`), what the formula alone gives;
/// `pence_per_person` (or `count_per_1000`) where people are known.
/// @throws as `columns::numbers_of` and `allocate`.
[[nodiscard]] Allotment share_money(const config::MoneyConfig& money, RuleMissing missing,
                                    const ResultTable& table, const Eligible& eligible);

}  // namespace levelin::run
