#pragma once

#include <cstdint>
#include <levelin/score/index_model.hpp>
#include <levelin/score/score.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// One number of an index that is changed, all others staying as they are.
struct WhatIf {
    enum class Kind : std::uint8_t {
        weight,  ///< The weight of a part within its parent: every area's score moves.
        value,   ///< One area's value of a leaf, after normalisation.
    };
    Kind kind = Kind::weight;
    std::string part;  ///< Its id.
    double from = 0;
    double to = 0;
};

/// The part of that id below a node, or null.
[[nodiscard]] const PartSpec* find_part(const PartSpec& node, std::string_view id) noexcept;

/// Answers "what would be selected, if": an index, the table of its result and a rule, which are
/// scored, ranked and selected anew for each question, with the very functions of a run.
///
/// The columns `ID_score`, `ID_rank`, `ID_decile` of the index and `PART_value`,
/// `PART_contribution` of its parts are replaced; all others stay.
class Replay {
  public:
    /// @param model  read from the result that `table` holds. @param neighbours  may be null.
    /// @throws InputError E-EXPLAIN-02 where the rule goes by rank or decile and those in the table
    ///         are not those of its areas, since more areas were ranked than the result holds; what
    ///         `score_model` and `select` throw.
    Replay(const IndexModel& model, const ResultTable& table, const SelectionRule& rule,
           const NeighbourGraph* neighbours = nullptr);

    /// Who is selected after the change. @param area  whose value changes; of no matter for
    /// weights.
    /// @throws what `score_model` and `select` throw of the changed index.
    /// Cost: of scoring and selecting: O(n k + n log n).
    [[nodiscard]] Selection with(const WhatIf& change, std::size_t area);

    /// Who is selected, without any change, after the first steps of the rule; kept once made.
    [[nodiscard]] const Selection& after(std::size_t steps);

    [[nodiscard]] const IndexModel& model() const noexcept { return m_model; }
    [[nodiscard]] const ResultTable& table() const noexcept { return m_table; }
    [[nodiscard]] const SelectionRule& rule() const noexcept { return m_rule; }
    [[nodiscard]] const NeighbourGraph* neighbours() const noexcept { return m_neighbours; }
    [[nodiscard]] const ScoredIndex& scored() const noexcept { return m_scored; }
    [[nodiscard]] const Selection& selection() const noexcept { return m_selection; }

  private:
    void take_columns(ScoredIndex scored);

    IndexModel m_model;
    ResultTable m_table;
    SelectionRule m_rule;
    const NeighbourGraph* m_neighbours;
    ScoredIndex m_scored;
    ResultTable m_changed;  // The table of the last question.
    Selection m_selection;
    std::map<std::size_t, Selection> m_after;
};

}  // namespace levelin
