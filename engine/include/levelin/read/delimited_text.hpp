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
    std::uint64_t max_cell_bytes = 16ULL << 20U;  ///< A longer cell is an error (E-INPUT-07).
};

/// Parses CSV and its kin as they are published: BOM (also inside a quoted first cell), UTF-8 or
/// Windows-1252, LF, CRLF and CR line ends, quoted cells with doubled quotes and line breaks.
///
/// @param bytes  the whole file; taken over by the grid.
/// @throws InputError E-INPUT-* with row and column: empty file, NUL bytes, a quote that never
///         ends, a cell over the limit.
/// Guarantees: every byte of text outside quotes and delimiters stands in exactly one cell.
/// Cost: one pass, no copy of cells without doubled quotes.
/// Source: RFC 4180, and the files that break it.
[[nodiscard]] DelimitedText parse_delimited(std::string bytes,
                                            const DelimitedOptions& options = {});

}  // namespace levelin
