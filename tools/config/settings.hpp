#pragma once

#include <toml++/toml.h>

#include "project.hpp"

namespace levelin::config {

/// Writes `--set KEY=VALUE` into the parsed file, before it is read as a project.
/// @throws ConfigError E-CONFIG-07 for a path that leads nowhere.
void apply_settings(toml::table& root, const Settings& settings);

/// Writes a value to a path of keys ("page.size"), making the tables on its way; a value that is no
/// TOML is a text.
/// @throws ConfigError E-CONFIG-07 where a step is empty, or is there and no table.
void set_value(toml::table& root, const std::string& path, const std::string& value);

}  // namespace levelin::config
