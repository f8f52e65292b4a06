#pragma once

#include <cstdint>
#include <levelin/score/spec.hpp>
#include <levelin/table/column.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// How the weights of an index are drawn.
enum class WeightLaw : std::uint8_t {
    fixed,      ///< As the run had them.
    uniform,    ///< Each evenly from a range of its own.
    dirichlet,  ///< The siblings' shares together, around the stated ones.
};
[[nodiscard]] std::string_view to_string(WeightLaw law) noexcept;

/// A range of its own for one weight, in the unit of the weights.
struct WeightRange {
    std::string part;
    double low = 0;
    double high = 0;
};

/// What is done to the weights of siblings w_1 .. w_k, at every level of the tree.
///
///     uniform:    w'_i even in [w_i (1 - spread), w_i (1 + spread)], or in a range of its own
///     dirichlet:  w'_i = W g_i / sum g,  g_i ~ gamma(concentration w_i / W),  W = sum w
///
/// Under Dirichlet a share s = w_i / W has mean s and variance s (1 - s) / (concentration + 1).
/// Under `renormalise` the uniform weights are scaled so that siblings add up to what they did;
/// means divide by the sum anyway. A weight of 0, of an only child, or named in `fixed` stays.
/// Source: Saisana, Saltelli & Tarantola, J. R. Statist. Soc. A 168, 2005, section 4.
struct WeightVariation {
    WeightLaw law = WeightLaw::uniform;
    double spread = 0.2;         ///< (0, 1).
    double concentration = 100;  ///< Above 0; the larger, the closer to the stated weights.
    std::vector<WeightRange> ranges;
    std::vector<std::string> fixed;
    bool renormalise = true;
};

/// One way to normalise the leaves.
struct NormalisationChoice {
    std::optional<Normalisation> method;  ///< None: as the run did. Not none, distance_to_target.
    ExponentialCurve curve;
    /// Stretches the values of each leaf from the first number to the second: geometric and
    /// harmonic means need values above 0.
    std::optional<std::pair<double, double>> range;
};

/// What happens to an area that lacks a part, in all nodes.
enum class MissingTreatment : std::uint8_t {
    as_run,    ///< What each node says.
    no_score,  ///< No score.
    reweight,  ///< The weights that are there are spread over the whole, down to each node's
               ///< minimum_weight.
    mean,      ///< The leaf's mean over the areas that have it.
};
[[nodiscard]] std::string_view to_string(MissingTreatment treatment) noexcept;

/// The own values of a leaf's indicator, before normalisation.
struct IndicatorValues {
    std::string part;
    NumberColumn values;
};

/// Standard errors of a leaf's indicator, in the indicator's unit: each draw adds z s to each
/// area's value, z standard normal, and normalises anew.
struct IndicatorError {
    std::string part;
    NumberColumn standard_error;
};

/// What is not certain about an index: the choices that could have been made otherwise.
///
/// Of each list one is drawn, all as likely; a list that is empty or holds one entry is no choice.
struct Uncertainty {
    WeightVariation weights;
    std::vector<NormalisationChoice> normalisations;
    std::vector<std::optional<Aggregation>> aggregations;  ///< Of the index itself; none: as run.
    std::vector<MissingTreatment> missing;
    std::vector<IndicatorValues> indicators;  ///< Needed where the leaf's values do not tell.
    std::vector<IndicatorError> errors;
};

/// What a factor of the uncertainty is about.
enum class FactorKind : std::uint8_t { weight, normalisation, aggregation, missing, error, base };
[[nodiscard]] std::string_view to_string(FactorKind kind) noexcept;

/// One choice that is drawn by itself.
struct Factor {
    FactorKind kind = FactorKind::weight;
    std::string part;                 ///< Of weight and error.
    std::vector<std::string> levels;  ///< Of the others: what is chosen from.
};

/// "weight of income", "normalisation", "error of income".
[[nodiscard]] std::string label_of(const Factor& factor);

}  // namespace levelin
