#include "attribution.hpp"

#include <algorithm>
#include <levelin/harmonise/geography.hpp>
#include <set>
#include <string_view>

namespace levelin::run {

namespace {

constexpr std::string_view ons =
    "Boundaries: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right";
constexpr std::string_view scotland =
    "Boundaries: Scottish Government and National Records of Scotland licensed under the Open "
    "Government Licence v3.0. Contains OS data © Crown copyright and database right";
constexpr std::string_view northern_ireland =
    "Boundaries: Northern Ireland Statistics and Research Agency and Land & Property Services "
    "licensed under the Open Government Licence v3.0. Contains LPS Intellectual Property © Crown "
    "copyright and database right";
constexpr std::string_view ostn15 =
    "Coordinates moved by OSTN15, Ordnance Survey, BSD 2-Clause licence";

// The nations' own small areas are published by the nations; all else by ONS.
std::string_view publisher(const AreaCode& code) {
    switch (geography_of(code)) {
        case Geography::unknown:
            return {};
        case Geography::data_zone:
        case Geography::intermediate_zone:
            return code.str().starts_with("S") ? scotland : northern_ireland;
        case Geography::super_output_area:
        case Geography::super_data_zone:
        case Geography::small_area_ni:
            return northern_ireland;
        default:
            return ons;
    }
}

// Of a layer of many nations, in the order England and Wales, Scotland, Northern Ireland.
std::vector<std::string_view> publishers(const BoundarySet& set) {
    std::set<std::string_view> found;
    for (const AreaCode& code : set.codes) {
        if (const std::string_view line = publisher(code); !line.empty()) {
            found.insert(line);
        }
    }
    std::vector<std::string_view> lines;
    for (const std::string_view line : {ons, scotland, northern_ireland}) {
        if (found.contains(line)) {
            lines.push_back(line);
        }
    }
    return lines;
}

}  // namespace

std::vector<std::string> attribution_lines(const config::ProjectConfig& project,
                                           const Inputs& inputs, const std::string& datum_grid) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view line) {
        if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.emplace_back(line);
        }
    };
    for (const std::string& line : project.map.attribution) {
        add(line);
    }
    for (std::size_t b = 0; b < project.boundaries.size() && b < inputs.boundaries.size(); ++b) {
        if (!project.boundaries[b].licence.empty()) {
            add(project.boundaries[b].licence);
            continue;
        }
        for (const std::string_view line : publishers(inputs.boundaries[b].set)) {
            add(line);
        }
    }
    for (const LoadedTable& table : inputs.tables) {
        add(table.config.licence);
    }
    if (!datum_grid.empty()) {
        add(ostn15);
    }
    return lines;
}

}  // namespace levelin::run
