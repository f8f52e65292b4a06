#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <levelin/core/area_code.hpp>
#include <levelin/geodata/read_table.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// A file whose first row heads the columns, read without looking for totals or notes.
struct RawTable {
    explicit RawTable(const std::filesystem::path& path)
        : file(levelin::geodata::read_table(path)), grid(&file.sheets.front().grid) {}

    [[nodiscard]] std::size_t column(std::string_view name) const {
        const auto heads = grid->row(0);
        for (std::size_t c = 0; c < heads.size(); ++c) {
            if (heads[c] == name) {
                return c;
            }
        }
        FAIL("no column " << name);
        return 0;
    }
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
        const std::size_t c = column(name);
        std::vector<std::string> out;
        for (std::size_t r = 1; r < grid->row_count(); ++r) {
            out.emplace_back(grid->cell(r, c));
        }
        return out;
    }
    [[nodiscard]] std::set<std::string> distinct(std::string_view name) const {
        const std::vector<std::string> all = texts(name);
        std::set<std::string> out{all.begin(), all.end()};
        out.erase("");
        return out;
    }

    levelin::geodata::TableFile file;
    const levelin::Grid* grid;
};

/// The codes of a sheet's records in the column that was found to hold them.
inline std::vector<levelin::AreaCode> record_codes(const levelin::geodata::Sheet& sheet) {
    std::vector<levelin::AreaCode> codes;
    REQUIRE(sheet.layout.code_column.has_value());
    for (const std::size_t row : sheet.layout.data_rows) {
        codes.push_back(*levelin::AreaCode::parse(sheet.grid.cell(row, *sheet.layout.code_column)));
    }
    return codes;
}
