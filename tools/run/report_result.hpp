#pragma once

#include <filesystem>
#include <string>

#include "outcome.hpp"
#include "report_facts.hpp"

namespace levelin::run {

/// `levelin report`'s options.
struct ReportRequest {
    ReportInputsRequest what;
    std::filesystem::path to;  ///< Ends in .html or .pdf.
    std::string title;         ///< Empty = the project's.
    std::string date;          ///< As it is to be shown; empty = none.
    std::string against;       ///< A column that the score is compared with; empty = chosen.
    std::size_t rows = 20;     ///< Of the tables of first and last areas.
    bool overwrite = false;
    bool strict = false;
};

struct ReportOutcome : Outcome {
    std::size_t areas = 0;
    std::size_t scored = 0;
    std::size_t pages = 0;  ///< Of a PDF.
};

/// Writes a report on a result for people who did not make it: one HTML file that needs nothing
/// else, or a PDF.
///
/// Sections: in short, map, ranking, comparison, selection, money, confidence, clusters (each where
/// its folder is given), method with weights, data and their age, the join in numbers, what was
/// left out, how to check it. A result without boundaries has no maps, and says so.
/// @throws UsageError E-REPORT-03 a file of another kind; what `read_report_facts` and the writers
///         throw; E-OUTPUT-*.
/// Guarantees: same inputs, options and fonts, same bytes; nothing reads the clock.
[[nodiscard]] ReportOutcome report_result(const ReportRequest& request);

}  // namespace levelin::run
