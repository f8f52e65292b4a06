#pragma once

#include <array>
#include <cstdint>
#include <levelin/compare/ledger.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <string>
#include <vector>

namespace levelin {

/// What a rule sees of one run.
struct RuleSide {
    const ResultTable* table = nullptr;
    const NeighbourGraph* neighbours = nullptr;  ///< Of the table's areas; may be null.
};

/// An area that came into a selection or left it.
struct SelectionMove {
    AreaCode code;
    std::string name;
    bool came_in = false;
    std::string reason_before;  ///< Empty where the run has no such area.
    std::string reason_after;
    /// Of +1 (came in) or -1 (left), in 24ths, by cause; they add up exactly.
    std::array<std::int64_t, cause_count> parts{};
};

struct SelectionLedger {
    std::size_t selected_before = 0;
    std::size_t selected_after = 0;
    std::vector<SelectionMove> moves;  ///< In code order.
};

/// Who came into a rule's selection and who left it, and by what: the rule is applied to every
/// mixture of two runs, and 0 or 1 for each area is shared out as its rank is.
///
/// A mixture's table has the areas of the boundary's run, the index's columns as the mixture scores
/// them, and all other columns from the data's run, or from the other where that one has them
/// alone. An area that a mixture does not have is not selected in it.
///
/// @param scores  of `before` and `after`; areas that a table does not hold are not selected.
/// @throws what `select` throws, with the mixture as context.
/// Cost: 2^d selections for d causes that differ.
[[nodiscard]] SelectionLedger compare_selections(const SelectionRule& rule,
                                                 const RuleSide& before_side,
                                                 const RuleSide& after_side,
                                                 const LedgerRun& before, const LedgerRun& after,
                                                 const MixedScores& scores);

}  // namespace levelin
