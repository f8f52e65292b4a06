#pragma once

#include <cstdint>
#include <levelin/core/diagnostics.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/target/table_columns.hpp>
#include <vector>

namespace levelin::detail {

/// What `top` and `limit` of a step made of its candidates.
struct Chosen {
    std::vector<std::uint32_t> taken;
    std::vector<std::uint32_t> below_cut;
    std::vector<std::uint32_t> above_limit;
    std::vector<std::uint32_t> without_value;  ///< Passed over, where the rule allows that.
};

/// Chooses among candidates, which stand in the order of the table.
/// @param what  the step, for messages. @throws as `select`.
[[nodiscard]] Chosen choose_areas(const RuleStep& step, std::vector<std::uint32_t> candidates,
                                  const ResultTable& table, RuleMissing missing,
                                  Diagnostics& findings);

/// @throws InputError E-TARGET-03 of these areas.
[[noreturn]] void refuse_missing(const RuleStep& step, const ResultTable& table,
                                 const std::vector<std::uint32_t>& areas, const std::string& value);

}  // namespace levelin::detail
