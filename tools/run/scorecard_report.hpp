#pragma once

#include <config/rule.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/target/scorecard.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace levelin::run {

/// What a rule's [scorecard] counts in a result; what it leaves out is found: people in the column
/// `population`, the score of the first index, groups in `nation`, `region` and `lad`.
[[nodiscard]] ScorecardSpec scorecard_spec(const config::RuleFile& rule,
                                           const geodata::Result& result);

/// A scorecard as scorecard.json tells it; docs/rules.md lists the keys.
[[nodiscard]] nlohmann::ordered_json scorecard_json(const Scorecard& card,
                                                    const ScorecardSpec& spec, BenefitKind kind,
                                                    const ResultTable& table);

/// The same in a few lines for a console, with a table for each split into at most twelve groups.
/// Ends in a line break.
[[nodiscard]] std::string scorecard_text(const Scorecard& card, const ScorecardSpec& spec,
                                         BenefitKind kind, const ResultTable& table);

}  // namespace levelin::run
