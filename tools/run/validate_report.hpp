#pragma once

#include <string>

#include "validate_layer.hpp"

namespace levelin::run {

/// The table and the first examples of each kind, for the console.
[[nodiscard]] std::string validate_text(const ValidateRequest& request, const MetricLayer& layer,
                                        const std::vector<FaultKind>& kinds);

/// The same as a JSON document.
[[nodiscard]] std::string validate_json(const ValidateRequest& request, const MetricLayer& layer,
                                        const ValidateOutcome& outcome);

/// Every fault as a feature in longitude and latitude (RFC 7946), seven decimals.
struct FaultFeatures {
    std::string text;
    Diagnostics findings;  ///< Of the reprojection.
};
[[nodiscard]] FaultFeatures validate_geojson(const MetricLayer& layer,
                                             const std::vector<FaultKind>& kinds);

}  // namespace levelin::run
