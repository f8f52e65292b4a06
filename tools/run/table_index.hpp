#pragma once

#include <levelin/geodata/read_result.hpp>
#include <levelin/score/score.hpp>
#include <string>

namespace levelin::run {

/// An index of a result as its areas.csv has it: scores, ranks and deciles, and the parts with
/// their values and contributions, whatever its method. Titles, weights and the tree are those of
/// the manifest's configuration; the parts of a composite of nations stand flat, with weight 1.
/// @param id  empty = the first.
/// @throws UsageError E-USAGE-25 no such index, with those that there are; InputError E-INPUT-62 a
///         column that is not there.
[[nodiscard]] ScoredIndex index_of_table(const geodata::Result& result, const std::string& id = {});

}  // namespace levelin::run
