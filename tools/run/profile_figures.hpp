#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report_facts.hpp"

namespace levelin::run {

/// A number as people write it, with a decimal only where it has one.
[[nodiscard]] std::string whole(double value);
/// "the 4th most deprived", "the most deprived".
[[nodiscard]] std::string most_deprived(std::size_t place);
/// A region within a sentence: "the North West".
[[nodiscard]] std::string with_article(const std::string& name);
/// @param values  at least one.
[[nodiscard]] double median_of(std::vector<double> values);

/// What a group of areas is compared by.
struct GroupFigures {
    std::string name;
    std::size_t scored = 0;
    double score = 0;                                  ///< Median.
    double rank = 0;                                   ///< Median.
    std::vector<std::optional<double>> contributions;  ///< Medians, one a part.
};

/// Medians over those of the areas that have a score.
[[nodiscard]] GroupFigures figures_of(const ReportFacts& facts, const std::string& name,
                                      const std::vector<std::uint32_t>& areas);

}  // namespace levelin::run
