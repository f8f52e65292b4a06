#pragma once

#include <cstdint>
#include <levelin/harmonise/geography.hpp>
#include <levelin/read/cell.hpp>
#include <levelin/table/column.hpp>
#include <levelin/table/grid.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// A row of the sheet that is not an area, and why.
struct SetAsideRow {
    std::size_t grid_row = 0;
    std::uint64_t source_row = 0;
    std::string reason;  ///< "total", "blank", "note", "no code".
    std::string text;    ///< The start of what stands there.
};

/// A column that could hold the area codes.
struct CodeCandidate {
    std::size_t column = 0;
    std::string name;
    DetectedGeography geography;
    std::size_t codes = 0;   ///< Rows with the form of a code.
    std::size_t unique = 0;  ///< Different ones among them.
    std::size_t others = 0;  ///< Cells of records in this column that hold something else.
};

/// What a sheet holds and where.
///
/// `header_row` is the 1-based source row of the last header row; with two-row headers the upper
/// one's texts stand before the lower one's, joined by ": ".
struct SheetLayout {
    std::optional<std::uint64_t> header_row;
    std::size_t header_rows = 0;
    std::size_t first_data_row = 0;              ///< Index into the grid.
    std::vector<std::string> columns;            ///< Names, one line each, blanks cut.
    std::vector<CodeCandidate> code_candidates;  ///< Best first.
    std::optional<std::size_t> code_column;      ///< The best, unless two are equally good.
    std::vector<std::size_t> data_rows;          ///< Grid rows that are areas or records.
    std::vector<SetAsideRow> set_aside;
    std::string why_no_code_column;  ///< Said plainly where there is no code column; else empty.
    bool codes_ambiguous = false;    ///< Two candidates are equally good: the caller must choose.
    std::string why_none;            ///< Where there is no table: the reason in plain words.
    /// What a line above the header says that the areas are ("Geography: ..."); else empty. The
    /// candidates' geographies were held against it.
    std::string stated_geography;
};

/// Finds header, code column, data rows and what is to be set aside.
///
/// Code column: columns whose records mostly have the form of a code are candidates. Those with at
/// least nine tenths of the most different codes are kept; among them one without repeats comes
/// before one with, then the finer geography; what is still equal and differs in any row is
/// ambiguous. The header is the last row above the first code that is not itself a record; upper
/// header rows are those that stand directly above it and begin further right or fill its gaps.
/// Without codes the header is the first row of texts that heads every column filled below it.
///
/// Totals (`K02000001` among data zones, "Grand Total") are set aside only where the sheet holds
/// numbers and its codes do not repeat; counties are totals only above their own districts and
/// where regions or countries stand in the column too, since some tables are of counties.
///
/// Guarantees: every row below the header is in exactly one of `data_rows` and `set_aside`.
/// Cost: O(cells).
[[nodiscard]] SheetLayout find_layout(const Grid& grid, const Markers& markers);

/// The layout again with the code column that the user chose: decides anew which rows are records.
/// @param column  index into `layout.columns`.
[[nodiscard]] SheetLayout with_code_column(const Grid& grid, SheetLayout layout, std::size_t column,
                                           const Markers& markers);

/// The layout of a grid that holds records alone, such as the attributes of a boundary layer: every
/// row is a record, and only the code column is to be found.
[[nodiscard]] SheetLayout layout_of_records(const Grid& grid, std::vector<std::string> columns);

/// The column of that name: as written, else the only one that is the same without case and
/// blanks. Nothing where none or more than one fits.
[[nodiscard]] std::optional<std::size_t> find_column(const SheetLayout& layout,
                                                     std::string_view name);

/// One column of the sheet's data rows as numbers; texts that are no number and no marker are
/// counted as faults.
struct ReadColumn {
    NumberColumn column;
    struct Fault {
        std::uint64_t source_row = 0;
        std::size_t column = 0;
        std::string text;
    };
    std::vector<Fault> faults;  ///< The first 20.
    std::size_t fault_count = 0;
    std::size_t percent_cells = 0;
};
[[nodiscard]] ReadColumn read_numbers(const Grid& grid, const SheetLayout& layout,
                                      std::size_t column, const Markers& markers);

}  // namespace levelin
