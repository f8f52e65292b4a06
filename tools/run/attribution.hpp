#pragma once

#include <config/project.hpp>
#include <string>
#include <vector>

#include "inputs.hpp"

namespace levelin::run {

/// The lines that a result must carry, gathered from what it was made of: what the project says of
/// its map, the boundaries, the tables that were read, the datum grid.
///
/// A boundary file's own licence line counts where the project gives one. Else the kind and nation
/// of its codes say who publishes it: ONS for England and Wales and for layers of the whole
/// Kingdom, the Scottish Government for data zones and intermediate zones, NISRA and Land &
/// Property Services for Northern Ireland. Codes of an unknown kind give no line.
///
/// @param datum_grid  the grid's file, where coordinates were moved by one; may be empty.
/// Guarantees: the order above and within it that of the call; no line twice.
[[nodiscard]] std::vector<std::string> attribution_lines(const config::ProjectConfig& project,
                                                         const Inputs& inputs,
                                                         const std::string& datum_grid = {});

}  // namespace levelin::run
