#include <array>
#include <cstring>
#include <levelin/core/error.hpp>
#include <levelin/read/delimited_text.hpp>
#include <levelin/read/text_encoding.hpp>
#include <memory>
#include <string>
#include <vector>

namespace levelin {

namespace {

constexpr std::string_view candidates = ",\t;|";
constexpr std::size_t sample_bytes = 1U << 16U;
constexpr std::size_t sample_lines = 100;

// What the first line end outside quotes is. A lone CR ends lines only in a file that begins so.
std::string line_end_of(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == '\n') {
            return "LF";
        } else if (!quoted && c == '\r') {
            return i + 1 < text.size() && text[i + 1] == '\n' ? "CRLF" : "CR";
        }
    }
    return "LF";
}

// How often each candidate stands outside quotes in each of the first lines that hold anything.
std::vector<std::array<std::size_t, 4>> count_candidates(std::string_view text) {
    std::vector<std::array<std::size_t, 4>> lines;
    std::array<std::size_t, 4> line{};
    bool quoted = false;
    bool cell_start = true;
    bool blank = true;
    for (const char c : text) {
        if (quoted) {
            quoted = c != '"';
            continue;
        }
        const std::size_t which = candidates.find(c);
        if (c == '"' && cell_start) {
            quoted = true;
            blank = false;
        } else if (c == '\n' || c == '\r') {
            if (!blank) {
                lines.push_back(line);
            }
            if (lines.size() == sample_lines) {
                return lines;
            }
            line = {};
            blank = true;
        } else if (which != std::string_view::npos) {
            ++line[which];
            blank = false;
        } else {
            blank = false;
        }
        cell_start = which != std::string_view::npos || c == '\n' || c == '\r';
    }
    if (!blank) {
        lines.push_back(line);
    }
    return lines;
}

// The candidate that stands equally often in the most lines; among equals the one that makes more
// cells, then the order comma, tab, semicolon, bar. Titles and prose vary, records do not.
char find_delimiter(std::string_view text) {
    const auto lines = count_candidates(text.substr(0, sample_bytes));
    char best = ',';
    std::size_t best_lines = 0;
    std::size_t best_count = 0;
    for (std::size_t which = 0; which < candidates.size(); ++which) {
        for (const auto& reference : lines) {
            const std::size_t count = reference[which];
            if (count == 0) {
                continue;
            }
            std::size_t same = 0;
            for (const auto& line : lines) {
                same += line[which] == count ? 1 : 0;
            }
            if (same > best_lines || (same == best_lines && count > best_count)) {
                best = candidates[which];
                best_lines = same;
                best_count = count;
            }
        }
    }
    return best;
}

class Parser {
  public:
    Parser(std::string& text, char delimiter, bool lone_return_ends_line,
           const DelimitedOptions& options)
        : m_at(text.data()), m_end(text.data() + text.size()), m_options(options) {
        m_stops[static_cast<unsigned char>(delimiter)] = true;
        m_stops[static_cast<unsigned char>('\n')] = true;
        m_stops[static_cast<unsigned char>('\r')] = lone_return_ends_line;
    }

    Grid parse() {
        // A guess at the shape from the first line keeps the grid from growing in many steps.
        const auto* first_end = static_cast<const char*>(
            std::memchr(m_at, '\n', static_cast<std::size_t>(m_end - m_at)));
        const std::size_t bytes = static_cast<std::size_t>(m_end - m_at);
        while (m_at < m_end) {
            parse_row();
            if (m_row == 1 && first_end != nullptr && bytes > sample_bytes) {
                const std::size_t rows = bytes / (static_cast<std::size_t>(m_at - m_start) + 1) + 1;
                m_grid.reserve(rows, rows * m_cells.size());
            }
        }
        return std::move(m_grid);
    }

  private:
    [[noreturn]] void fail(std::string code, std::string problem, std::string expected,
                           std::string hint) const {
        throw InputError(std::move(code), std::move(problem), std::move(expected), std::move(hint),
                         {{}, m_row, m_cells.size() + 1});
    }

    void check_length(const char* from, const char* to) const {
        if (static_cast<std::uint64_t>(to - from) > m_options.max_cell_bytes) {
            fail("E-INPUT-14",
                 "a cell of more than " + std::to_string(m_options.max_cell_bytes >> 20U) + " MB",
                 "cells of a table", "look for a quote or a line end that is missing");
        }
    }

