#pragma once

#include <run/outcome.hpp>
#include <string>

namespace levelin::tool {

class Console;

/// Tells what a command that writes a folder came to: findings, then what was done and the files,
/// or with --json the report.
/// @param done  "317 of 339 areas summarised". @returns the exit status.
int finish(const run::Outcome& outcome, const std::string& done, Console& console);

/// The same for a command that has a text of its own to tell. @param text  ends in a line break.
int finish_with(const run::Outcome& outcome, const std::string& text, Console& console);

}  // namespace levelin::tool
