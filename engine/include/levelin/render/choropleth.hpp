#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/classify/classes.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/render/map_layout.hpp>
#include <levelin/render/map_spec.hpp>
#include <span>
#include <string>

namespace levelin {

/// Both images of one map.
struct MapImages {
    std::string png;  ///< Bytes of a PNG file (8-bit RGB).
    std::string svg;  ///< A whole SVG document, UTF-8.
    Diagnostics diagnostics;
};

/// Draws a choropleth: areas filled by their class, with title, legend, scale bar and sources.
///
/// Areas without a value are filled with a pattern of their own for each status. An area that would
/// vanish at this scale is drawn as a dot, so that none is lost (N-RENDER-01 counts them). Along a
/// common border no background shows: the PNG gives each of 16 samples in a pixel to one area, the
/// SVG strokes each area in its own colour where there are no outlines.
///
/// @param boundaries     n areas; metres, y up (British National Grid or the like).
/// @param class_of_area  n numbers: 1 to the number of classes, or `class_without_value(status)`.
/// @param area_notes     empty, or n texts that the SVG shows for each area after its name, or its
///                       code where it has none ("decile 3, score 41.2").
/// @param threads        0 = as many as the machine has.
/// @returns              the images, and W-RENDER-01 for areas without a shape, W-RENDER-02 where
///                       the font asked for is not installed and another stands in.
/// @throws UsageError    E-RENDER-02 lengths differ; E-RENDER-03 a class that is not there;
///                       E-RENDER-06 size of page out of range.
/// @throws InputError    E-RENDER-01 no area has a shape.
/// @throws OutputError   E-RENDER-07 Cairo or zlib fails; E-RENDER-08 no font is installed.
///
/// Guarantees: the same bytes for the same input, fonts and library versions, with any number of
/// threads. Error bound: corners of areas are moved by at most 0.18 px in the PNG and 0.36 px in
/// the SVG. Cost: O(points + pixels).
[[nodiscard]] MapImages draw_choropleth(const BoundarySet& boundaries,
                                        std::span<const int> class_of_area, const Classes& classes,
                                        const ChoroplethSpec& spec,
                                        std::span<const std::string> area_notes = {},
                                        unsigned threads = 0);

/// The PNG alone; parameters, errors and guarantees as `draw_choropleth`.
[[nodiscard]] std::string choropleth_png(const BoundarySet& boundaries,
                                         std::span<const int> class_of_area, const Classes& classes,
                                         const ChoroplethSpec& spec, unsigned threads = 0);

/// The SVG alone; parameters, errors and guarantees as `draw_choropleth`.
///
/// Each area is a path with its code in `data-code`, in a group that names its class (`c1`, `c2`,
/// `missing`, `suppressed`, ...); `role="img"` with `<title>` and `<desc>`; texts are texts.
[[nodiscard]] std::string choropleth_svg(const BoundarySet& boundaries,
                                         std::span<const int> class_of_area, const Classes& classes,
                                         const ChoroplethSpec& spec,
                                         std::span<const std::string> area_notes = {});

}  // namespace levelin
