#pragma once

#include <span>
#include <string>
#include <string_view>

namespace levelin {

/// The candidate that a mistyped word most likely meant, for messages; empty if none is near.
///
/// Near: at most a third of the word's letters away, and one at least is always allowed, counted in
/// insertions, deletions, substitutions and swaps of neighbours; of equally near ones the first.
/// Cost: O(word * letters of the candidates).
/// Source: optimal string alignment distance.
[[nodiscard]] std::string nearest_word(std::string_view word,
                                       std::span<const std::string_view> candidates);

}  // namespace levelin
