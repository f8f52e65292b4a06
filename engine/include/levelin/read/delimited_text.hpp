#pragma once

#include <cstdint>
#include <levelin/table/grid.hpp>
#include <string>
#include <string_view>

namespace levelin {

/// How a delimited text was written.
struct TextDialect {
    std::string encoding;  ///< "UTF-8", "UTF-8 with BOM", "Windows-1252", "UTF-16".
    char delimiter = ',';
    std::string line_end;  ///< "LF", "CRLF", "CR".
};

/// A delimited text as a grid, and how it was written.
struct DelimitedText {
    TextDialect dialect;
    Grid grid;
};

struct DelimitedOptions {
    char delimiter = 0;    ///< 0 = find it among comma, semicolon, tab and bar.
    std::string encoding;  ///< Empty = find it.
    std::uint64_t max_cell_bytes = 16ULL << 20U;  ///< A longer cell is an error (E-INPUT-14).
    std::uint64_t max_cells = 200'000'000;        ///< More are an error (E-INPUT-18).
};

/// Parses CSV and its kin as they are published: BOM (also inside a quoted first cell), UTF-8,
/// Windows-1252 or UTF-16, LF, CRLF and CR line ends, quoted cells with doubled quotes and line
/// breaks, text after a closing quote (kept), rows of different lengths, blank lines (a row without
/// cells).
///
/// @param bytes  the whole file; taken over by the grid.
/// @throws InputError with row and column: E-INPUT-11 nothing in it, E-INPUT-12 NUL bytes,
///         E-INPUT-13 a quote that never ends, E-INPUT-14 a cell over the limit, E-INPUT-15 not in
///         the given encoding, E-INPUT-18 more cells than the limit.
/// Guarantees: every byte of text outside quotes and delimiters stands in exactly one cell.
/// Cost: one pass, no allocation for a cell; doubled quotes are undone in place.
/// Source: RFC 4180, and the files that break it.
[[nodiscard]] DelimitedText parse_delimited(std::string bytes,
                                            const DelimitedOptions& options = {});

}  // namespace levelin
