#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/area_layer.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::render {

/// A part of the country that is drawn apart.
struct Inset {
    std::string name;     ///< "london".
    std::string title;    ///< "Greater London".
    Box extent_m;         ///< What it shows.
    double enlarged = 1;  ///< Times the scale of the main map.
    bool moved = false;   ///< Its areas are left out of the main map, which so needs less room.
};

/// Which insets a map has.
struct FrameChoice {
    /// By the extent: "northern-isles" on maps that reach Shetland, "london" on maps of the whole
    /// country whose London areas are too small to be seen.
    bool automatic = false;
    std::vector<Inset> insets;
};

/// A part of the map at its place on the page, the main one without a title.
struct PlacedFrame {
    std::string name;
    std::string title;
    Box box_px;  ///< The frame; for the main map around its areas.
    draw::PageTransform transform;
    Box extent_m;
    double enlarged = 1;
    bool moved = false;               ///< Its areas are drawn here alone.
    std::vector<std::uint8_t> shown;  ///< By area: 1 = drawn in this frame.
};

/// The known insets (British National Grid, metres): northern-isles, london, birmingham,
/// manchester, tyneside, glasgow, belfast, cardiff.
[[nodiscard]] const std::vector<Inset>& known_insets();

/// @throws UsageError E-RENDER-13 with the nearest name.
[[nodiscard]] Inset find_inset(std::string_view name);

/// The insets that a map of these areas asks for: those chosen, and by the extent where that is
/// wished. Northern Ireland keeps its place beside Great Britain, as the National Grid has it.
/// @param largest_px_per_metre  of the main map, to judge how small areas of London would be.
[[nodiscard]] std::vector<Inset> insets_for(const BoundarySet& boundaries,
                                            const FrameChoice& choice, double largest_px_per_metre,
                                            double unit_px);

}  // namespace levelin::render
