#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/classify/classes.hpp>
#include <levelin/render/palette.hpp>
#include <levelin/render/thematic_map.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::render {

/// How classes are coloured and explained.
struct ChoroplethOptions {
    PaletteInfo palette = palettes().front();
    /// Own colours in place of the palette, one a class from the best to the worst.
    std::vector<draw::Colour> colours;
    bool reverse =
        false;  ///< Darkest, or warmest, where a value is best and not where it is worst.
    std::string legend_title;
    std::string class_heading;             ///< Above the labels ("Decile"); may be empty.
    std::string bounds_heading = "Score";  ///< Above the bounds.
    std::string count_heading = "Areas";   ///< Above the counts.
    std::string worst_note;                ///< After the label of the worst class.
    std::string best_note;                 ///< After the label of the best class.
    /// In place of names and bounds of classes, as the legend is read: from its top.
    std::vector<std::string> labels;
    std::vector<std::string> status_labels = render::status_labels();  ///< By `Status`.
};

/// A choropleth: areas filled by their class, worse is darker.
///
/// Areas without a value are filled with a pattern of their own for each status, and counted in the
/// legend, whose counts add up to all areas.
/// @param class_of_area  1 to the number of classes, or `class_without_value(status)`.
/// @param area_notes     empty, or n texts for each area ("decile 3, score 41.2").
/// @throws UsageError E-RENDER-03 a class that is not there; E-RENDER-02 another number of notes;
///                    E-RENDER-04 classes, colours or labels that do not fit together.
/// The findings: W-RENDER-04 where some kind of colour vision cannot tell neighbouring classes
/// apart (a distance below 5, CIE 1976).
[[nodiscard]] ThematicMap choropleth(std::span<const int> class_of_area, const Classes& classes,
                                     const ChoroplethOptions& options,
                                     std::vector<std::string> area_notes = {});

/// Colours of the classes in the order of their entries.
[[nodiscard]] std::vector<draw::Colour> class_colours(const Classes& classes,
                                                      const ChoroplethOptions& options);

}  // namespace levelin::render
