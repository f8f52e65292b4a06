#pragma once

#include <filesystem>
#include <string>

#include "outcome.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// `levelin target`'s options.
struct TargetRequest {
    RuleInputsRequest inputs;
    std::filesystem::path rule;
    std::string rule_name;  ///< As the call gave it, for the manifest.
    std::filesystem::path out;
    std::string time;
    bool overwrite = false;
    bool strict = false;
};

struct TargetOutcome : Outcome {
    std::size_t areas = 0;
    std::size_t selected = 0;
    std::string text;  ///< The scorecard for a console.
};

/// Applies a rule to a result and writes selection.csv, scorecard.json and manifest.json, and
/// selection.geojson where the result has boundaries.
///
/// selection.csv: code, selected (1 or 0), reason; then name, category, step, the columns of groups
/// and, where neighbours are known, `beside`: of an area outside, the selected neighbour that is
/// closest in need. selection.geojson has the result's columns, those that were added to it, and
/// selected, category, reason. Neighbours are looked for where there are boundaries.
///
/// @throws as `read_rule`, `read_rule_inputs`, `read_rule_neighbours`, `select`, `make_scorecard`;
///         E-OUTPUT-*.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] TargetOutcome target_result(const TargetRequest& request);

}  // namespace levelin::run
