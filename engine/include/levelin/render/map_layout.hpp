#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/classify/classes.hpp>
#include <levelin/render/map_spec.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// From metres (y up) to pixels of the page (y down).
struct PageTransform {
    double px_per_metre = 1;
    double west_m = 0;   ///< Easting that is drawn at `left_px`.
    double north_m = 0;  ///< Northing that is drawn at `top_px`.
    double left_px = 0;
    double top_px = 0;

    [[nodiscard]] Point to_page(Point metres) const noexcept {
        return {left_px + (metres.x - west_m) * px_per_metre,
                top_px + (north_m - metres.y) * px_per_metre};
    }
};

enum class TextRole : std::uint8_t { title, subtitle, legend_title, heading, label, note };
enum class TextAlign : std::uint8_t { left, centre, right };

/// One line of text at its place.
struct PlacedText {
    std::string text;
    TextRole role = TextRole::label;
    TextAlign align = TextAlign::left;
    double x_px = 0;         ///< Of the left end, the middle or the right end, as aligned.
    double baseline_px = 0;  ///< From the top of the page.
    double size_px = 0;      ///< Of the em square.
    bool bold = false;
    double width_px = 0;  ///< As measured in the font that the layout was made with.

    [[nodiscard]] double left_px() const noexcept {
        return align == TextAlign::left     ? x_px
               : align == TextAlign::centre ? x_px - width_px / 2
                                            : x_px - width_px;
    }
};

/// The sample of a class (1 to n) or of areas without a value (`class_without_value`).
struct PlacedSwatch {
    int drawn_class = 0;
    Box box_px;
};

/// A bar of known length on the ground; `box_px` empty where there is none.
struct PlacedScaleBar {
    Box box_px;
    double length_m = 0;
};

/// Where everything stands on the page, in pixels from its upper left corner.
///
/// Invariants: all that is placed lies on the page, inside its margins; neither the legend nor the
/// scale bar covers an area; nothing overlaps.
struct MapLayout {
    int width_px = 0;
    int height_px = 0;
    double unit_px = 1;  ///< Type and lines are this many times those of the 1,100 px page.
    PageTransform transform;
    Box map_px;     ///< Around all areas.
    Box legend_px;  ///< Around legend and scale bar.
    bool outlines = false;
    std::vector<PlacedText> texts;
    std::vector<PlacedSwatch> swatches;
    std::vector<Box> rules_px;  ///< Hairlines; no height.
    PlacedScaleBar scale_bar;
};

/// Finds the places of title, map, legend, scale bar and notes.
///
/// The page is as high as its contents need. The map is as wide as the page allows and at most 1.25
/// times as high as the page is wide; it shrinks, by no more than a fifth, until the legend finds
/// room: in a corner of the map where no area lies, at its side, or below it.
///
/// @param boundaries  metres, y up.
/// @throws UsageError E-RENDER-06 size of page out of range; InputError E-RENDER-01 no area has a
///                    shape; OutputError E-RENDER-08 no font is installed.
/// Guarantees: the same for the same input and fonts. Cost: O(points) + the measuring of texts.
[[nodiscard]] MapLayout lay_out_map(const BoundarySet& boundaries, const Classes& classes,
                                    const ChoroplethSpec& spec);

}  // namespace levelin
