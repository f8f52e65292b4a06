#pragma once

#include <filesystem>
#include <levelin/core/area_code.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/table/column.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::demo {

/// A published table with its rows known by their codes.
class CodedTable {
  public:
    /// @param code_column  its name, or empty to take the one that is found.
    /// @throws InputError E-DEMO-03  no table, no such column (with the file); what `read_table`
    ///         throws.
    explicit CodedTable(const std::filesystem::path& path, std::string_view code_column = {});

    [[nodiscard]] const std::vector<AreaCode>& codes() const noexcept { return m_codes; }
    /// A column's texts, in the order of `codes`.
    [[nodiscard]] std::vector<std::string> texts(std::string_view column) const;
    /// A column's numbers. @throws InputError E-DEMO-03  a cell that is neither number nor marker.
    [[nodiscard]] NumberColumn numbers(std::string_view column) const;

  private:
    [[nodiscard]] std::size_t column_index(std::string_view name) const;

    std::string m_file;
    geodata::Sheet m_sheet;
    std::vector<AreaCode> m_codes;
};

}  // namespace levelin::demo
