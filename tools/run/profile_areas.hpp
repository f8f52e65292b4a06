#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "outcome.hpp"
#include "report_facts.hpp"

namespace levelin::run {

/// `levelin profile`'s options.
struct ProfileRequest {
    ReportInputsRequest what;
    std::vector<std::string> areas;  ///< Codes, or names as the result has them.
    std::string within;        ///< All areas of a region, council or nation: its code or name.
    bool all = false;          ///< All areas of the result that have a score.
    std::filesystem::path to;  ///< Ends in .pdf or .html.
    std::string title;         ///< Empty = the project's.
    std::string date;          ///< ISO 8601; empty = none.
    bool overwrite = false;
    bool strict = false;
};

struct ProfileOutcome : Outcome {
    std::size_t areas = 0;
};

/// Writes a page on each of some areas: rank and how sure it is, what its score is made of beside
/// the region and nation, where it stands among all, where it lies, and its neighbours.
///
/// Comparisons are with the median of the areas that have a score. Neighbours share a border or a
/// corner, or are bridged; without boundaries there are no neighbours and no map. A PDF has a page
/// and a bookmark an area, under its region where there are several.
/// @throws UsageError E-REPORT-03 a file of another kind, E-REPORT-04 an area or group that is not
///         there, with the nearest, E-REPORT-05 none asked for; what `read_report_facts`,
///         `read_rule_neighbours` and the writers throw; E-OUTPUT-*.
/// Guarantees: same inputs, options and fonts, same bytes; nothing reads the clock.
[[nodiscard]] ProfileOutcome profile_areas(const ProfileRequest& request);

}  // namespace levelin::run
