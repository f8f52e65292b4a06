#pragma once

#include <filesystem>
#include <levelin/geodata/read_table.hpp>
#include <levelin/harmonise/geography.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::run {

/// The codes that rows can be found by: those of areas, or those of the groups that areas lie in.
struct KeyCodes {
    std::string name;             ///< "" for the areas' own codes, else the group's: "lad".
    std::vector<AreaCode> codes;  ///< One an area; empty where it has none.
};

/// A column of codes other than the key.
struct CodeColumn {
    std::size_t column = 0;
    std::string name;
    DetectedGeography geography;  ///< By the name first, then by the codes.
};

/// A sheet whose rows are found by a column of codes.
struct CodeTable {
    geodata::TableFile file;
    std::size_t sheet = 0;
    SheetLayout layout;  ///< Of the key column.
    std::size_t key_column = 0;
    std::size_t key = 0;          ///< Which of the keys.
    std::vector<AreaCode> codes;  ///< One a data row.
    std::vector<CodeColumn> others;
    std::size_t reached = 0;  ///< Areas whose key stands in the key column.

    [[nodiscard]] const Grid& grid() const { return file.sheets[sheet].grid; }
};

/// Which columns can be the key.
enum class KeyRows : std::uint8_t {
    any,
    unique_first,  ///< Those without repeats, before any that repeat.
};

/// Reads a table and chooses sheet, column and key: those that reach the most areas; of equal ones
/// the first key, then the first sheet and column.
/// @throws InputError as `read_table`; E-RULE-01 where no column holds any of the keys.
[[nodiscard]] CodeTable read_code_table(const std::filesystem::path& path,
                                        std::span<const KeyCodes> keys, KeyRows rows,
                                        Progress* progress);

}  // namespace levelin::run
