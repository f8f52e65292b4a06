#pragma once

#include <config/allocation.hpp>
#include <cstdint>

#include "allotment.hpp"
#include "choice_inputs.hpp"

namespace levelin::run {

/// Chooses areas, or sites with a reach, as [choice] says.
///
/// An area's amount is what the chosen candidate that stands at it costs. Further columns: `chosen`
/// (areas as candidates); `need`; with a reach `reached`, `site`, the nearest chosen one, and
/// `distance_m` to it. The scorecard counts everyone within reach, or in chosen areas.
/// sites.csv, with a reach: site, pence, name, easting, northing, areas, need (within its reach)
/// and need_alone (that no other chosen site reaches).
/// @throws as `choose`.
[[nodiscard]] Allotment choose_sites(const config::ChoiceConfig& choice, const ChoiceInputs& inputs,
                                     const ResultTable& table, const Eligible& eligible,
                                     const ChoiceOptions& options);

}  // namespace levelin::run
