#pragma once

#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/harmonise/geography.hpp>
#include <levelin/table/result_table.hpp>
#include <map>
#include <string>
#include <vector>

namespace levelin::geodata {

struct ReadResultOptions {
    /// Also takes the folders of `levelin convert` and `levelin summarise`, whose tables are
    /// converted.csv and summary.csv.
    bool derived = false;
};

/// A result folder that `levelin run` wrote, read back.
struct Result {
    std::filesystem::path folder;
    std::filesystem::path table_file;  ///< areas.csv, or what `derived` allows.
    ResultTable table;                 ///< Its areas, every number as it was, with its status.
    DetectedGeography geography;
    std::vector<std::string> indices;  ///< Ids, in the order of their columns: "imd".
    /// N of each index: the areas that were ranked, which may be more than the result holds.
    std::map<std::string, std::size_t> ranked;
    /// The carried column of people that an index or part refers to, where the project says so.
    std::map<std::string, std::string> denominators;
    std::vector<std::string> parts;     ///< Ids of the parts that have a `_value` column.
    std::vector<std::string> licences;  ///< The attribution lines of manifest.json.
    std::filesystem::path boundaries;  ///< areas.geojson, or empty where the run had no boundaries.
};

/// Reads areas.csv and manifest.json of a result folder.
///
/// The digest of areas.csv must be the one that manifest.json states: a file that was edited by
/// hand is no longer that result.
/// @throws InputError E-INPUT-60 no result folder (a file of it is missing), E-INPUT-61 areas.csv
///         is not the file that manifest.json describes, E-INPUT-62 one of them cannot be
///         understood.
/// Cost: O(cells).
[[nodiscard]] Result read_result(const std::filesystem::path& folder,
                                 const ReadResultOptions& options = {});

}  // namespace levelin::geodata
