#pragma once

#include <vector>

#include "command.hpp"

namespace levelin::tool {

/// The table of commands: the one source of parsing, help, man pages and shell completion.
[[nodiscard]] const std::vector<CommandSpec>& commands();

/// The command of that name. @throws UsageError E-USAGE-01 with the nearest one.
[[nodiscard]] const CommandSpec& find_command(std::string_view name);

// One per command, in command_<name>.cpp.
[[nodiscard]] CommandSpec allocate_command();
[[nodiscard]] CommandSpec cartogram_command();
[[nodiscard]] CommandSpec clusters_command();
[[nodiscard]] CommandSpec compare_command();
[[nodiscard]] CommandSpec confidence_command();
[[nodiscard]] CommandSpec convert_command();
[[nodiscard]] CommandSpec explain_command();
[[nodiscard]] CommandSpec export_command();
[[nodiscard]] CommandSpec get_command();
[[nodiscard]] CommandSpec inspect_command();
[[nodiscard]] CommandSpec interpolate_command();
[[nodiscard]] CommandSpec map_command();
[[nodiscard]] CommandSpec neighbours_command();
[[nodiscard]] CommandSpec recipes_command();
[[nodiscard]] CommandSpec run_command();
[[nodiscard]] CommandSpec simplify_command();
[[nodiscard]] CommandSpec summarise_command();
[[nodiscard]] CommandSpec target_command();
[[nodiscard]] CommandSpec report_command();
[[nodiscard]] CommandSpec profile_command();
[[nodiscard]] CommandSpec validate_command();

}  // namespace levelin::tool
