#pragma once

#include "figures.hpp"

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/cartogram/cartogram.hpp>
#include <string>
#include <vector>

namespace levelin::demo {

/// The United Kingdom's local authorities of December 2023 in hexagons.
struct UkHexagons {
    BoundarySet real;                 ///< As published, British National Grid.
    std::vector<std::string> nation;  ///< One an authority.
    std::vector<std::string> region;  ///< English region, else the nation.
    Cartogram hexagons;               ///< Each region in one piece.
    std::size_t touching = 0;         ///< Pairs of hexagons that touch.
    double turn_deg = 0;              ///< Mean turn of the line between areas that share a border.
};

/// Reads boundaries and regions under the folder of the real data and lays them out.
/// @throws what the readers throw; InputError E-DEMO-04 an authority without a nation.
[[nodiscard]] UkHexagons uk_hexagons(const std::filesystem::path& data);

/// The texts of `indicators.csv` and `sources.csv`.
struct DemoTables {
    std::string indicators;
    std::string sources;
    SmallAreaFigures figures;
};
[[nodiscard]] DemoTables demo_tables(const std::filesystem::path& data, const UkHexagons& uk);

}  // namespace levelin::demo
