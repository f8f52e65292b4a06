#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/render/map_frames.hpp>
#include <levelin/render/place_labels.hpp>
#include <levelin/render/thematic_map.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::render {

/// How large a page is, in pixels of 1/96 inch.
struct PageSize {
    double width_px = 1100;
    double height_px = 0;  ///< 0 = as high as its contents need.
    double unit_px = 0;    ///< Size of type and lines, 1 on a page of 1,100; 0 = by the page.
};

/// "A4", "A4-landscape", "A3", "A3-landscape", "square" (1,080 px) or "wide" (1,200 x 675 px).
/// @throws UsageError E-RENDER-11 with the nearest name.
[[nodiscard]] PageSize named_page(std::string_view name);
[[nodiscard]] std::vector<std::string_view> page_names();

/// What stands on the page beside the map.
enum class PageContents : std::uint8_t {
    full,    ///< Title, legend, notes.
    legend,  ///< The legend alone.
    map,     ///< Nothing.
};

/// Whether something is drawn.
enum class Shown : std::uint8_t { automatic, always, never };

/// A page for one map. All texts are UTF-8; empty ones take no room.
struct MapPage {
    PageSize size;
    double tallest_px = 0;  ///< Of a page without a height: no higher; 0 = as its width asks.
    PageContents contents = PageContents::full;
    std::string title;
    std::string subtitle;
    std::string method_line;               ///< How the map was made, in one line below it.
    std::vector<std::string> attribution;  ///< Sources and licences, each wrapped on its own.
    std::string date;                      ///< As it is to be shown; never the clock's.
    std::string alt_text;                  ///< What the map shows, for who cannot see it.
    Shown outlines = Shown::automatic;     ///< Borders: where areas are large enough for a line.
    bool scale_bar = true;                 ///< Off for maps without a true scale.
    Shown north_arrow = Shown::automatic;  ///< Automatic: on maps of less than 60 km.
    FrameChoice frames;
    std::vector<Place> places;  ///< To be named on the map, the most important first.
    int most_labels = 0;
    std::string font_family = "DejaVu Sans";
};

/// A map on its page, and where its parts are.
///
/// Invariants: all that is placed lies on the page, inside its margins; legend, insets and scale
/// bar cover no area of the main map; no text overlaps another.
struct MapDrawing {
    draw::Drawing drawing;
    std::vector<PlacedFrame> frames;  ///< The main map first.
    Box legend_px;                    ///< Around legend and scale bar; of no size without them.
    double unit_px = 1;
    double scale_bar_m = 0;  ///< 0 = none.
    bool borders = false;
    std::vector<std::string> labelled;  ///< The places that were named, in their order.
    Diagnostics findings;
};

/// Sets a map on a page.
///
/// A page that grows is as high as its contents need; its map is as wide as the page allows and at
/// most 1.25 times as high as the page is wide. On a page of a given size the map is as large as
/// the room that texts leave. Legend, scale bar and insets go where no area lies: in corners and
/// along the sides, else the legend goes below the map. The map shrinks in steps of 2 % until they
/// fit; on a page that grows by no more than a fifth. Titles that are too long are set smaller and,
/// on a page of a given size, cut.
///
/// @param boundaries  n areas, metres, y up; kept by the drawing.
/// @throws InputError E-RENDER-01 no area has a shape; UsageError E-RENDER-02 another number of
///         areas than `map` has, E-RENDER-06 size of page out of range (320 to 8,000 px),
///         E-RENDER-09 no room for the map beside its legend and texts; OutputError E-RENDER-08.
/// The findings: those of `map`; W-RENDER-01 areas without a shape, W-RENDER-02 the font is not
/// installed, W-RENDER-03 letters that no font has, W-RENDER-05 a text that was cut, N-RENDER-01
/// areas drawn as dots, N-RENDER-02 insets that found no room.
/// Guarantees: the same for the same input and fonts. Cost: O(points) + the measuring of texts.
[[nodiscard]] MapDrawing draw_map(std::shared_ptr<const BoundarySet> boundaries,
                                  const ThematicMap& map, const MapPage& page);

/// One of several maps of the same areas.
struct MapPanel {
    std::string title;
    ThematicMap map;
};

/// Sets several maps of the same areas on a page, in rows, with one legend: that of the first.
///
/// All have the same scale; as many stand in a row as make them largest.
/// @throws as `draw_map`; E-RENDER-12 no map at all.
[[nodiscard]] MapDrawing draw_small_multiples(std::shared_ptr<const BoundarySet> boundaries,
                                              std::span<const MapPanel> panels,
                                              const MapPage& page);

}  // namespace levelin::render
