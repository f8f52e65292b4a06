#pragma once

#include <string>
#include <vector>

namespace levelin::run {

/// Rows of cells laid out for a console: the first column to the left, the others, which are
/// numbers, to the right, two blanks between them; a line break after each row. Widths count
/// characters, not bytes.
/// @param rows  all of one length; may be empty.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace levelin::run
