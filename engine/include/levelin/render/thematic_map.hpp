#pragma once

#include <cstdint>
#include <levelin/classify/classes.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/draw/area_layer.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/render/legend.hpp>
#include <string>
#include <vector>

namespace levelin::render {

/// A symbol of a known size at a place on the ground.
struct PlacedSymbol {
    Point at_m;
    double radius_units = 0;  ///< In units of the page's design, whatever the map's scale.
    std::uint8_t ink = 0;     ///< Of `SymbolSet::inks`.
    std::string code;
    std::string title;
};

/// Symbols over the areas; drawn from the largest to the smallest, so that none hides another.
struct SymbolSet {
    draw::SymbolLayer::Form form = draw::SymbolLayer::Form::circle;
    std::vector<draw::Ink> inks;
    draw::Stroke outline;  ///< Width in units of the design.
    std::vector<PlacedSymbol> symbols;
};

/// Dots over the areas.
struct DotCloud {
    std::string name;
    draw::Colour colour;
    double diameter_units = 1.5;
    std::vector<Point> at_m;
};

/// A line around groups of areas; widths in units of the design.
struct MapOutline {
    std::string name;
    std::vector<std::uint32_t> group;  ///< As `draw::GroupOutline::group`.
    draw::Stroke stroke;
    std::optional<draw::Stroke> casing;
};

/// What every kind of map comes to: how each area is filled, what lies over the areas, and the
/// legend that explains it. Where it stands on the page is not its business.
///
/// Invariants: those of `draw::AreaLayer`.
struct ThematicMap {
    std::vector<draw::Ink> inks;
    std::vector<std::uint8_t> ink_of_area;
    std::vector<std::string> notes;  ///< Empty, or what is said of each area.
    std::vector<MapOutline> outlines;
    std::vector<DotCloud> dots;
    SymbolSet symbols;
    Legend legend;
    bool quiet_ground = false;  ///< The areas are a ground for symbols: borders are grey lines.
    Diagnostics findings;
};

/// The inks of areas without a value: neutral grey, each status with a pattern of its own, so that
/// no class is mistaken for them. By `Status`; the first is never used.
[[nodiscard]] std::vector<draw::Ink> status_inks();

/// The words for them in a legend: "No data", "Suppressed", ...
[[nodiscard]] std::vector<std::string> status_labels();

}  // namespace levelin::render
