#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace levelin::geodata {

/// What is known of a part file: kept beside it as JSON so that a later call can go on.
struct PartState {
    std::string address;
    std::string validator;       ///< Of a file: ETag or Last-Modified. Of a layer: its last edit.
    std::uint64_t bytes = 0;     ///< Of a layer: how many of the part file are whole features.
    std::uint64_t features = 0;  ///< Of a layer: how many have come.
    std::uint64_t count = 0;     ///< Of a layer: how many the service counted.
    std::uint64_t page_size = 0;
};

[[nodiscard]] std::filesystem::path state_path(const std::filesystem::path& part);
/// An empty state where there is none or it cannot be understood.
[[nodiscard]] PartState read_state(const std::filesystem::path& part);
void write_state(const std::filesystem::path& part, const PartState& state);
void remove_state(const std::filesystem::path& part);

}  // namespace levelin::geodata
