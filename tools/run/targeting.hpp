#pragma once

#include <config/rule.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/target/scorecard.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace levelin::run {

/// A rule applied to the areas of a result: who is selected, why, and what that comes to.
struct Targeting {
    SelectionRule rule;
    Selection selection;
    std::vector<std::string> reasons;  ///< One an area, for people.
    ScorecardSpec spec;
    Scorecard card;  ///< Split by category too where there are several.
    Diagnostics findings;
};

/// @param graph  of the result's areas in their order; may be null.
/// @throws as `select` and `make_scorecard`.
[[nodiscard]] Targeting target_areas(const config::RuleFile& rule, const geodata::Result& result,
                                     const NeighbourGraph* graph);

/// selection.csv; see docs/rules.md.
[[nodiscard]] std::string selection_csv(const Targeting& targeting, const ResultTable& table);

/// The columns `selected`, `category` (not applicable where not selected) and `reason`.
[[nodiscard]] std::vector<ResultColumn> selection_columns(const Targeting& targeting);

/// scorecard.json: rule, steps, scorecard and findings.
[[nodiscard]] std::string scorecard_document(const Targeting& targeting, const ResultTable& table,
                                             const Diagnostics& findings);

/// The same without splits, curve, cliffs and findings, for report.json.
[[nodiscard]] nlohmann::ordered_json targeting_json(const Targeting& targeting,
                                                    const ResultTable& table);

/// A few lines and tables for a console. Ends in a line break.
[[nodiscard]] std::string targeting_text(const Targeting& targeting, const ResultTable& table);

}  // namespace levelin::run
