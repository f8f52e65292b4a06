#pragma once

#include <string>

#include "command.hpp"

namespace levelin::tool {

/// What `levelin --help` prints.
[[nodiscard]] std::string program_help();
/// What `levelin COMMAND --help` prints.
[[nodiscard]] std::string command_help(const CommandSpec& command);
/// The ways to call a command, without "levelin" and its name.
[[nodiscard]] std::vector<std::string> usages_of(const CommandSpec& command);

}  // namespace levelin::tool
