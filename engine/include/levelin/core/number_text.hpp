#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace levelin {

/// The shortest decimal text that reads back to the same double ("0.1", "12", "1e-07").
///
/// @param value  finite; NaN and infinities have no text and throw std::invalid_argument, because
///               nothing that levelin writes may hold them.
[[nodiscard]] std::string shortest_text(double value);

/// Appends `shortest_text(value)`; for writers that fill one buffer.
void append_shortest(std::string& out, double value);  // The buffer is the value being built.

/// The text with a fixed number of decimals, half away from zero by the decimal expansion,
/// trailing zeros kept, "-0" written as "0".
[[nodiscard]] std::string fixed_text(double value, int decimals);

/// Groups of three in the digits of a whole number ("-1234" -> "-1,234").
[[nodiscard]] std::string with_groups(std::string digits);

/// Digits in groups of three: 32844 -> "32,844". For sentences and legends.
[[nodiscard]] std::string grouped_text(std::integral auto value) {
    return with_groups(std::to_string(value));
}

/// A plain decimal number that fills the whole text ("-1.5", "1e3"), or nothing. No blanks, no
/// group separators, no "inf", no "nan".
[[nodiscard]] std::optional<double> parse_plain_number(std::string_view text) noexcept;

}  // namespace levelin
