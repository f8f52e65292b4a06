#include "json_fields.hpp"

#include <fstream>

namespace levelin::run {

Json json_document(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    Json json = in ? Json::parse(in, nullptr, false) : Json::object();
    return json.is_object() ? json : Json::object();
}

Json part_in(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() ? *found : Json();
}

std::optional<double> number_in(const Json& object, const char* key) {
    const Json part = part_in(object, key);
    return part.is_number() ? std::optional{part.get<double>()} : std::nullopt;
}

std::string text_in(const Json& object, const char* key) {
    const Json part = part_in(object, key);
    return part.is_string() ? part.get<std::string>() : std::string{};
}

Json list_in(const Json& object, const char* key) {
    Json part = part_in(object, key);
    return part.is_array() ? part : Json::array();
}

}  // namespace levelin::run
