#pragma once

#include <levelin/geodata/reproject.hpp>
#include <levelin/table/result_table.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "frame.hpp"
#include "inputs.hpp"
#include "result_folder.hpp"
#include "score_project.hpp"

namespace levelin::run {

/// A class of the map, for report.json.
struct ClassBound {
    std::string label;
    std::uint64_t count = 0;
    bool has_range = false;
    double lower = 0;
    double upper = 0;
};

/// What the two documents are made of.
struct RunFacts {
    const RunRequest& request;
    const Inputs& inputs;
    const Frame& frame;
    const ScoredProject& scored;
    const ResultTable& results;
    const Diagnostics& findings;
    std::vector<ClassBound> classes;
    geodata::CoordinateOperation operation;
    std::vector<std::string> attribution;
    const nlohmann::ordered_json* target = nullptr;  ///< What [target] came to, where it is there.
};

/// report.json: the join in numbers, what each index is, diagnostics with counts and first
/// examples, class bounds. Says the same on every run on the same input.
[[nodiscard]] std::string report_json(const RunFacts& facts);

/// manifest.json: SHA-256 of every input and output, the effective configuration, versions, the
/// coordinate operation, licence lines, and the one time stamp of a run.
[[nodiscard]] std::string manifest_json(const RunFacts& facts,
                                        const std::vector<OutputDigest>& outputs);

/// Now, as RFC 3339 in UTC; SOURCE_DATE_EPOCH where that is set.
[[nodiscard]] std::string time_stamp();

}  // namespace levelin::run
