#pragma once

#include <run/outcome.hpp>
#include <string>

namespace levelin::tool {

class Console;

/// Tells what a command that writes a folder came to: findings, then what was done and the files,
/// or with --json the report.
/// @param done  "317 of 339 areas summarised". @returns the exit status.
int finish(const run::Outcome& outcome, const std::string& done, Console& console);

}  // namespace levelin::tool
