#pragma once

#include <string>
#include <string_view>

namespace levelin {

/// The text with A to Z as a to z; every other byte stays, whatever the locale. For headers, file
/// endings and option words, which are compared without case.
[[nodiscard]] std::string ascii_lower(std::string_view text);

}  // namespace levelin
