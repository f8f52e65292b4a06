#pragma once

#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/table/result_table.hpp>
#include <string_view>
#include <vector>

#include "result_folder.hpp"

namespace levelin::run {

/// Writes a result's boundaries with the columns of a table, whose areas are the result's in their
/// order.
/// @param name     of the file in the folder: "selection.geojson".
/// @returns        what `write_geojson` found. @throws as `read_boundaries`, `write_geojson`.
[[nodiscard]] Diagnostics write_result_map(const geodata::Result& result, const ResultTable& table,
                                           ResultFolder& folder, std::string_view name,
                                           unsigned threads, Progress* progress);

/// The table with these columns before its own; columns of its own with their names give way.
[[nodiscard]] ResultTable with_columns(ResultTable table, std::vector<ResultColumn> columns);

}  // namespace levelin::run
