#pragma once

#include <config/project.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/status.hpp>
#include <levelin/score/spec.hpp>
#include <string>
#include <vector>

namespace levelin::run {

// Plain English for people who do not make indices.

/// "12.3%", "0%", "less than 0.1%".
[[nodiscard]] std::string percent_words(double share);
/// "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& items);
/// A text as the beginning of a sentence.
[[nodiscard]] std::string capitalised(std::string text);
/// A text that is no longer than a line or two, cut with an ellipsis between characters.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t characters);
/// "£1,234,567.89".
[[nodiscard]] std::string money_words(double pence);

/// How a part's values are made comparable, as a sentence without its full stop.
[[nodiscard]] std::string normalisation_words(const PartSpec& part);
/// How the parts of a node become one value.
[[nodiscard]] std::string aggregation_words(const PartSpec& node);
/// What happens to an area that lacks a part.
[[nodiscard]] std::string missing_words(const PartSpec& node);
/// What equal scores get.
[[nodiscard]] std::string ties_words(TieRule ties);
/// Why an area has no number.
[[nodiscard]] std::string status_words(Status status);

}  // namespace levelin::run
