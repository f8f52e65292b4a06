#pragma once

#include <levelin/core/area_code.hpp>
#include <levelin/score/score.hpp>
#include <levelin/score/spec.hpp>
#include <levelin/table/column.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// An index as a formula over its leaves, which can be scored again under other weights.
///
/// Invariants: leaf k of the tree, parents before children in the order of `PartSpec::parts`, has
/// `indicator == k`, `normalise == Normalisation::none`, `direction == higher_is_worse`, and its
/// values are `leaves[k]`; all leaves have one entry an area.
struct IndexModel {
    std::string id;                    ///< Of the index: "imd".
    IndexSpec spec;                    ///< The tree with the weights of the run.
    std::vector<NumberColumn> leaves;  ///< After the run's normalisation; higher is worse.
    std::vector<PartSpec> as_run;  ///< The leaves as the run had them: how they were normalised.

    [[nodiscard]] std::size_t size() const noexcept {
        return leaves.empty() ? 0 : leaves[0].size();
    }
};

/// The scores of the model with the weights that it has. @throws as `score_index`.
[[nodiscard]] ScoredIndex score_model(const IndexModel& model, std::span<const AreaCode> codes);

/// Whether the score is a weighted sum of the leaves for areas that have them all: every node
/// `weighted_sum` or `weighted_mean` and none but leaves normalised.
[[nodiscard]] bool is_linear(const IndexModel& model) noexcept;

/// Of a linear index, the share of each leaf in the score: products of weights down the tree, each
/// divided by the sum of its siblings' under `weighted_mean`.
/// @throws std::invalid_argument where the index is not linear.
[[nodiscard]] std::vector<double> effective_weights(const IndexModel& model);

}  // namespace levelin
