#pragma once

#include <cstdint>
#include <levelin/table/result_table.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

enum class Comparison : std::uint8_t { less, at_most, equal, not_equal, at_least, more };
[[nodiscard]] std::string_view to_string(Comparison comparison) noexcept;
/// Whether `value` compares so with `number`.
[[nodiscard]] bool holds(double value, Comparison comparison, double number) noexcept;

/// What holds for an area or does not, or cannot be told because a value is not there.
enum class Truth : std::uint8_t { no, yes, unknown };

/// A condition on an area's columns, as a tree:
///
///     imd_decile <= 2 and not (region = "E12000007" or percentile(income_value) < 65)
///
/// Grammar:
///
///     condition  = term { "or" term }           term = factor { "and" factor }
///     factor     = [ "not" ] ( "(" condition ")" | comparison )
///     comparison = operand ( "<" | "<=" | "=" | "!=" | ">=" | ">" ) ( number | "text" )
///     operand    = column | "percentile(" column ")" | "quantile(" column "," whole ")"
///     column     = letters, digits and _, not first a digit; or any name in [ ]
///
/// A value that is missing, suppressed or not applicable makes its comparison unknown, and logic
/// is three-valued (Kleene): `unknown or yes` is yes, `unknown and no` is no.
struct Condition {
    enum class Kind : std::uint8_t { all, any, negation, comparison };
    /// percentile(x) = 100 r / n, r the mean rank from the lowest of the n values that are there:
    /// 100 for a single highest (as CEJST's). quantile(x, q) = ceil(q r / n), r the rank from the
    /// highest, ties at their lowest place: 1 = the highest q-th.
    enum class Operand : std::uint8_t { value, percentile, quantile };
    Kind kind = Kind::comparison;
    std::vector<Condition> parts;  ///< Of all, any and negation.
    std::string column;            ///< From here: of a comparison.
    Operand operand = Operand::value;
    int quantiles = 0;
    Comparison comparison = Comparison::equal;
    bool is_text = false;
    double number = 0;
    std::string text;
};

/// Reads a condition. @throws ConfigError E-TARGET-06 with the place in the text as column.
[[nodiscard]] Condition parse_condition(std::string_view text);

/// The condition as text that `parse_condition` reads back.
[[nodiscard]] std::string to_text(const Condition& condition);

/// Whether each area meets the condition. `code`, `name` and `status` are columns of text.
/// @throws ConfigError E-TARGET-01 a column that the table has not; E-TARGET-02 a text compared
///         with numbers, or the other way round.
/// Cost: O(areas) a comparison, O(n log n) with percentile or quantile.
[[nodiscard]] std::vector<Truth> evaluate(const Condition& condition, const ResultTable& table);

}  // namespace levelin
