#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::tool {

/// Man pages from the table of commands: file name ("levelin-run.1") and text, the program first.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> man_pages(std::string_view version);

/// A completion script. @param shell  "bash", "zsh" or "fish".
/// @throws UsageError E-USAGE-04 for another shell.
[[nodiscard]] std::string completion_script(std::string_view shell);

}  // namespace levelin::tool
