#pragma once

#include <cstddef>
#include <levelin/table/result_table.hpp>
#include <string>
#include <string_view>

namespace levelin {

/// Appends a cell (RFC 4180, section 2): quoted where it holds a comma, a quote, a line break or a
/// blank at either end, quotes doubled.
void append_csv_cell(std::string& out, std::string_view text);

/// `areas.csv`: UTF-8, line feeds, the header `code,name,status,<columns>`, one row an area in the
/// order of the table.
///
/// Whole numbers are written as such and decimals as the shortest text that reads back to the same
/// double; the cell is empty where the value's own status is not `ok`.
/// @param threads  0 = as many as the machine has; the text is the same for any number.
/// Cost: O(cells).
[[nodiscard]] std::string csv_text(const ResultTable& results, unsigned threads = 0);

/// The parts of the same text, for writers that do not hold the whole: its header row.
/// @param has_status  false leaves the column `status` out.
[[nodiscard]] std::string csv_head(const ResultTable& results, bool has_status = true);
/// Appends the rows [first, last). Cost: O(cells).
void append_csv_rows(std::string& out, const ResultTable& results, std::size_t first,
                     std::size_t last, bool has_status = true);

}  // namespace levelin
