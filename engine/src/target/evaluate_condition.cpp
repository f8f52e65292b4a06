#include <algorithm>
#include <cmath>
#include <levelin/score/kernels.hpp>
#include <levelin/target/condition.hpp>
#include <levelin/target/table_columns.hpp>

namespace levelin {

namespace {

Truth truth_of(bool value) noexcept {
    return value ? Truth::yes : Truth::no;
}

std::size_t count_of(const NumberColumn& column) {
    return static_cast<std::size_t>(
        std::count(column.status.begin(), column.status.end(), Status::ok));
}

// Turns values into percentiles or quantiles, where the condition asks for them.
void transform(NumberColumn& column, const Condition& condition) {
    const std::size_t n = count_of(column);
    switch (condition.operand) {
        case Condition::Operand::value:
            return;
        case Condition::Operand::percentile:
            column = columns::percentiles_of(std::move(column));
            return;
        case Condition::Operand::quantile: {
            const auto ranks = kernels::rank_descending(column.values, column.status, TieRule::min);
            for (std::size_t a = 0; a < ranks.size(); ++a) {
                column.values[a] = static_cast<double>(
                    kernels::quantile_of_rank(ranks[a], n, condition.quantiles, DecileRule::ceil));
            }
            return;
        }
    }
}

std::vector<Truth> compare(const Condition& condition, const ResultTable& table) {
    std::vector<Truth> out(table.size(), Truth::unknown);
    if (condition.is_text) {
        const std::vector<std::string> texts = columns::texts_of(table, condition.column);
        for (std::size_t a = 0; a < texts.size(); ++a) {
            if (!texts[a].empty()) {
                out[a] = truth_of((texts[a] == condition.text) ==
                                  (condition.comparison == Comparison::equal));
            }
        }
        return out;
    }
    NumberColumn column = columns::numbers_of(table, condition.column);
    transform(column, condition);
    for (std::size_t a = 0; a < column.size(); ++a) {
        if (column.status[a] == Status::ok) {
            out[a] = truth_of(holds(column.values[a], condition.comparison, condition.number));
        }
    }
    return out;
}

}  // namespace

bool holds(double value, Comparison comparison, double number) noexcept {
    switch (comparison) {
        case Comparison::less:
            return value < number;
        case Comparison::at_most:
            return value <= number;
        case Comparison::equal:
            return value == number;
        case Comparison::not_equal:
            return value != number;
        case Comparison::at_least:
            return value >= number;
        case Comparison::more:
            return value > number;
    }
    return false;
}

std::vector<Truth> evaluate(const Condition& condition, const ResultTable& table) {
    using Kind = Condition::Kind;
    if (condition.kind == Kind::comparison) {
        return compare(condition, table);
    }
    std::vector<Truth> out = evaluate(condition.parts.front(), table);
    if (condition.kind == Kind::negation) {
        for (Truth& truth : out) {
            truth = truth == Truth::unknown ? truth : truth_of(truth == Truth::no);
        }
        return out;
    }
    const Truth decides = truth_of(condition.kind == Kind::any);
    for (std::size_t p = 1; p < condition.parts.size(); ++p) {
        const std::vector<Truth> part = evaluate(condition.parts[p], table);
        for (std::size_t a = 0; a < out.size(); ++a) {
            if (out[a] == decides || part[a] == decides) {
                out[a] = decides;
            } else if (part[a] == Truth::unknown) {
                out[a] = Truth::unknown;
            }
        }
    }
    return out;
}

}  // namespace levelin
