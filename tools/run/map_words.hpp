#pragma once

#include <string>

#include "map_columns.hpp"

namespace levelin::run {

/// How colours were chosen: "Weekly pay. Quantiles, 5 classes of 350 areas with a value."
[[nodiscard]] std::string classes_note(const MapColumn& column, const Classes& classes);

/// What a map in classes shows, for those who do not see it: what of, how many areas in how many
/// classes, how many without a value, and the worst.
[[nodiscard]] std::string map_sentence(const MapInputs& inputs, const MapColumn& column,
                                       const Classes& classes);

}  // namespace levelin::run
