#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "outcome.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// `levelin allocate`'s options.
struct AllocateRequest {
    RuleInputsRequest inputs;
    std::filesystem::path rule;
    std::string rule_name;         ///< As the call gave it, for the manifest.
    std::filesystem::path places;  ///< `--places`; empty = as the rule says.
    std::filesystem::path sites;   ///< `--sites`; empty = as the rule says.
    std::uint64_t seed = 1;
    std::filesystem::path out;
    std::string time;
    bool overwrite = false;
    bool strict = false;
};

struct AllocateOutcome : Outcome {
    std::string text;  ///< The allocation and its scorecard for a console.
};

/// Shares money out, or chooses areas or sites, as a rule says, and writes allocation.csv,
/// scorecard.json and manifest.json; allocation.geojson where the result has boundaries; sites.csv
/// where sites with a reach are chosen.
///
/// allocation.csv: code, pence (or count, of whole things), reason; then name, the further columns
/// of `share_money` or `choose_sites`, and the columns of groups. Only areas that the rule's steps
/// select take part; without steps all but boundaries without data.
///
/// @throws as `read_rule`, `parse_allocation`, `read_rule_inputs`, `select`, `share_money`,
///         `read_choice_inputs`, `choose`, `make_scorecard`; UsageError E-CHOOSE-09 (--places or
///         --sites for a rule that has no use for them); E-OUTPUT-*.
/// Guarantees: same inputs and options, same bytes, for any number of threads, but where the rule
///         sets `max_seconds`.
[[nodiscard]] AllocateOutcome allocate_result(const AllocateRequest& request);

}  // namespace levelin::run
