#pragma once

#include <levelin/geodata/export_layer.hpp>

/// Seven areas in British National Grid with all that formats trip over: Welsh letters, quotes,
/// formulas and blanks in names, codes of digits and letters, every status, numbers of 17 digits,
/// whole numbers beyond 2^53, columns that differ after their tenth letter alone, an area without
/// shape, one of two parts and one with a hole.
[[nodiscard]] levelin::geodata::ExportLayer awkward_layer();

/// The same without the area that has no shape.
[[nodiscard]] levelin::geodata::ExportLayer awkward_layer_with_shapes();
