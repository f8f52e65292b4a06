#pragma once

#include <functional>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/area_layer.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/render/map_frames.hpp>
#include <optional>
#include <span>
#include <vector>

namespace levelin::render::detail {

/// A circle of a fixed size on the page that moves with the map.
struct MapSymbol {
    Point at_m;
    double radius_px = 0;
};

/// What is to be arranged within a part of the page, its corner at 0, 0.
struct ArrangeRequest {
    const BoundarySet* boundaries = nullptr;
    double width_px = 0;
    double height_px = 0;      ///< 0 = as high as is needed, the map at most `tallest_px`.
    bool may_be_less = false;  ///< What is not needed of that height is left off.
    double tallest_px = 0;
    double unit_px = 1;
    double caption_px = 0;  ///< Height of the line above an inset.
    /// Width of that line; an inset that is narrower stands at its right end.
    std::function<double(const Inset& inset)> caption_width;
    std::vector<Inset> insets;
    std::vector<MapSymbol> symbols;
    /// Legend and scale bar in a number of columns at the map's scale, in type of a size.
    std::function<draw::Block(int columns, double px_per_metre, double type)> legend;
};

struct ArrangedInset {
    Inset inset;
    Box box_px;               ///< The frame; its caption stands above.
    double caption_x_px = 0;  ///< Where the caption begins.
};

struct Arrangement {
    draw::PageTransform transform;  ///< Of the main map.
    Box extent_m;                   ///< Of the main map's areas.
    Box map_px;
    double height_px = 0;
    draw::Block legend;
    Point legend_at;
    std::vector<ArrangedInset> insets;
    std::vector<std::string> dropped;   ///< Names of insets without room.
    std::vector<std::uint8_t> in_main;  ///< By area.
    double mean_side_px = 0;            ///< Of the main map's areas.
};

/// Finds the largest map beside which all else finds room.
/// @returns nothing where a page of a given height has no room for a map.
[[nodiscard]] std::optional<Arrangement> arrange(const ArrangeRequest& request);

/// The pixels for a metre of the largest map of some areas within a box.
[[nodiscard]] double largest_scale(const Box& extent_m, double width_px, double height_px);

}  // namespace levelin::render::detail
