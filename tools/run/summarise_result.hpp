#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <string>
#include <vector>

#include "outcome.hpp"

namespace levelin::run {

/// `levelin summarise`'s options.
struct SummariseRequest {
    std::filesystem::path result;  ///< The folder that `run` wrote.
    std::string to;                ///< "lad", "ward 2019", or the name of a look-up's column.
    std::string from;              ///< The look-up's column of small areas; empty = find it.
    std::vector<std::filesystem::path> lookups;
    std::string measure;  ///< Id of an index or part; empty = the first index.
    std::string
        population;  ///< Column of areas.csv; "none" = every area counts 1; empty = find it.
    double minimum_share = 1;
    std::filesystem::path out;
    std::string time;
    bool overwrite = false;
    bool strict = false;
    Progress* progress = nullptr;
};

struct SummariseOutcome : Outcome {
    std::size_t targets = 0;
    std::size_t summarised = 0;
};

/// Sums a result up to larger areas and writes summary.csv, report.json and manifest.json.
///
/// The people are those of the column that the request names; else of the measure's `denominator`
/// in the project file; else of the column `population`. Several look-ups stand side by side (one a
/// nation): an area may be in one of them only.
///
/// @throws InputError as `read_result`, `read_lookups`, `summarise`; UsageError E-USAGE-25 (no such
///         measure), E-USAGE-26 (no such column of people), with what there is.
/// Guarantees: same inputs and options, same bytes.
[[nodiscard]] SummariseOutcome summarise_result(const SummariseRequest& request);

}  // namespace levelin::run
