#pragma once

#include <cstdint>
#include <levelin/confidence/uncertain_index.hpp>
#include <levelin/confidence/uncertainty.hpp>
#include <levelin/score/index_model.hpp>
#include <string>
#include <vector>

#include "leaf_values.hpp"

/// An uncertain index made ready to be scored many times. Areas stand at positions: first those
/// that have every leaf, then the others, each in the order of the run's scores, so that what is
/// sorted again is nearly sorted and memory is walked along.
namespace levelin::detail {

/// A leaf's values under one choice, by position, and what products need of them; empty where no
/// aggregation asks.
struct LeafValues {
    std::vector<double> plain;
    std::vector<double> logarithm;
    std::vector<double> reciprocal;
    double mean = 0;  ///< Over the areas that have it.
};

struct PlanNode {
    static constexpr std::uint32_t none = UINT32_MAX;
    PartSpec spec;                     ///< Without its parts.
    std::uint32_t leaf = none;         ///< Of a leaf.
    std::vector<std::uint32_t> parts;  ///< Nodes; those of weight 0 in every draw are left out.
    /// Whether the parent may ask for logarithms or reciprocals.
    bool needs_logarithm = false;
    bool needs_reciprocal = false;
    [[nodiscard]] bool is_leaf() const noexcept { return leaf != none; }
};

/// A weight that is drawn.
struct VariedWeight {
    std::uint32_t node = 0;
    std::uint32_t factor = 0;
    double low = 0;
    double high = 0;
    double shape = 0;  ///< Under Dirichlet.
};

/// Siblings whose weights are drawn, and what they add up to in the run.
struct SiblingGroup {
    std::vector<VariedWeight> varied;
    double total = 0;
};

/// A leaf with standard errors. By area.
struct LeafError {
    std::uint32_t leaf = 0;
    std::uint32_t factor = 0;
    std::vector<double> standard_error;
};

struct Plan {
    std::string id;
    TieRule ties = TieRule::min;
    DecileRule decile_rule = DecileRule::ceil;
    std::size_t areas = 0;
    std::size_t complete = 0;               ///< Positions before this have every leaf.
    std::vector<std::uint32_t> area_at;     ///< By position.
    std::vector<std::uint32_t> code_place;  ///< By area: its place among the codes in order.

    std::vector<PlanNode> nodes;                   ///< The root first, parents before parts.
    std::vector<double> run_weights;               ///< By node.
    std::vector<LeafSource> sources;               ///< By leaf; empty for given scores.
    std::vector<std::vector<LeafValues>> values;   ///< By normalisation and leaf.
    std::vector<std::vector<Status>> leaf_status;  ///< By leaf and position - complete.

    std::vector<NormalisationChoice> normalisations;  ///< At least one.
    std::vector<Aggregation> aggregations;            ///< Of the root; at least one.
    std::vector<MissingTreatment> missing;            ///< At least one.

    std::vector<Factor> factors;
    bool dirichlet = false;
    bool renormalise = true;
    std::vector<SiblingGroup> groups;
    std::vector<LeafError> errors;
    // Which factor each choice is; PlanNode::none where there is no choice.
    std::uint32_t normalisation_factor = PlanNode::none;
    std::uint32_t aggregation_factor = PlanNode::none;
    std::uint32_t missing_factor = PlanNode::none;

    std::vector<double> run_ranks;   ///< By position; 0 = no rank in the run.
    std::vector<double> population;  ///< By area: deciles by people; empty = by rank.
    std::vector<Status> population_status;
};

/// @throws as UncertainIndex.
[[nodiscard]] Plan make_plan(const IndexModel& model, const Uncertainty& uncertainty,
                             std::span<const AreaCode> codes);
[[nodiscard]] Plan make_plan(const ScoreAlternatives& scores, std::span<const AreaCode> codes);

/// Logarithms and reciprocals of values, where the node's parent asks for them.
/// @throws InputError E-CONFIDENCE-03 a value that is not above 0.
void add_transforms(const PlanNode& node, std::size_t count, LeafValues& values);

}  // namespace levelin::detail
