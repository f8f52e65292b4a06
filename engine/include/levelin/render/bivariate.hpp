#pragma once

#include <levelin/classify/classes.hpp>
#include <levelin/render/thematic_map.hpp>
#include <string>
#include <vector>

namespace levelin::render {

struct BivariateOptions {
    std::string legend_title;
    std::string first_label;   ///< What grows to the right in the legend.
    std::string second_label;  ///< What grows upwards.
    std::vector<std::string> status_labels = render::status_labels();
};

/// Two values at once: a square of k x k colours, orange for the first, blue for the second, dark
/// where both are high.
///
/// An area without one of the values is drawn as one without a value, by the status of the first
/// that is not there.
/// @param first, second  the same areas in the same number of classes, 2 to 4; higher shades
///                       (`Classes::shade`) lie further along.
/// @throws UsageError E-RENDER-02 other numbers of areas, E-RENDER-04 of classes.
[[nodiscard]] ThematicMap bivariate_choropleth(const Classification& first,
                                               const Classification& second,
                                               const BivariateOptions& options,
                                               std::vector<std::string> area_notes = {});

}  // namespace levelin::render
