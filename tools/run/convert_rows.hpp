#pragma once

#include <levelin/harmonise/geography.hpp>
#include <levelin/table/column.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <string>
#include <vector>

#include "convert_table.hpp"

namespace levelin::run {

/// A column of the table that is to be converted, as numbers or as words.
struct TableColumn {
    std::string name;
    bool number = false;
    NumberColumn numbers;            ///< Where `number`.
    std::vector<std::string> words;  ///< Else; empty = nothing there.
    std::string fault;               ///< In a column of numbers: the first text that is none.
    std::uint64_t fault_row = 0;
    std::size_t column = 0;  ///< 1-based, as the user sees it.
};

/// The rows of the table with their codes, and what is known of them.
struct ConvertTable {
    std::string file;
    std::vector<AreaCode> codes;
    std::vector<std::uint64_t> source_rows;
    DetectedGeography geography;
    std::vector<TableColumn> columns;  ///< Neither codes nor names of the areas.
    std::vector<std::string> indices;  ///< Of a result: ids whose ranks are made anew.
    std::vector<std::string> licences;
    bool is_result = false;
    Diagnostics findings;
};

/// @throws as `convert_table`.
[[nodiscard]] ConvertTable read_convert_table(const ConvertRequest& request);

}  // namespace levelin::run
