#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace levelin {

/// Where the first byte stands that is not part of well-formed UTF-8, or nothing.
///
/// A sequence that is cut off counts from its first byte.
/// Source: Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences).
[[nodiscard]] std::optional<std::size_t> first_not_utf8(std::string_view bytes) noexcept;

/// Appends a code point up to U+10FFFF to a text that is being built.
void append_utf8(std::string& out, char32_t c);

/// Windows-1252 as UTF-8; its five bytes without a meaning become U+FFFD.
///
/// Also right for ISO-8859-1, whose printable characters are the same.
[[nodiscard]] std::string windows_1252_to_utf8(std::string_view bytes);

}  // namespace levelin
