#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace levelin {

/// Pence as people write pounds: 123456 -> "£1,234.56".
[[nodiscard]] std::string pounds_text(std::uint64_t pence);

/// The pence of an amount in pounds, or nothing if the text is none.
///
/// "£1,234.56", "1234.5", "£20m" and "£1.5bn" (thousand "k", million "m", billion "bn"); blanks
/// around, commas between groups of three digits. At most 2^53 - 1 pence, and whole: "£0.005" is
/// none.
[[nodiscard]] std::optional<std::uint64_t> parse_pounds(std::string_view text) noexcept;

}  // namespace levelin
