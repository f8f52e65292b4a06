#pragma once

#include <array>
#include <levelin/core/status.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace levelin::run {

/// How many entries have each status, every word of it in its order: {"ok": 317, "missing": 0,
/// ...}.
[[nodiscard]] inline nlohmann::ordered_json status_counts(const std::vector<Status>& statuses) {
    std::array<std::size_t, status_count> counts{};
    for (const Status status : statuses) {
        ++counts[static_cast<std::size_t>(status)];
    }
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (int s = 0; s < status_count; ++s) {
        json[std::string{to_string(static_cast<Status>(s))}] = counts[static_cast<std::size_t>(s)];
    }
    return json;
}

/// The text of a document that is written: indented, with a line break at its end. File names may
/// hold any bytes; what is not UTF-8 is replaced rather than refused.
[[nodiscard]] inline std::string document_text(const nlohmann::ordered_json& document) {
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace levelin::run
