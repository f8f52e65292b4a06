#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace levelin::geodata::detail {

/// Places in the workbook's list of styles.
enum class CellStyle : int { general = 0, head = 1, text = 2, wrapped = 3 };

/// Appends a text as XML character data: markup escaped, what XML 1.0 cannot hold written as
/// _xHHHH_ (ECMA-376 part 1, 22.9.2.19), bytes that are not UTF-8 as U+FFFD.
void append_xml_text(std::string& out, std::string_view text);

/// "A" for column 0, "AA" for 26.
[[nodiscard]] std::string column_letters(std::size_t column);

/// Appends one row of a sheet, cell by cell from the left.
class SheetRow {
  public:
    /// @param row  from 1.
    SheetRow(std::string& out, std::size_t row);
    /// A cell that holds a text, so that a code of digits stays one; an empty text leaves the cell
    /// empty. @throws OutputError E-EXPORT-08 above 32,767 characters.
    void text(std::string_view text, CellStyle style);
    /// A cell that holds a number by its text; an empty text leaves the cell empty.
    void number(std::string_view number);
    void end();

  private:
    [[nodiscard]] std::string place();

    std::string& m_out;
    std::string m_row;
    std::size_t m_column = 0;
};

}  // namespace levelin::geodata::detail
