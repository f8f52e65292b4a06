#pragma once

#include <levelin/geodata/read_boundaries.hpp>
#include <vector>

namespace levelin::run {

/// All fields of a boundary file but those that an export writes as `code` and `name`; one of such
/// a name that holds something else gets another name (N-TOPOLOGY-11).
/// @param read  read with its fields, which are moved out of it.
[[nodiscard]] std::vector<ResultColumn> carried_fields(geodata::Boundaries& read,
                                                       Diagnostics& findings);

}  // namespace levelin::run
