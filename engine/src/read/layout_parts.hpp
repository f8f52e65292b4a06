#pragma once

#include <levelin/read/cell.hpp>
#include <levelin/read/sheet_layout.hpp>
#include <levelin/table/grid.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The parts that sheet_layout.cpp puts together.
namespace levelin::read_detail {

/// Nothing but blanks.
[[nodiscard]] bool is_blank_cell(std::string_view text) noexcept;
/// How many cells of a row hold anything.
[[nodiscard]] std::size_t filled_cells(std::span<const std::string_view> row) noexcept;
/// The index after the last cell that holds anything.
[[nodiscard]] std::size_t filled_width(std::span<const std::string_view> row) noexcept;
/// Line breaks and runs of blanks as one blank, none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);

// find_codes.cpp

/// Codes in one column, before the header is known.
struct ColumnCodes {
    std::size_t column = 0;
    std::size_t codes = 0;
    std::size_t others = 0;     ///< Other texts in rows of two or more cells below the first code.
    std::size_t first_row = 0;  ///< Grid row of the first code.
};
/// The columns in which codes are not outnumbered, in column order.
[[nodiscard]] std::vector<ColumnCodes> find_code_columns(const Grid& grid);

/// Different codes among some. Cost: O(n).
[[nodiscard]] std::size_t count_unique(std::span<const AreaCode> codes);

/// The candidates best first, and how many of them are equally good.
struct RankedCandidates {
    std::vector<CodeCandidate> candidates;
    std::size_t equally_good = 0;
};
[[nodiscard]] RankedCandidates rank_candidates(const Grid& grid,
                                               const std::vector<ColumnCodes>& found,
                                               const std::vector<std::string>& names,
                                               std::size_t first_data_row);

// find_header.cpp

struct Header {
    std::optional<std::size_t> last_row;  ///< Grid row of the last header row.
    std::size_t rows = 0;
    std::size_t first_data_row = 0;
    std::string why_none;
};
/// @param key  the best column of codes.
[[nodiscard]] Header find_header_above(const Grid& grid, const ColumnCodes& key,
                                       const Markers& markers);
[[nodiscard]] Header find_header_without_codes(const Grid& grid, const Markers& markers);
/// The names of `width` columns; those of several header rows joined by ": ".
[[nodiscard]] std::vector<std::string> column_names(const Grid& grid, const Header& header,
                                                    std::size_t width);
/// Columns of numbers among the first hundred rows from `first_row` on.
[[nodiscard]] std::vector<bool> number_columns(const Grid& grid, std::size_t first_row,
                                               std::size_t width, const Markers& markers);

/// What a line "Geography: ..." above `first_data_row` says, on one line; empty where there is
/// none.
[[nodiscard]] std::string stated_geography(const Grid& grid, std::size_t first_data_row);

}  // namespace levelin::read_detail
