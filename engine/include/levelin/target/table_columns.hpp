#pragma once

#include <levelin/table/column.hpp>
#include <levelin/table/result_table.hpp>
#include <string>
#include <string_view>
#include <vector>

/// The columns of a result as rules see them.
namespace levelin::columns {

/// A column of numbers with a status each; whole numbers as doubles.
/// @throws ConfigError E-TARGET-01 no such column; E-TARGET-02 a column of text.
[[nodiscard]] NumberColumn numbers_of(const ResultTable& table, const std::string& name);

/// The percentile of each value: 100 r / n, r the mean rank from the lowest of the n values that
/// are there; 100 for a single highest. Cost: O(n log n).
[[nodiscard]] NumberColumn percentiles_of(NumberColumn column);

/// A column of texts, `code`, `name` and `status` among them.
/// @throws ConfigError E-TARGET-01 no such column; E-TARGET-02 a column of numbers.
[[nodiscard]] std::vector<std::string> texts_of(const ResultTable& table, const std::string& name);

/// Groups of areas by a column of text: a number each in the order of their names.
struct Groups {
    static constexpr std::uint32_t none = UINT32_MAX;  ///< Of an area whose text is empty.
    std::vector<std::string> names;
    std::vector<std::uint32_t> of_area;
};
[[nodiscard]] Groups groups_of(const ResultTable& table, const std::string& name);

}  // namespace levelin::columns
