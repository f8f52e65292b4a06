#pragma once

#include <toml++/toml.h>

#include "project.hpp"

namespace levelin::config {

/// Writes `--set KEY=VALUE` into the parsed file, before it is read as a project.
/// @throws ConfigError E-CONFIG-07 for a path that leads nowhere.
void apply_settings(toml::table& root, const Settings& settings);

}  // namespace levelin::config
