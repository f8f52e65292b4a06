#include "workbook_text.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/utf8.hpp>

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t longest_cell = 32767;  // Characters, as Excel counts them.

std::string as_utf8(std::string_view text) {
    std::string out;
    for (auto bad = first_not_utf8(text); bad; bad = first_not_utf8(text)) {
        out += text.substr(0, *bad);
        append_utf8(out, U'\xFFFD');
        text.remove_prefix(*bad + 1);
    }
    out += text;
    return out;
}

// UTF-16 units: what Excel counts. Never more than the bytes of UTF-8.
std::size_t units_of(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xF0U ? 2 : 1;
    }
    return units;
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Whether the text goes on with what would be read as an escape: _xHHHH_.
bool looks_escaped(std::string_view text) {
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
           std::all_of(text.begin() + 2, text.begin() + 6, is_hex);
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    const std::string clean = as_utf8(text);
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const char c = clean[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (byte < 0x20 && c != '\t' && c != '\n') {
            out += "_x00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
            out += '_';
        } else if (looks_escaped(std::string_view{clean}.substr(i))) {
            out += "_x005F_";
        } else {
            out += c;
        }
    }
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

SheetRow::SheetRow(std::string& out, std::size_t row) : m_out(out), m_row(std::to_string(row)) {
    m_out += "<row r=\"" + m_row + "\">";
}

std::string SheetRow::place() {
    return column_letters(m_column) + m_row;
}

void SheetRow::text(std::string_view text, CellStyle style) {
    if (units_of(text) > longest_cell) {
        throw OutputError("E-EXPORT-08", "the text of cell " + place() + " is too long",
                          "at most 32,767 characters in a cell", "write .csv or .gpkg");
    }
    if (!text.empty()) {
        m_out += "<c r=\"" + place() + "\" s=\"" + std::to_string(static_cast<int>(style)) +
                 "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
        append_xml_text(m_out, text);
        m_out += "</t></is></c>";
    }
    ++m_column;
}

void SheetRow::number(std::string_view number) {
    if (!number.empty()) {
        m_out += "<c r=\"" + place() + "\"><v>";
        m_out += number;
        m_out += "</v></c>";
    }
    ++m_column;
}

void SheetRow::end() {
    m_out += "</row>";
}

}  // namespace levelin::geodata::detail
