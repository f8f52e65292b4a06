#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::geodata::detail {

/// What a format allows as the name of a column.
struct FieldNameRules {
    std::size_t max_bytes = 0;  ///< 0 = any length.
    /// Letters, digits and underscores of ASCII alone, a letter first; others become "_".
    bool ascii = false;
    std::string forbidden;              ///< Characters that become "_".
    std::vector<std::string> reserved;  ///< Names that the format keeps for itself, lower case.
};

struct FieldNames {
    std::vector<std::string> names;  ///< One for each that was given, in their order.
    std::vector<std::pair<std::string, std::string>> renamed;  ///< As it was, as it is.
};

/// Names that a format takes: cut to its length and made unique without regard to case, a number in
/// place of the last letters. A name that fits already keeps itself, wherever it stands.
/// Cost: O(names^2) at worst.
[[nodiscard]] FieldNames fit_field_names(std::span<const std::string> names,
                                         const FieldNameRules& rules);

/// A name like `wanted` that is not among the names, without regard to case.
[[nodiscard]] std::string free_name(std::string wanted, std::span<const std::string> names);

}  // namespace levelin::geodata::detail
