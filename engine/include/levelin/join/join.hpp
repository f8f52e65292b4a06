#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/harmonise/geography.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace levelin {

/// One side of a join: codes in the order of the file, and what they are.
struct JoinSide {
    std::string name;                            ///< "table domains", for messages.
    std::span<const AreaCode> codes;             ///< Empty codes match nothing.
    std::span<const std::uint64_t> source_rows;  ///< As the user sees them; may be empty.
    DetectedGeography geography;
    std::string code_column;
};

/// What became of every area and every row. The sums hold by construction and are tested:
/// areas = matched + areas_without_row; rows = rows_used + rows_without_area + duplicate_rows +
/// total_rows + rows_without_code.
struct JoinReport {
    std::string table;
    std::size_t areas = 0;
    std::size_t rows = 0;
    std::size_t matched = 0;  ///< Areas with a row.
    std::size_t areas_without_row = 0;
    std::size_t rows_used = 0;
    std::size_t rows_without_area = 0;
    std::size_t duplicate_rows = 0;  ///< Rows after the first of the same code.
    std::size_t total_rows = 0;      ///< Countries and regions among smaller areas.
    std::size_t rows_without_code = 0;
    /// Of those without a partner, how many the dictionary of codes explains.
    std::size_t areas_without_row_explained = 0;
    std::size_t rows_without_area_explained = 0;
    std::vector<std::string> areas_without_row_examples;
    /// With their rows and, where it is known, the reason: "E07000026 (row 9): Allerdale was merged
    /// into E06000063 (Cumberland) in 2023".
    std::vector<std::string> rows_without_area_examples;
    std::vector<std::string> duplicate_examples;
    std::vector<std::string> total_examples;
};

/// A table fitted to areas.
struct TableJoin {
    static constexpr std::int32_t no_row = -1;
    std::vector<std::int32_t> row_of_area;  ///< Index into the table's rows, or `no_row`.
    /// Later rows of a code: (first row, this row).
    std::vector<std::pair<std::int32_t, std::int32_t>> duplicates;
    JoinReport report;
};

/// Finds each area's row by its code.
///
/// Hash join: the table's codes go into one open-addressing table, each area looks its own up.
/// The first row of a code is the one that is used; later ones are listed in `duplicates`, and it
/// is for the caller to refuse those that say something else.
///
/// @throws JoinError E-JOIN-04 where kinds or census vintages differ (IMD 2019 on LSOA 2021), with
///         what to do; E-JOIN-02 where no area matches, with examples of both sides' codes;
///         E-JOIN-03 where a code stands twice among the areas.
/// Guarantees: no area and no row is lost: every one is counted in the report.
/// Cost: O(areas + rows).
[[nodiscard]] TableJoin join_table(const JoinSide& areas, const JoinSide& table);

/// The findings that a report gives rise to (W-JOIN-*).
[[nodiscard]] Diagnostics findings_of(const JoinReport& report);

/// All codes of several sides, each once, in the order in which they first stand.
[[nodiscard]] std::vector<AreaCode> union_of_codes(std::span<const JoinSide> sides);

}  // namespace levelin
