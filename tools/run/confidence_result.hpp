#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "outcome.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// `levelin confidence`'s options.
struct ConfidenceRequest {
    RuleInputsRequest inputs;
    std::filesystem::path rule;
    std::string rule_name;               ///< As the call gave it, for the manifest.
    std::optional<std::uint64_t> draws;  ///< None: as the rule says, or 1,000.
    std::uint64_t seed = 1;
    std::filesystem::path out;
    std::string time;
    bool overwrite = false;
    bool strict = false;
};

struct ConfidenceOutcome : Outcome {
    std::string text;  ///< The summary for a console.
};

/// Draws a result's index anew as the rule file's [confidence] says, applies the rule each time,
/// and writes confidence.csv, report.json and manifest.json, and confidence.geojson where the
/// result has boundaries.
///
/// confidence.csv: code, p_selected, rank_p05, rank_p50, rank_p95, decided_by; then decided_share,
/// verdict (always, usually, sometimes, never), selected and rank in the run, name, status.
///
/// @throws as `read_rule`, `read_confidence`, `read_rule_inputs`, `read_index_model`,
///         `UncertainIndex`, `assess_confidence`; InputError E-CONFIDENCE-06 a result that was
///         ranked among more areas than it holds; ConfigError E-CONFIDENCE-07 as
///         `composite_alternatives`, or weights of an index that has none; E-OUTPUT-*.
/// Guarantees: same inputs, options and seed, same bytes, for any number of threads.
[[nodiscard]] ConfidenceOutcome confidence_result(const ConfidenceRequest& request);

}  // namespace levelin::run
