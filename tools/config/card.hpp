#pragma once

#include <filesystem>
#include <levelin/geodata/catalogue.hpp>
#include <string_view>

namespace levelin::config {

/// Reads one source card; docs/catalogue.md lists the keys.
///
/// @param text  the TOML.
/// @param file  where it is from: for messages, and the card's name must be the file's.
/// @throws ConfigError E-CONFIG-01 to -04, -06 with file, row and column.
[[nodiscard]] geodata::SourceCard parse_card(std::string_view text,
                                             const std::filesystem::path& file);

/// Reads every .toml file of a folder.
/// @throws ConfigError as `parse_card`, E-CONFIG-08 where a file or the folder cannot be read,
///         E-GET-02 where two cards have one name.
[[nodiscard]] geodata::Catalogue read_catalogue(const std::filesystem::path& folder);

}  // namespace levelin::config
