#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace levelin {

/// Why a number is there, or why it is not.
///
/// The same words describe a table's cell, an area after the join and a score, so that a reason
/// travels unchanged from the publisher's marker to the map. A number whose status is not `ok` is
/// never zero and never used in arithmetic.
enum class Status : std::uint8_t {
    ok = 0,          ///< A value that was published or computed.
    missing,         ///< The cell is empty or says that nothing is known.
    suppressed,      ///< Known to the publisher and withheld (disclosure control, small counts).
    not_applicable,  ///< The measure makes no sense for this area.
    no_row,          ///< The area has a boundary, the table has no row for it.
    below_minimum,   ///< Too little weight is present to give a score.
};

inline constexpr int status_count = 6;

/// The word that stands in `areas.csv`, GeoJSON and reports.
[[nodiscard]] constexpr std::string_view to_string(Status status) noexcept {
    switch (status) {
        case Status::ok:
            return "ok";
        case Status::missing:
            return "missing";
        case Status::suppressed:
            return "suppressed";
        case Status::not_applicable:
            return "not_applicable";
        case Status::no_row:
            return "no_row";
        case Status::below_minimum:
            return "below_minimum";
    }
    return "ok";
}

/// The status that a word names, or nothing.
[[nodiscard]] constexpr std::optional<Status> parse_status(std::string_view word) noexcept {
    for (int i = 0; i < status_count; ++i) {
        const auto status = static_cast<Status>(i);
        if (to_string(status) == word) {
            return status;
        }
    }
    return std::nullopt;
}

}  // namespace levelin
