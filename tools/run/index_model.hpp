#pragma once

#include <config/project.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/score/index_model.hpp>
#include <string>

namespace levelin::run {

/// The project that a result was made by, as manifest.json tells it; no file of it is opened.
/// @throws InputError E-INPUT-62 where the manifest's configuration is none.
[[nodiscard]] config::ProjectConfig project_of(const geodata::Result& result);

/// The index of that id, or the first. @throws UsageError E-USAGE-25 with those that there are.
[[nodiscard]] const config::IndexConfig& index_config(const config::ProjectConfig& project,
                                                      const std::string& id);

/// An index of a result as a formula over its leaves: the tree of the manifest's configuration, and
/// the columns `PART_value` of areas.csv.
///
/// The model is scored once and compared with the scores in the result, so that what is said of it
/// is said of that result.
/// @param id  of the index; empty = the first.
/// @throws UsageError E-USAGE-25 no such index, with those that there are.
/// @throws InputError E-MODEL-01 an index without weights (a composite of nations); E-MODEL-02 the
///         model does not give the scores of the result within 1e-9 of their size, as where a
///         domain was normalised over more areas than the result holds.
[[nodiscard]] IndexModel read_index_model(const geodata::Result& result,
                                          const std::string& id = {});

}  // namespace levelin::run
