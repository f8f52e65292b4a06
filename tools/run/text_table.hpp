#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace levelin::run {

enum class Align : std::uint8_t { left, right };

/// Rows of cells as text for a terminal: columns two blanks apart, as wide as their widest cell in
/// characters (UTF-8); rows without blanks at their end, with a line break each.
/// @param align   one a column; rows may be shorter. @param indent  blanks before each row.
[[nodiscard]] std::string aligned_text(const std::vector<std::vector<std::string>>& rows,
                                       const std::vector<Align>& align, std::size_t indent = 0);

/// The same with the first column to the left and the others, which are numbers, to the right.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows);

/// How many decimals show four figures of the largest number, from 0 to 6.
[[nodiscard]] int decimals_for(double largest) noexcept;

/// The text with a fixed number of decimals and a sign, "+0.5" or "-0.5".
[[nodiscard]] std::string signed_text(double value, int decimals);

}  // namespace levelin::run
