#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "derived_manifest.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// The rule that a command applies: where it stands, and what the call named it.
struct RuleSource {
    const std::filesystem::path& file;
    const std::string& name;
};

/// What the manifest of a command that applies a rule says before its own options: the rule and
/// all that was read, licences, bridges, coordinate system and datum grid.
/// @throws InputError where the rule's file cannot be read.
[[nodiscard]] DerivedFacts rule_facts(std::string_view command, const std::string& time,
                                      const RuleSource& rule, const RuleInputsRequest& request,
                                      const RuleInputs& inputs);

}  // namespace levelin::run
