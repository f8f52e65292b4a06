#pragma once

#include <filesystem>
#include <levelin/render/place_labels.hpp>
#include <vector>

namespace levelin::run {

/// levelin's list of towns, the best known first.
/// @throws InputError E-INPUT-91 where the file is not as levelin has it.
[[nodiscard]] std::vector<render::Place> read_towns(const std::filesystem::path& file);

}  // namespace levelin::run
