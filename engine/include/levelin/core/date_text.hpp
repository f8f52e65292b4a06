#pragma once

#include <string>

namespace levelin {

/// A date for readers: "2023-12-31" -> "31 December 2023"; what is no such date, as it is.
[[nodiscard]] std::string date_in_words(const std::string& date);

}  // namespace levelin
