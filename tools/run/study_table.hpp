#pragma once

#include <filesystem>
#include <levelin/table/column.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report_facts.hpp"

namespace levelin::run {

/// A JSON document. @throws InputError E-INPUT-01 not there, E-INPUT-62 no JSON.
[[nodiscard]] nlohmann::ordered_json read_json(const std::filesystem::path& file);

/// Reads the folders that are given and notes their files among the digests.
void read_studies(ReportFacts& facts, const StudyFolders& folders);

}  // namespace levelin::run
