#pragma once

#include <config/project.hpp>
#include <levelin/confidence/uncertain_index.hpp>
#include <levelin/geodata/read_result.hpp>
#include <string>
#include <vector>

namespace levelin::run {

/// A composite of nations on the scale of each of them, out of a result: its parts' values (the
/// rates and the residual at home) and the regressions in report.json.
///
/// Scores on another scale than the run's are rounded to 1e-9, so that areas that tie still do.
/// @param nations  whose scales; empty = all that have areas. The run's own must be among them.
/// @param people   column of the result for deciles of people, where the run had those.
/// @throws ConfigError E-CONFIDENCE-07 a nation that the index has not, the run's own left out, or
///         people that are needed and not there.
/// @throws InputError E-INPUT-62 a report.json without the regressions; E-MODEL-02 the parts do not
///         give the run's scores within 1e-9 of their size.
[[nodiscard]] ScoreAlternatives composite_alternatives(const geodata::Result& result,
                                                       const config::IndexConfig& index,
                                                       const std::vector<std::string>& nations,
                                                       const std::string& people);

}  // namespace levelin::run
