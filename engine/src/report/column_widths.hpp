#pragma once

#include <levelin/draw/type_setter.hpp>
#include <levelin/report/document.hpp>
#include <vector>

namespace levelin::report::detail {

/// How wide a column can be: without breaking a word, and without breaking a line.
struct ColumnRange {
    double least_px = 0;
    double most_px = 0;
    bool number = false;  ///< Or a digest: its cells are never broken, whatever else must be.
};

/// Shares a table's width out among its columns, as the automatic layout of tables in CSS does.
///
/// Where every line fits, what is over goes to the columns in proportion to their lines; where the
/// words fit, each column has its least width and the rest goes to those that would like more.
/// Where not even words fit, columns of words give way, the widest first, and numbers last.
/// @returns  one width a column; they add up to `width_px`.
/// Source: CSS 2.2, 17.5.2.2 (W3C).
[[nodiscard]] std::vector<double> shared_widths(const std::vector<ColumnRange>& columns,
                                                double width_px);

/// How a column's cells are set: digests smaller than the rest.
[[nodiscard]] draw::TextStyle cell_style(const draw::TextStyle& cell, const Table::Column& column);

/// The ranges of a table's columns, `gap_px` to the right of each counted in.
[[nodiscard]] std::vector<ColumnRange> column_ranges(const Table& table,
                                                     const draw::TypeSetter& type,
                                                     const draw::TextStyle& head,
                                                     const draw::TextStyle& cell, double gap_px);

}  // namespace levelin::report::detail
