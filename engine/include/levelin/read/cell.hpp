#pragma once

#include <levelin/core/status.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Which texts stand for a value that is not there. Compared without case with the cell
/// without the blanks around it; markers have none around them.
///
/// Defaults follow the published tables that levelin is made for: suppressed `*`, `[c]`, `c`, `..`,
/// `x`; not applicable `n/a`, `[z]`, `-`; missing: the empty cell and `NA`, `[x]`, `.`, `:`,
/// `null`, `#N/A`.
struct Markers {
    std::vector<std::string> missing;
    std::vector<std::string> suppressed;
    std::vector<std::string> not_applicable;

    [[nodiscard]] static Markers defaults();
};

/// The text without the blanks (space, tab, line break, no-break space) around it.
[[nodiscard]] std::string_view cut_blanks(std::string_view text) noexcept;

/// What a cell says.
struct CellValue {
    enum class Kind : unsigned char { number, text, absent };
    Kind kind = Kind::absent;
    double number = 0;                ///< For `number`. A percentage stays in percent: "13%" is 13.
    Status status = Status::missing;  ///< For `absent`; `ok` otherwise.
    bool percent = false;             ///< The text ended with a percent sign.
};

/// Reads one cell: `"29,199"`, `1296.00`, `13%`, ` -4 `, `*`, `n/a`, text.
///
/// Group separators are taken only where they stand in threes, so that `12,4` stays text and is
/// reported rather than read as 124. A pound sign before a number is passed over. The empty cell is
/// missing whatever the markers say; a marker that reads as a number ("-99") is a marker.
/// Guarantees: the number is the double nearest to the decimal text.
[[nodiscard]] CellValue parse_cell(std::string_view text, const Markers& markers) noexcept;

}  // namespace levelin
