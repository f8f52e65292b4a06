#pragma once

#include <cstdint>
#include <levelin/confidence/uncertainty.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rule.hpp"

namespace levelin::config {

/// The section [confidence] of a rule file: what is not certain; see docs/rules.md.
struct ConfidenceConfig {
    std::string index;  ///< Empty = the first of the result.
    std::optional<std::uint64_t> draws;
    std::size_t sobol = 512;  ///< Rows for the Sobol indices; 0 = none.
    Uncertainty uncertainty;  ///< Without columns: those stand below by their names.
    std::vector<std::pair<std::string, std::string>> indicators;  ///< Part and column.
    std::vector<std::pair<std::string, std::string>> errors;      ///< Part and column.
    std::vector<std::string> base;      ///< Nations whose scale a composite may have; empty = all.
    std::string people = "population";  ///< Column for a composite's deciles of people.
    /// Keys that were given and mean nothing for a composite.
    std::vector<std::string> of_weighted_parts;
};

/// Reads the section; a rule without it varies all weights by 20 %.
/// @throws ConfigError E-CONFIG-02 to -04, -06 with row and column.
[[nodiscard]] ConfidenceConfig read_confidence(const RuleFile& rule);

}  // namespace levelin::config
