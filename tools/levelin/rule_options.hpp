#pragma once

#include <run/rule_inputs.hpp>
#include <vector>

#include "command.hpp"

namespace levelin::tool {

/// The options of every command that applies a rule to a result: --lookup, --table, --boundaries,
/// --bridges. Put first among a command's own.
[[nodiscard]] std::vector<OptionSpec> rule_input_options();

/// A command's options: those above, then its own.
[[nodiscard]] std::vector<OptionSpec> with_rule_inputs(std::vector<OptionSpec> own);

/// What a call asks for, with its argument RESULT.
[[nodiscard]] run::RuleInputsRequest rule_inputs_request(const Arguments& arguments,
                                                         Progress* progress);

/// The file that --rule names: a file, or the name of a built-in rule (geodata/rules).
/// @throws UsageError E-USAGE-29 with the names there are.
[[nodiscard]] std::filesystem::path rule_file(const Arguments& arguments);

/// The option --rule, for a command's list. @param required  whether a call must have it.
[[nodiscard]] OptionSpec rule_option(bool required = true);

}  // namespace levelin::tool
