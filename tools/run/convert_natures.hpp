#pragma once

#include <levelin/convert/convert.hpp>
#include <string>
#include <vector>

#include "convert_rows.hpp"

namespace levelin::run {

/// The columns that are to be converted, and those that are not.
struct ChosenColumns {
    std::vector<ConvertColumn> columns;  ///< In the table's order.
    /// For a column of classes: their words by number; empty for every other.
    std::vector<std::vector<std::string>> words;
    std::vector<std::string> left_out;      ///< Columns without a stated nature.
    std::optional<std::size_t> population;  ///< Which of `columns` weighs the means.
};

/// Reads the natures from the request; nothing is guessed but the columns of levelin's own results.
/// A column whose name says rank, decile or the like cannot be stated to be anything else.
/// @throws as `convert_table`.
[[nodiscard]] ChosenColumns choose_columns(const ConvertTable& table,
                                           const ConvertRequest& request);

}  // namespace levelin::run
