#pragma once

#include <levelin/geodata/read_result.hpp>
#include <levelin/interpolate/interpolate.hpp>
#include <levelin/score/spec.hpp>
#include <levelin/table/result_table.hpp>
#include <map>
#include <string>
#include <vector>

#include "interpolate_result.hpp"

namespace levelin::run {

/// A column of the result that is carried over.
struct CarriedColumn {
    NumberColumn values;
    bool extensive = false;
};

/// What is carried over, in the order of the result, and what is left out.
struct ColumnPlan {
    std::vector<CarriedColumn> columns;
    std::vector<std::string> left_out;
};

/// A column of numbers of a result, whole or decimal; nothing for words and for what is not there.
[[nodiscard]] std::optional<NumberColumn> numbers_of(const ResultTable& table,
                                                     const std::string& name);

/// Scores, values and contributions as intensive columns, others as the request names them.
/// @throws UsageError E-INTERPOLATE-01, -02, -03, -04, -08.
[[nodiscard]] ColumnPlan plan_columns(const InterpolateRequest& request,
                                      const geodata::Result& result);

/// How the index of a result was ranked.
struct RankRule {
    TieRule ties = TieRule::min;
    DecileRule deciles = DecileRule::ceil;
};

/// The columns on the targets, as a result has them: after a score its rank and decile among the
/// targets, after a part with gaps its status; at the end `covered`, the share of each target in
/// areas that have a value of the first column, and NAME_covered where another column's differs.
/// @param columns  one for each column of the plan.
[[nodiscard]] ResultTable target_table(const BoundarySet& targets, const geodata::Result& result,
                                       const std::map<std::string, RankRule>& rules,
                                       const std::vector<Interpolated>& columns);

}  // namespace levelin::run
