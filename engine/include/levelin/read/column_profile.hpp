#pragma once

#include <levelin/core/area_code.hpp>
#include <levelin/read/sheet_layout.hpp>
#include <string>
#include <string_view>

namespace levelin {

/// What one column of a sheet's data rows holds, counted.
///
/// Invariant: `values + missing + suppressed + not_applicable` is the number of data rows.
struct ColumnProfile {
    enum class Type : unsigned char { empty, number, code, text };
    std::string name;
    Type type = Type::empty;
    std::size_t values = 0;  ///< Cells that hold something other than a marker.
    std::size_t missing = 0;
    std::size_t suppressed = 0;
    std::size_t not_applicable = 0;
    std::size_t zero = 0;         ///< Numbers that are 0; among `values`.
    std::size_t not_numbers = 0;  ///< In a column of numbers: texts that are none; among `values`.
    std::size_t percent = 0;      ///< Numbers written with a percent sign.
    double min = 0;               ///< Of the numbers, where `type` is `number`.
    double max = 0;
    AreaCode first_code;  ///< In order of the codes, where `type` is `code`.
    AreaCode last_code;
};

/// The word for reports and JSON: "number", "code", "text", "empty".
[[nodiscard]] std::string_view to_string(ColumnProfile::Type type) noexcept;

/// Counts a column. It is of numbers when at least nine tenths of its values are numbers; markers
/// are looked for in columns of numbers alone, since "x" and "c" are texts elsewhere.
/// Cost: O(rows).
[[nodiscard]] ColumnProfile profile_column(const Grid& grid, const SheetLayout& layout,
                                           std::size_t column, const Markers& markers);

}  // namespace levelin
