#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace levelin {

/// The most that is counted in pence: 2^53 - 1, some 90 trillion pounds; a double holds each
/// exactly.
inline constexpr std::uint64_t max_pence = (std::uint64_t{1} << 53U) - 1;

/// Pence as people write pounds: 123456 -> "£1,234.56".
[[nodiscard]] std::string pounds_text(std::uint64_t pence);

/// The pence of an amount in pounds, or nothing if the text is none.
///
/// "£1,234.56", "1234.5", "£20m" and "£1.5bn" (thousand "k", million "m", billion "bn"); blanks
/// around, commas between groups of three digits. At most `max_pence`, and whole: "£0.005" is
/// none.
[[nodiscard]] std::optional<std::uint64_t> parse_pounds(std::string_view text) noexcept;

}  // namespace levelin
