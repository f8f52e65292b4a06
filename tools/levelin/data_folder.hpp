#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::tool {

/// Where levelin's own data lie: `name` is "recipes", "rules", "catalogue" or "demo".
///
/// Looked for beside the program (../share/levelin/NAME from its folder, so that an installed tree
/// can be moved), then in the source tree that the program was built from.
/// @throws InputError E-INPUT-90 where neither is there.
[[nodiscard]] std::filesystem::path data_folder(std::string_view name);

/// The names of the built-in methods, in order.
[[nodiscard]] std::vector<std::string> recipe_names();

/// The file of a built-in method. @throws UsageError E-USAGE-23 with the names there are.
[[nodiscard]] std::filesystem::path recipe_file(std::string_view name);

}  // namespace levelin::tool
