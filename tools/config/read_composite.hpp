#pragma once

#include <functional>
#include <string>

#include "project.hpp"
#include "toml_section.hpp"

namespace levelin::config {

/// Reads one column of the section; `used_by` names it in messages and in `--set`.
using ReadColumn = std::function<ColumnConfig(Section&, const std::string& used_by)>;

/// Reads what an `[[index]]` with method = "composite" is made of, and adds the columns that it
/// wants to the project.
/// @throws ConfigError E-CONFIG-04, -06 as for any other key.
[[nodiscard]] CompositeConfig read_composite(Section& index, ProjectConfig& project,
                                             const ReadColumn& read_column);

}  // namespace levelin::config
