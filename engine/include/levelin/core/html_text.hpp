#pragma once

#include <string>
#include <string_view>

namespace levelin {

/// A text as HTML writes it, between tags and within quotes: &, <, > and " as entities.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace levelin
