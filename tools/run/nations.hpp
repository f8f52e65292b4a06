#pragma once

#include <levelin/core/area_code.hpp>
#include <string>
#include <string_view>

namespace levelin::run {

/// "E", "S", "W" or "N" by the code's first characters (E01000001, 95AA01S1); "" where they name
/// no nation.
[[nodiscard]] std::string nation_of_code(const AreaCode& code);

/// The same for "England", "eng", "E"; "" for other words.
[[nodiscard]] std::string nation_of_word(std::string_view word);

/// "England" for "E"; the id itself where it is none of the four.
[[nodiscard]] std::string nation_name(const std::string& nation);

}  // namespace levelin::run
