#include <levelin/confidence/uncertain_index.hpp>

#include "plan.hpp"

namespace levelin {

std::string_view to_string(WeightLaw law) noexcept {
    switch (law) {
        case WeightLaw::fixed:
            return "fixed";
        case WeightLaw::uniform:
            return "uniform";
        case WeightLaw::dirichlet:
            return "dirichlet";
    }
    return "";
}

std::string_view to_string(MissingTreatment treatment) noexcept {
    switch (treatment) {
        case MissingTreatment::as_run:
            return "as_run";
        case MissingTreatment::no_score:
            return "no_score";
        case MissingTreatment::reweight:
            return "reweight";
        case MissingTreatment::mean:
            return "mean";
    }
    return "";
}

std::string_view to_string(FactorKind kind) noexcept {
    switch (kind) {
        case FactorKind::weight:
            return "weight";
        case FactorKind::normalisation:
            return "normalisation";
        case FactorKind::aggregation:
            return "aggregation";
        case FactorKind::missing:
            return "missing values";
        case FactorKind::error:
            return "error";
        case FactorKind::base:
            return "base nation";
    }
    return "";
}

std::string label_of(const Factor& factor) {
    std::string out{to_string(factor.kind)};
    return factor.part.empty() ? out : out + " of " + factor.part;
}

UncertainIndex::UncertainIndex(const IndexModel& model, const Uncertainty& uncertainty,
                               std::span<const AreaCode> codes)
    : m_plan(std::make_shared<const detail::Plan>(detail::make_plan(model, uncertainty, codes))) {}

UncertainIndex::UncertainIndex(const ScoreAlternatives& scores, std::span<const AreaCode> codes)
    : m_plan(std::make_shared<const detail::Plan>(detail::make_plan(scores, codes))) {}

const std::string& UncertainIndex::id() const noexcept {
    return m_plan->id;
}

std::size_t UncertainIndex::size() const noexcept {
    return m_plan->areas;
}

const std::vector<Factor>& UncertainIndex::factors() const noexcept {
    return m_plan->factors;
}

}  // namespace levelin
