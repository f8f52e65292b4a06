#include "coded_table.hpp"

#include <levelin/core/error.hpp>
#include <utility>

namespace levelin::demo {

CodedTable::CodedTable(const std::filesystem::path& path, std::string_view code_column)
    : m_file(path.filename().string()) {
    geodata::TableFile file = geodata::read_table(path);
    if (file.sheets.empty() || !file.sheets.front().layout.why_none.empty()) {
        throw InputError("E-DEMO-03", "no table was found in it", "a header and rows with codes",
                         "check that the file is the published one", {path.string()});
    }
    m_sheet = std::move(file.sheets.front());
    const Markers markers = Markers::defaults();
    if (!code_column.empty()) {
        const std::size_t column = column_index(code_column);
        m_sheet.layout = with_code_column(m_sheet.grid, std::move(m_sheet.layout), column, markers);
    }
    if (!m_sheet.layout.code_column) {
        throw InputError("E-DEMO-03", "no column of area codes was found", "one column with codes",
                         m_sheet.layout.why_no_code_column, {path.string()});
    }
    for (const std::size_t row : m_sheet.layout.data_rows) {
        const auto text = m_sheet.grid.cell(row, *m_sheet.layout.code_column);
        const auto code = AreaCode::parse(text);
        if (!code) {
            throw InputError("E-DEMO-03", "\"" + std::string{text} + "\" is no area code", {}, {},
                             {path.string(), m_sheet.grid.source_row(row)});
        }
        m_codes.push_back(*code);
    }
}

std::size_t CodedTable::column_index(std::string_view name) const {
    const auto column = find_column(m_sheet.layout, name);
    if (!column) {
        std::string there;
        for (const std::string& c : m_sheet.layout.columns) {
            there += (there.empty() ? "" : ", ") + c;
        }
        throw InputError("E-DEMO-03", "no column \"" + std::string{name} + "\"", "one of " + there,
                         {}, {m_file});
    }
    return *column;
}

std::vector<std::string> CodedTable::texts(std::string_view column) const {
    const std::size_t c = column_index(column);
    std::vector<std::string> out;
    out.reserve(m_codes.size());
    for (const std::size_t row : m_sheet.layout.data_rows) {
        out.emplace_back(m_sheet.grid.cell(row, c));
    }
    return out;
}

NumberColumn CodedTable::numbers(std::string_view column) const {
    ReadColumn read =
        read_numbers(m_sheet.grid, m_sheet.layout, column_index(column), Markers::defaults());
    if (read.fault_count > 0) {
        const auto& fault = read.faults.front();
        throw InputError("E-DEMO-03",
                         "\"" + fault.text + "\" is neither a number nor a known marker",
                         "a number", {}, {m_file, fault.source_row, fault.column + 1});
    }
    return std::move(read.column);
}

}  // namespace levelin::demo
