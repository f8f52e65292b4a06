#pragma once

#include <cstdint>
#include <levelin/render/thematic_map.hpp>
#include <levelin/table/result_table.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::render {

struct OutlineOptions {
    std::string label = "Selected";
    draw::Stroke stroke{{0x1b, 0x1b, 0x1b}, 1.8, {}};  ///< Width in units of the design.
};

/// Draws a line around the chosen areas, one for all that touch, over a light casing.
/// @param chosen  one an area: not 0 = chosen. @throws UsageError E-RENDER-02.
[[nodiscard]] ThematicMap with_outline(ThematicMap map, std::span<const std::uint8_t> chosen,
                                       const OutlineOptions& options = {});

/// Draws a line between areas of different groups: councils on a map of small areas.
/// @param groups  one an area; empty = none. @throws UsageError E-RENDER-02.
[[nodiscard]] ThematicMap with_group_borders(ThematicMap map, std::span<const std::string> groups,
                                             double width_units = 0.9);

struct ConfidenceOptions {
    std::vector<double> levels{0.95, 0.8};  ///< Falling; below the last an area is least certain.
    std::string heading = "Certainty";      ///< Above the columns of the legend.
};

/// Fades each class towards the page where it is less certain.
///
/// Level 1 has the class's own colour; each further level lies nearer to light grey, the last, of
/// those below all levels, at a quarter of the colour. Fading keeps the order of lightness within a
/// level, and areas without a value keep their patterns.
/// @param map        a choropleth: each ink but those of statuses is a class.
/// @param certainty  one an area, 0 to 1; without a status of ok an area is least certain.
/// @throws UsageError E-RENDER-02; E-RENDER-04 classes times levels are more than `max_inks`.
[[nodiscard]] ThematicMap with_confidence(ThematicMap map, const DecimalColumn& certainty,
                                          const ConfidenceOptions& options = {});

}  // namespace levelin::render
