#pragma once

#include <config/rule.hpp>
#include <levelin/allocate/apportion.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/target/scorecard.hpp>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace levelin::run {

/// What a rule's [scorecard] counts in a result; what it leaves out is found: people in the column
/// `population`, the score of the first index, groups in `nation`, `region` and `lad`.
[[nodiscard]] ScorecardSpec scorecard_spec(const config::RuleFile& rule,
                                           const geodata::Result& result);

/// What people call the groups of a column: by `lad_name` beside `lad`, nations by their names;
/// groups without such a name are not in it.
[[nodiscard]] std::map<std::string, std::string> group_titles(const ResultTable& table,
                                                              const std::string& column);

/// A scorecard as scorecard.json tells it; docs/rules.md lists the keys.
[[nodiscard]] nlohmann::ordered_json scorecard_json(const Scorecard& card,
                                                    const ScorecardSpec& spec, BenefitKind kind,
                                                    const ResultTable& table);

/// The same in a few lines for a console, with a table for each split into at most twelve groups.
/// Ends in a line break. @param unit  of amounts: their columns say it; null for selections.
[[nodiscard]] std::string scorecard_text(const Scorecard& card, const ScorecardSpec& spec,
                                         BenefitKind kind, const ResultTable& table,
                                         const UnitName* unit = nullptr);

}  // namespace levelin::run