    void parse_row() {
        ++m_row;
        m_start = m_at;
        m_cells.clear();
        if (end_line()) {  // A blank line is a row without cells.
            m_grid.add_row(m_cells, m_row);
            return;
        }
        while (true) {
            m_cells.push_back(*m_at == '"' ? parse_quoted() : parse_plain());
            if (m_at == m_end || end_line()) {
                break;
            }
            ++m_at;  // The delimiter.
            if (m_at == m_end || end_line()) {
                m_cells.push_back({});
                break;
            }
        }
        m_cell_count += m_cells.size();
        if (m_cell_count > m_options.max_cells) {
            fail("E-INPUT-18", "more than " + std::to_string(m_options.max_cells) + " cells",
                 "a table of areas", "cut the table to the rows and columns that are needed");
        }
        m_grid.add_row(m_cells, m_row);
    }

    // Passes over a line end if one is here.
    bool end_line() noexcept {
        if (*m_at == '\n') {
            ++m_at;
            return true;
        }
        if (*m_at == '\r' && (m_stops[static_cast<unsigned char>('\r')] ||
                              (m_at + 1 < m_end && m_at[1] == '\n') || m_at + 1 == m_end)) {
            m_at += m_at + 1 < m_end && m_at[1] == '\n' ? 2 : 1;
            return true;
        }
        return false;
    }

    const char* find_stop(const char* from) const noexcept {
        while (from < m_end && !m_stops[static_cast<unsigned char>(*from)]) {
            ++from;
        }
        return from;
    }

    std::string_view parse_plain() {
        char* const begin = m_at;
        m_at += find_stop(m_at) - m_at;
        check_length(begin, m_at);
        if (m_at > begin && (m_at == m_end || *m_at == '\n') && m_at[-1] == '\r') {
            --m_at;  // Leaves CRLF, or a CR that ends the file, to end_line.
        }
        return {begin, static_cast<std::size_t>(m_at - begin)};
    }

    std::string_view parse_quoted() {
        char* const begin = m_at + 1;
        char* write = begin;
        char* read = begin;
        while (true) {
            const auto left = static_cast<std::size_t>(m_end - read);
            auto* quote = static_cast<char*>(std::memchr(read, '"', left));
            if (quote == nullptr) {
                check_length(begin, m_end);
                fail("E-INPUT-13", "a quote begins here and never ends", "a closing quote",
                     "look for a missing or a single \" in this row");
            }
            check_length(begin, quote);
            write = move_down(write, read, quote);
            read = quote + 1;
            if (read < m_end && *read == '"') {
                *write++ = '"';
                ++read;
                continue;
            }
            break;
        }
        m_at = read;
        const std::string_view rest = parse_plain();  // Nothing, as a rule.
        write = move_down(write, rest.data(), rest.data() + rest.size());
        return {begin, static_cast<std::size_t>(write - begin)};
    }

    // Closes the gaps that doubled quotes leave; the bytes are ours.
    static char* move_down(char* to, const char* from, const char* end) noexcept {
        const auto count = static_cast<std::size_t>(end - from);
        if (to != from) {
            std::memmove(to, from, count);
        }
        return to + count;
    }

    char* m_at;
    char* m_end;
    char* m_start = nullptr;
    const DelimitedOptions& m_options;
    std::array<bool, 256> m_stops{};
    std::vector<std::string_view> m_cells;
    std::uint64_t m_row = 0;
    std::uint64_t m_cell_count = 0;
    Grid m_grid;
};

}  // namespace

DelimitedText parse_delimited(std::string bytes, const DelimitedOptions& options) {
    DecodedText decoded = decode_text(std::move(bytes), options.encoding);
    // A mark that was pasted into the first cell's quotes, or that stands twice.
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (decoded.bytes.starts_with(mark)) {
        decoded.bytes.erase(0, mark.size());
    } else if (decoded.bytes.starts_with('"') &&
               std::string_view{decoded.bytes}.substr(1).starts_with(mark)) {
        decoded.bytes.erase(1, mark.size());
        decoded.encoding = decoded.encoding == "UTF-8" ? "UTF-8 with BOM" : decoded.encoding;
    }
    if (decoded.bytes.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw InputError("E-INPUT-11", "is empty", "a table with a header row and records",
                         "check that the download is complete");
    }
    auto text = std::make_shared<std::string>(std::move(decoded.bytes));
    DelimitedText result;
    result.dialect.encoding = std::move(decoded.encoding);
    result.dialect.delimiter = options.delimiter != 0 ? options.delimiter : find_delimiter(*text);
    result.dialect.line_end = line_end_of(*text);
    Parser parser{*text, result.dialect.delimiter, result.dialect.line_end == "CR", options};
    result.grid = parser.parse();
    result.grid.keep(std::move(text));
    return result;
}

}  // namespace levelin
