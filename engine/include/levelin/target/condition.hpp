#pragma once

#include <cstdint>
#include <levelin/table/result_table.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

enum class Comparison : std::uint8_t { less, at_most, equal, not_equal, at_least, more };

/// A condition on an area's columns, as a tree:  imd_decile <= 2 and not region = "E12000007".
///
/// Grammar:  condition = term { "or" term };  term = factor { "and" factor };
/// factor = [ "not" ] ( "(" condition ")" | comparison );
/// comparison = operand ( "<" | "<=" | "=" | "!=" | ">=" | ">" ) ( number | "text" );
/// operand = column | "percentile(" column ")" | "quantile(" column "," whole ")".
///
/// percentile(x) = 100 (number of areas with a value at most x's, less the ties' half... see
/// condition.cpp) and is 100 for the highest value.
struct Condition {
    enum class Kind : std::uint8_t { all, any, negation, comparison };
    enum class Operand : std::uint8_t { value, percentile, quantile };
    Kind kind = Kind::comparison;
    std::vector<Condition> parts;
    // Of a comparison:
    std::string column;
    Operand operand = Operand::value;
    int quantiles = 0;
    Comparison comparison = Comparison::equal;
    double number = 0;
    std::string text;
    bool is_text = false;
};

/// Reads a condition. @throws ConfigError E-TARGET-06 with the place in the text.
[[nodiscard]] Condition parse_condition(std::string_view text);

/// The condition as text that `parse_condition` reads back.
[[nodiscard]] std::string to_text(const Condition& condition);

}  // namespace levelin
