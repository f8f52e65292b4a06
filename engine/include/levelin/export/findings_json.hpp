#pragma once

#include <levelin/core/diagnostics.hpp>

namespace levelin {

/// Findings as a JSON array of {severity, code, message, count, examples}, in their order.
///
/// @tparam Json  nlohmann::ordered_json or a type that is built like it; a parameter so that this
///               library does not depend on one.
template <typename Json>
[[nodiscard]] Json findings_json(const Diagnostics& findings) {
    Json list = Json::array();
    for (const Finding& finding : findings.findings()) {
        list.push_back({{"severity", finding.severity == Severity::warning ? "warning" : "note"},
                        {"code", finding.code},
                        {"message", finding.message},
                        {"count", finding.count},
                        {"examples", finding.examples}});
    }
    return list;
}

}  // namespace levelin
