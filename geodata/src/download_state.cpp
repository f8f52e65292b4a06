#include "download_state.hpp"

#include <fstream>
#include <levelin/geodata/output_file.hpp>
#include <nlohmann/json.hpp>
#include <system_error>

namespace levelin::geodata {

std::filesystem::path state_path(const std::filesystem::path& part) {
    std::filesystem::path path = part;
    path += ".json";
    return path;
}

PartState read_state(const std::filesystem::path& part) {
    std::ifstream stream{state_path(part), std::ios::binary};
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    PartState state;
    if (!json.is_object()) {
        return state;
    }
    try {
        state.address = json.value("address", "");
        state.validator = json.value("validator", "");
        state.bytes = json.value("bytes", std::uint64_t{0});
        state.features = json.value("features", std::uint64_t{0});
        state.count = json.value("count", std::uint64_t{0});
        state.page_size = json.value("page_size", std::uint64_t{0});
    } catch (const nlohmann::json::exception&) {
        return {};
    }
    return state;
}

void write_state(const std::filesystem::path& part, const PartState& state) {
    const nlohmann::ordered_json json{{"address", state.address}, {"validator", state.validator},
                                      {"bytes", state.bytes},     {"features", state.features},
                                      {"count", state.count},     {"page_size", state.page_size}};
    OutputFile file{state_path(part), true};
    file.write(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    static_cast<void>(file.commit());
}

void remove_state(const std::filesystem::path& part) {
    std::error_code ignored;
    std::filesystem::remove(state_path(part), ignored);
}

}  // namespace levelin::geodata
