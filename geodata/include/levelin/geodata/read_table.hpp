#pragma once

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
    std::vector<Sheet> sheets;
    Diagnostics findings;
};

/// Whether the name's ending is that of a table that `read_table` reads (.csv .tsv .txt .gz .xlsx
/// .xls .ods, any case).
[[nodiscard]] bool is_table_name(const std::filesystem::path& path);

/// Reads a table file and finds the layout of its sheets.
/// @throws InputError E-INPUT-* with the file: not there, a directory, empty, not a table,
///         damaged, no such sheet.
[[nodiscard]] TableFile read_table(const std::filesystem::path& path,
                                   const ReadTableOptions& options = {});

}  // namespace levelin::geodata
