#pragma once

#include <string>
#include <vector>

namespace levelin::draw::detail {

/// Adds to a PDF by Cairo what Cairo cannot say: the language, that the title be shown, a
/// description of each figure, what the heads of tables head; and takes the date of its making out
/// where none was given.
///
/// Written as an incremental update (ISO 32000-1, 7.5.6): changed objects, a cross-reference table
/// of their places and a trailer that refers to the one before. A file that is not built as
/// expected is left as it is, less the date.
/// @param descriptions  for each page those of its figures in their order; those beyond the last
///                      get the last.
[[nodiscard]] std::string with_additions(std::string pdf, const std::string& language,
                                         const std::vector<std::vector<std::string>>& descriptions,
                                         bool keep_date);

}  // namespace levelin::draw::detail
