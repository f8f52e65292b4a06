#include "pdf_additions.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace levelin::draw::detail {

namespace {

/// A text string (7.9.2.2) in UTF-16BE with its mark, as hexadecimal digits.
std::string text_string(std::string_view utf8) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "<FEFF";
    const auto unit = [&](std::uint32_t u) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            out += digits[u >> static_cast<unsigned>(shift) & 0xFU];
        }
    };
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        std::uint32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) {
            c = c << 6U | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        }
        if (c >= 0x10000) {
            unit(0xD800 + ((c - 0x10000) >> 10U));
            unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
        } else {
            unit(c);
        }
        i += length;
    }
    return out + ">";
}

std::optional<std::size_t> number_after(std::string_view text, std::string_view key,
                                        std::size_t from = 0) {
    const std::size_t at = text.find(key, from);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t digits = text.find_first_not_of(" \r\n", at + key.size());
    std::size_t value = 0;
    if (digits == std::string_view::npos ||
        std::from_chars(text.data() + digits, text.data() + text.size(), value).ec != std::errc{}) {
        return std::nullopt;
    }
    return value;
}

/// The places of objects, from a cross-reference table that is one run (7.5.4).
std::vector<std::size_t> object_places(std::string_view pdf, std::size_t table) {
    if (pdf.substr(table, 7) != "xref\n0 ") {
        return {};
    }
    const auto count = number_after(pdf, "xref\n0 ", table);
    std::size_t line = pdf.find('\n', table + 7);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; count && line != std::string_view::npos && i < *count; ++i) {
        constexpr std::size_t entry = 20;
        std::size_t place = 0;
        const std::string_view text = pdf.substr(line + 1 + i * entry, 10);
        if (std::from_chars(text.data(), text.data() + text.size(), place).ec != std::errc{}) {
            return {};
        }
        places.push_back(place);
    }
    return places;
}

/// The dictionary of an object, between its outer brackets and with them.
std::optional<std::string_view> dictionary(std::string_view pdf, std::size_t place) {
    const std::size_t begin = pdf.find("obj\n", place);
    const std::size_t end = pdf.find("\nendobj", place);
    if (begin == std::string_view::npos || end == std::string_view::npos || begin > end) {
        return std::nullopt;
    }
    const std::string_view body = pdf.substr(begin + 4, end - begin - 4);
    return body.starts_with("<<") && body.ends_with(">>") ? std::optional{body} : std::nullopt;
}

std::string with_entry(std::string_view dictionary, const std::string& entry) {
    return std::string{dictionary.substr(0, dictionary.size() - 2)} + "   " + entry + "\n>>";
}

std::string ten_digits(std::size_t value) {
    const std::string text = std::to_string(value);
    return std::string(10 - std::min<std::size_t>(10, text.size()), '0') + text;
}

bool is_element(std::string_view body, std::string_view name) {
    return body.starts_with("<< /Type /StructElem") &&
           body.find("/S /" + std::string{name} + "\n") != std::string_view::npos;
}

/// What the cells of heads head (14.8.5.7): the row where it has other cells, else the column.
void add_scopes(std::string_view pdf, const std::vector<std::size_t>& places,
                std::map<std::size_t, std::string>& changed) {
    std::vector<std::pair<std::size_t, std::size_t>> heads;  // A cell and its row.
    std::set<std::size_t> rows_with_cells;
    for (std::size_t o = 1; o < places.size(); ++o) {
        const auto body = dictionary(pdf, places[o]);
        const auto row = body ? number_after(*body, "/P ") : std::nullopt;
        if (row && is_element(*body, "TH")) {
            heads.emplace_back(o, *row);
        } else if (row && is_element(*body, "TD")) {
            rows_with_cells.insert(*row);
        }
    }
    for (const auto& [cell, row] : heads) {
        changed[cell] = with_entry(*dictionary(pdf, places[cell]),
                                   std::string{"/A << /O /Table /Scope /"} +
                                       (rows_with_cells.contains(row) ? "Row" : "Column") + " >>");
    }
}

void blank_date(std::string& pdf) {
    const std::size_t at = pdf.rfind("/CreationDate (");
    const std::size_t end = at == std::string::npos ? at : pdf.find(')', at);
    if (end != std::string::npos) {
        std::fill(pdf.begin() + static_cast<std::ptrdiff_t>(at),
                  pdf.begin() + static_cast<std::ptrdiff_t>(end) + 1, ' ');
    }
}

}  // namespace

std::string with_additions(std::string pdf, const std::string& language,
                           const std::vector<std::vector<std::string>>& descriptions,
                           bool keep_date) {
    if (!keep_date) {
        blank_date(pdf);
    }
    const std::size_t trailer = pdf.rfind("trailer");
    const auto table = number_after(pdf, "startxref", pdf.rfind("startxref"));
    const auto root = number_after(pdf, "/Root", trailer);
    const auto info = number_after(pdf, "/Info", trailer);
    if (trailer == std::string::npos || !table || !root || !info || *table >= pdf.size()) {
        return pdf;
    }
    const std::vector<std::size_t> places = object_places(pdf, *table);
    const auto catalog = *root < places.size() ? dictionary(pdf, places[*root]) : std::nullopt;
    if (!catalog || catalog->find("/Lang") != std::string_view::npos) {
        return pdf;
    }
    // Cairo marks a file whose structure is one document by itself.
    const bool marked = catalog->find("/MarkInfo") != std::string_view::npos;
    std::map<std::size_t, std::string> changed;
    changed[*root] =
        with_entry(*catalog, "/Lang " + text_string(language) +
                                 (marked ? "" : "\n   /MarkInfo << /Marked true >>") +
                                 "\n   /ViewerPreferences << /DisplayDocTitle true >>");
    // Which page an object of the structure belongs to: the order of the pages' objects.
    std::map<std::size_t, std::size_t> page_number;
    for (std::size_t o = 1; o < places.size(); ++o) {
        const auto body = dictionary(pdf, places[o]);
        if (body && body->starts_with("<< /Type /Page ")) {
            const std::size_t next = page_number.size();
            page_number[o] = next;
        }
    }
    std::map<std::size_t, std::size_t> seen;  // Figures of a page so far.
    for (std::size_t o = 1; o < places.size(); ++o) {
        const auto body = dictionary(pdf, places[o]);
        if (!body || !is_element(*body, "Figure")) {
            continue;
        }
        const auto page = number_after(*body, "/Pg");
        const std::size_t number = page && page_number.contains(*page) ? page_number[*page] : 0;
        const std::vector<std::string>& texts =
            descriptions[std::min(number, descriptions.size() - 1)];
        const std::string& text = texts[std::min(seen[number]++, texts.size() - 1)];
        changed[o] = with_entry(*body, "/Alt " + text_string(text));
    }
    add_scopes(pdf, places, changed);
    std::string update = "xref\n";
    for (const auto& [object, body] : changed) {
        update += std::to_string(object) + " 1\n" + ten_digits(pdf.size()) + " 00000 n \n";
        pdf += std::to_string(object) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::size_t start = pdf.size();
    pdf += update + "trailer\n<< /Size " + std::to_string(places.size()) + "\n   /Root " +
           std::to_string(*root) + " 0 R\n   /Info " + std::to_string(*info) + " 0 R\n   /Prev " +
           std::to_string(*table) + "\n>>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
    return pdf;
}

}  // namespace levelin::draw::detail
