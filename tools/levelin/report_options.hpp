#pragma once

#include <run/report_facts.hpp>
#include <vector>

#include "command.hpp"

namespace levelin::tool {

/// The options of commands that tell of a result: --index, --target, --confidence, --clusters,
/// --allocation; then a command's own.
[[nodiscard]] std::vector<OptionSpec> with_report_inputs(std::vector<OptionSpec> own);

/// What a call asks for, with its argument RESULT.
[[nodiscard]] run::ReportInputsRequest report_inputs_request(const Arguments& arguments,
                                                             Progress* progress);

}  // namespace levelin::tool
