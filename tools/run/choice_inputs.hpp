#pragma once

#include <config/allocation.hpp>
#include <levelin/choose/cover_problem.hpp>
#include <levelin/target/scorecard.hpp>
#include <string>
#include <vector>

#include "allotment.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// Candidates that a choice is made among.
struct Candidates {
    static constexpr std::uint32_t no_area = UINT32_MAX;
    std::vector<std::string> codes;
    std::vector<std::string> names;
    std::vector<Point> places;         ///< British National Grid; empty without a reach.
    std::vector<std::uint32_t> areas;  ///< Of the result; no_area for sites of a file.
};

/// A choice as the engine sees it, with what its numbers stand for.
struct ChoiceInputs {
    CoverProblem problem;
    Candidates candidates;
    std::vector<Point> places;               ///< Of the areas; empty without a reach.
    std::vector<std::string> groups;         ///< Of the candidates, with least numbers.
    std::vector<std::uint8_t> known;         ///< Of the areas: 1 where the need is known.
    std::vector<std::uint8_t> without_cost;  ///< Of the areas: 1 where that keeps it from standing.
    std::string need;         ///< In words: "in_need", "income per cent of population".
    std::string places_from;  ///< In words, for the report.
    std::vector<InputDigest> digests;
    Diagnostics findings;
};

/// Reads places and sites, and puts need, costs and groups in the order of candidates.
///
/// Candidates are the eligible areas in the order of their codes, or the sites of a file in the
/// order of theirs; a site of a file lies in the group of the area whose place is nearest.
/// @throws as `columns::numbers_of`, `read_points`, `read_metric_layer`; ConfigError E-CHOOSE-05
///         nobody's need is named; InputError E-ALLOCATE-07 areas without a need or a cost; -06 no
///         places for a reach, or areas without one; -07 sites with one code, without a cost, or
///         with one below 0; -08 a group that holds no candidate.
[[nodiscard]] ChoiceInputs read_choice_inputs(const config::ChoiceConfig& choice,
                                              const ScorecardSpec& card, RuleMissing missing,
                                              const RuleInputs& inputs,
                                              const RuleInputsRequest& request,
                                              const Eligible& eligible);

}  // namespace levelin::run
