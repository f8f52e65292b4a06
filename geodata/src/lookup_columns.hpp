#pragma once

#include <cstddef>
#include <levelin/geodata/read_table.hpp>
#include <levelin/harmonise/geography.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata {

/// A column of a look-up's sheet that can be one of its sides.
struct LookupColumn {
    std::size_t column = 0;
    std::string name;
    DetectedGeography geography;  ///< By the name first, then by the codes.
    std::vector<AreaCode> codes;  ///< One a row of the sheet below the header; empty where none.
};

/// The columns of the sheet whose filled cells are mostly area codes.
[[nodiscard]] std::vector<LookupColumn> lookup_columns(const Sheet& sheet);

/// Which column a side asks for.
struct LookupSide {
    std::string_view wanted;          ///< A geography or a column's name; may be empty.
    std::span<const AreaCode> codes;  ///< Decides between columns that fit equally.
    std::string_view word;            ///< "--from", for messages.
};

/// What was chosen, or why nothing was.
struct ChosenColumn {
    std::optional<LookupColumn> column;
    std::string problem;   ///< Where there is none: "no column of codes is LAD 2030".
    bool undated = false;  ///< A year was asked for and the column has none.
};

[[nodiscard]] ChosenColumn choose_column(const Sheet& sheet,
                                         const std::vector<LookupColumn>& columns,
                                         const LookupSide& side);

/// "LSOA11CD (LSOA 2011), LAD19CD (local authority 2019)".
[[nodiscard]] std::string list_of(const std::vector<LookupColumn>& columns);

/// The column of names that belongs to a column of codes: WD19CD -> WD19NM, DZ2011_Code ->
/// DZ2011_Name.
[[nodiscard]] std::optional<std::size_t> names_beside(const SheetLayout& layout,
                                                      std::size_t code_column);

/// Columns whose names speak of people, dwellings, addresses or postcodes.
[[nodiscard]] std::vector<std::size_t> weight_columns(const Sheet& sheet);

/// The column that says U, S, M or X of every row, if any.
[[nodiscard]] std::optional<std::size_t> change_column(const Sheet& sheet);

}  // namespace levelin::geodata
