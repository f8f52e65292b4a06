#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/status.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace levelin {

/// Whole numbers (ranks with a rule that keeps them whole, deciles) with a status each.
struct WholeColumn {
    std::vector<std::int64_t> values;
    std::vector<Status> status;
};

/// Decimal numbers with a status each.
struct DecimalColumn {
    std::vector<double> values;
    std::vector<Status> status;
};

/// Words: names that are carried along, or the status words of a part.
struct TextColumn {
    std::vector<std::string> values;
};

/// One column of what a run writes.
struct ResultColumn {
    std::string name;  ///< As in the contract: `imd_score`, `income_contribution`.
    std::variant<WholeColumn, DecimalColumn, TextColumn> data;
};

/// What `areas.csv` and `areas.geojson` both hold, in the order of the boundaries.
///
/// Invariant: every column has as many entries as there are codes; column names are unique and
/// none is `code`, `name` or `status`.
struct ResultTable {
    std::vector<AreaCode> codes;
    std::vector<std::string> names;
    std::vector<Status> status;  ///< Of the first index.
    std::vector<ResultColumn> columns;

    [[nodiscard]] std::size_t size() const noexcept { return codes.size(); }
    /// The column of that name, or null.
    [[nodiscard]] const ResultColumn* find(std::string_view name) const noexcept;
};

}  // namespace levelin
