#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <string>
#include <utility>
#include <vector>

#include "outcome.hpp"

namespace levelin::run {

/// `levelin convert`'s options. Columns are named as in the table; in a pattern `*` stands for any
/// text, and a column's own name counts more than a pattern that fits it.
struct ConvertRequest {
    std::filesystem::path table;  ///< A table with codes, or a result folder, or its areas.csv.
    std::string sheet;            ///< Of a workbook; empty = the only one with codes.
    std::string code_column;      ///< Empty = the one that `from` fits, or the only one.
    std::string from;             ///< "lsoa 2011", or a column of the look-up.
    std::string to;
    std::vector<std::filesystem::path> lookups;
    std::string weight;      ///< Column of the look-up; empty = find it where shares are needed.
    std::string population;  ///< Column of the table that weighs means; converted as well.
    std::vector<std::string> extensive;
    std::vector<std::string> intensive;
    std::vector<std::pair<std::string, std::string>> flags;  ///< (column, any|all|majority|...).
    std::vector<std::string> categories;                     ///< Each by majority.
    std::vector<std::pair<std::string, std::string>> how;    ///< (column, min|max|plain-mean|...).
    std::vector<std::string> licences;                       ///< Attribution lines of the inputs.
    bool allow_unmatched = false;
    bool partial_sums = false;
    bool same_name = false;
    double minimum_covered = 1;
    std::filesystem::path out;
    std::string time;
    bool overwrite = false;
    bool strict = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

struct ConvertOutcome : Outcome {
    std::size_t rows = 0;   ///< Areas of the table that were converted.
    std::size_t areas = 0;  ///< Areas written.
    std::string changes;    ///< "31,778 unchanged, 1,838 split", for the console.
};

/// Converts a table from one geography to another and writes converted.csv, report.json and
/// manifest.json.
///
/// converted.csv: code, name, status, the lineage (`category` U, S, M or X; `sources`; `covered`),
/// then the columns in the table's order. The status of a row is that of its first converted
/// column; a column whose values are not all there has a `NAME_status` beside it, one that was made
/// of parts a `NAME_covered`. The natures of a result's own columns are known: scores, values and
/// contributions are converted, and ranks and deciles made anew from the converted scores.
///
/// @throws InputError as `read_table`, `read_result`, `read_lookups`, `convert`; E-CONVERT-15 no or
///         several columns of codes, E-CONVERT-16 the table is of another geography than `from`;
///         UsageError E-CONVERT-17 no column is to be converted, E-CONVERT-18 a column that is not
///         there, is of two natures, or a rule that is not known.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] ConvertOutcome convert_table(const ConvertRequest& request);

}  // namespace levelin::run
