#pragma once

#include <levelin/table/result_table.hpp>
#include <optional>
#include <string>
#include <vector>

namespace test_table {

using Numbers = std::vector<std::optional<double>>;

/// Areas E01000001, E01000002, ... named A, B, ...
inline levelin::ResultTable areas(std::size_t n) {
    levelin::ResultTable table;
    for (std::size_t a = 0; a < n; ++a) {
        std::string digits = std::to_string(a + 1);
        digits.insert(0, 8 - digits.size(), '0');
        table.codes.push_back(*levelin::AreaCode::parse("E" + digits));
        table.names.emplace_back(1, static_cast<char>('A' + a % 26));
        table.status.push_back(levelin::Status::ok);
    }
    return table;
}

/// Adds a column of numbers; none = suppressed.
inline void add(levelin::ResultTable& table, std::string name, const Numbers& values) {
    levelin::DecimalColumn column;
    for (const auto& value : values) {
        column.values.push_back(value.value_or(0));
        column.status.push_back(value ? levelin::Status::ok : levelin::Status::suppressed);
    }
    table.columns.push_back({std::move(name), std::move(column)});
}

inline void add(levelin::ResultTable& table, std::string name, std::vector<std::string> texts) {
    table.columns.push_back({std::move(name), levelin::TextColumn{std::move(texts)}});
}

}  // namespace test_table
