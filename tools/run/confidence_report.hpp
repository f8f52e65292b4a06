#pragma once

#include <config/confidence.hpp>
#include <levelin/confidence/confidence.hpp>
#include <levelin/confidence/sobol.hpp>
#include <levelin/target/selection.hpp>
#include <string>
#include <string_view>

#include "rule_inputs.hpp"

namespace levelin::run {

/// How sure a selection was found to be.
struct Assessed {
    const config::RuleFile& rule;
    const config::ConfidenceConfig& config;
    const RuleInputs& inputs;
    const UncertainIndex& index;
    const Confidence& sure;
    const SobolIndices& sobol;
    const Selection& run;  ///< What the rule selects of the result as it is.
    std::uint64_t seed = 1;
    bool composite = false;
};

/// "always", "usually" (half of the draws or more), "sometimes", "never".
[[nodiscard]] std::string_view verdict_of(double p_selected) noexcept;

/// The factor's name; "all agree", "several".
[[nodiscard]] std::string decided_by(const Assessed& assessed, std::size_t area);

/// report.json. @param findings  all of the command.
[[nodiscard]] std::string confidence_document(const Assessed& assessed,
                                              const Diagnostics& findings);

/// The summary for a console.
[[nodiscard]] std::string confidence_text(const Assessed& assessed);

}  // namespace levelin::run
