#pragma once

#include <filesystem>
#include <levelin/core/area_code.hpp>
#include <string>
#include <vector>

namespace levelin::geodata {

/// Two areas that water parts and that count as neighbours all the same.
struct Bridge {
    AreaCode code;
    AreaCode neighbour;
    std::string kind;    ///< "bridge", "tunnel", "causeway", "ferry"; may be empty.
    std::string reason;  ///< May be empty.
};

/// Reads pairs of areas from a table with the columns `code`, `neighbour` and, where they are
/// there, `kind` and `reason`; see geodata/bridges/README.md.
/// @throws InputError as `read_table`; E-NEIGHBOURS-01 a column is missing; E-NEIGHBOURS-02 with
///         the row: a cell that holds no code, or twice the same one, or an unknown kind.
[[nodiscard]] std::vector<Bridge> read_bridges(const std::filesystem::path& path);

}  // namespace levelin::geodata
