#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/read/cell.hpp>
#include <levelin/read/sheet_layout.hpp>
#include <levelin/table/grid.hpp>
#include <string>
#include <vector>

namespace levelin::geodata {

struct ReadTableOptions {
    std::string sheet;     ///< Only this sheet; empty = all.
    std::string encoding;  ///< For delimited text; empty = find it.
    char delimiter = 0;    ///< For delimited text; 0 = find it.
    /// Unpacked size from which on a file is refused (E-INPUT-19), so that a decompression bomb
    /// ends in a message.
    std::uint64_t max_bytes = 1ULL << 30U;
    std::uint64_t max_line_bytes = 64ULL << 20U;  ///< A longer line is refused (E-INPUT-17).
    Markers markers = Markers::defaults();
    Progress* progress = nullptr;
};

/// One sheet (a CSV file has one, named after the file).
struct Sheet {
    std::string name;
    Grid grid;
    SheetLayout layout;
};

/// A table file, read whole.
struct TableFile {
    std::string kind;      ///< "CSV", "XLSX", "XLS", "ODS".
    std::string encoding;  ///< Of delimited text; "UTF-8" for workbooks.
    std::string line_end;  ///< Of delimited text: "LF", "CRLF", "CR"; empty for workbooks.
    char delimiter = 0;    ///< Of delimited text; 0 for workbooks.
    std::vector<Sheet> sheets;
    Diagnostics findings;
};

/// Whether the name's ending is that of a table that `read_table` reads (.csv .tsv .txt .gz .xlsx
/// .xls .ods, any case).
[[nodiscard]] bool is_table_name(const std::filesystem::path& path);

/// Reads a table file and finds the layout of its sheets.
///
/// What the file is, is told by its first bytes, not by its name: gzip is unpacked, a zip is an
/// XLSX or ODS workbook, an OLE file an XLS workbook, the rest is delimited text. Workbooks come
/// through GDAL, every cell as text and every row with the number that the user sees.
///
/// @throws InputError with the file: E-INPUT-01 cannot be read, E-INPUT-10 a directory, E-INPUT-11
///         empty, E-INPUT-12 to E-INPUT-18 as `parse_delimited`, E-INPUT-17 a line that does not
///         end, E-INPUT-19 too large, E-INPUT-20 damaged gzip, E-INPUT-21 damaged workbook,
///         E-INPUT-22 no such sheet, E-INPUT-23 something else than a table.
/// Guarantees: memory stays below twice `max_bytes` and what the cells need.
/// Cost: one pass over the bytes.
[[nodiscard]] TableFile read_table(const std::filesystem::path& path,
                                   const ReadTableOptions& options = {});

}  // namespace levelin::geodata
