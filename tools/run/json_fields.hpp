#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace levelin::run {

/// Keys in the order in which they were written.
using Json = nlohmann::ordered_json;

/// The object in a JSON file; an empty one where there is no such file or it holds none.
[[nodiscard]] Json json_document(const std::filesystem::path& file);

/// A number of an object, or nothing where it is not there or null.
[[nodiscard]] std::optional<double> number_in(const Json& object, const char* key);
/// A text of an object, or an empty one.
[[nodiscard]] std::string text_in(const Json& object, const char* key);
/// A list of an object, or an empty one.
[[nodiscard]] Json list_in(const Json& object, const char* key);
/// Whatever an object has there, or null.
[[nodiscard]] Json part_in(const Json& object, const char* key);

}  // namespace levelin::run
