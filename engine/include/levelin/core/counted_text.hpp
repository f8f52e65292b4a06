#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace levelin {

/// A count with its words: "1 area has no row", "12,345 areas have no row".
/// @param one   what follows 1. @param many  what follows 0 and numbers above 1.
[[nodiscard]] std::string counted_text(std::uint64_t count, std::string_view one,
                                       std::string_view many);

}  // namespace levelin
