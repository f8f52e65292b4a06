#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "inputs.hpp"
#include "result_folder.hpp"

namespace levelin::run {

/// What the manifest of a command that works on a table or result says.
struct DerivedFacts {
    std::string command;  ///< "summarise".
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<InputDigest> inputs;
    std::vector<OutputDigest> outputs;
    std::vector<std::string> licences;  ///< Gathered from what it was made from.
    std::string time;                   ///< RFC 3339; empty = now, or SOURCE_DATE_EPOCH.
};

/// manifest.json of such a command: SHA-256 of every input and output, its options, versions and
/// attribution lines; the time stamp is the only thing that changes from call to call.
[[nodiscard]] std::string derived_manifest_json(const DerivedFacts& facts);

/// Writes manifest.json with the digests of all other files, and puts the folder's files in place.
/// @returns their paths.
[[nodiscard]] std::vector<std::filesystem::path> commit_with_manifest(ResultFolder& folder,
                                                                      DerivedFacts facts);

/// The digests of a result folder's areas.csv and manifest.json, as inputs.
[[nodiscard]] std::vector<InputDigest> result_digests(const std::filesystem::path& folder);

}  // namespace levelin::run
