#pragma once

#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/explain/flip.hpp>
#include <levelin/explain/standing.hpp>
#include <optional>
#include <string>
#include <vector>

#include "rule_inputs.hpp"

namespace levelin::run {

/// `levelin explain`'s options.
struct ExplainRequest {
    RuleInputsRequest inputs;
    std::vector<std::string> areas;  ///< Codes, or names that one area alone has.
    std::filesystem::path rule;      ///< Empty: contributions alone.
    std::string index;               ///< Empty = the first.
    bool neighbours = true;          ///< Whether to look for neighbours with the other answer.
};

/// A neighbour that got the other answer.
struct OtherAnswer {
    std::string code;
    std::string name;
    double rank = 0;  ///< 0 = none.
    std::string reason;
};

/// What is said of one area.
struct ExplainedArea {
    std::string code;
    std::string name;
    AreaCard card;
    std::vector<PeerGroup> groups;  ///< The nation, then what look-ups say; without their areas.
    bool selected = false;          ///< From here: with a rule.
    std::string reason;
    std::int32_t category = 0;
    std::optional<double> turning_score;  ///< See `levelin::turning_score`.
    std::vector<Flip> weights;
    std::vector<Flip> values;
    std::vector<OtherAnswer> neighbours;
};

/// What is said of a call's areas.
struct Explanation {
    std::string result;  ///< The folder as named.
    std::string index;
    std::string index_title;
    std::size_t ranked = 0;
    std::string rule_title;    ///< Empty without a rule.
    std::size_t selected = 0;  ///< By the rule, in all.
    bool has_rule = false;
    bool has_changes = false;  ///< Whether smallest changes could be told.
    bool has_neighbours = false;
    std::vector<ExplainedArea> areas;
    Diagnostics findings;
};

/// Explains areas of a result: their parts beside the nation, the region and the council, and with
/// a rule the answer, its reason, and the smallest change of each weight and of each of the area's
/// own values that would flip it, proven by scoring and selecting anew.
///
/// Where the index has no weights, or its scores or ranks do not follow from the areas of the
/// result, the smallest changes are left out (N-EXPLAIN-01 says why).
/// @throws UsageError E-EXPLAIN-01 no area of that code or name, with the nearest; E-USAGE-25 no
///         such index; what `read_rule_inputs`, `read_rule` and `select` throw.
/// Guarantees: same inputs and options, same bytes.
[[nodiscard]] Explanation explain_result(const ExplainRequest& request);

/// The cards as text for a terminal, and as one JSON document.
[[nodiscard]] std::string explanation_text(const Explanation& explanation);
[[nodiscard]] std::string explanation_json(const Explanation& explanation);

}  // namespace levelin::run
