#pragma once

#include "figures.hpp"
#include "uk_layout.hpp"

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/cartogram/hexagon_map.hpp>
#include <string>
#include <vector>

namespace levelin::demo {

/// The United Kingdom's local authorities of December 2023 in hexagons.
struct UkHexagons {
    BoundarySet real;                 ///< As published, British National Grid.
    std::vector<std::string> nation;  ///< One an authority.
    std::vector<std::string> region;  ///< English region, else the nation.
    std::vector<BorderPair> borders;
    std::vector<std::uint32_t> landmass;
    HexagonMap map;
    double cartogram_error = 0;
    LayoutMeasures measures;
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
