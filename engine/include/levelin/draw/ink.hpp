#pragma once

#include <cstdint>
#include <levelin/draw/colour.hpp>
#include <string>
#include <utility>
#include <vector>

namespace levelin::draw {

/// What is drawn on the ground of a patterned ink.
enum class Hatch : std::uint8_t { none, rising, falling, level, dots };

/// How something is filled: one colour, or a pattern of lines or dots on it.
struct Ink {
    std::string name;  ///< Its class in an SVG ("c1", "missing"); empty = none.
    Colour colour;     ///< The ground.
    Hatch hatch = Hatch::none;
    Colour line;           ///< Of the pattern.
    double side_px = 6;    ///< Of the tile that is repeated.
    double mark_px = 1;    ///< Width of the line, or diameter of the dot.
    double opacity = 1.0;  ///< Of shapes and symbols; areas are opaque.
};

/// One colour, without a pattern.
[[nodiscard]] inline Ink plain_ink(std::string name, Colour colour) {
    Ink ink;
    ink.name = std::move(name);
    ink.colour = colour;
    return ink;
}

/// How a line is drawn.
struct Stroke {
    Colour colour;
    double width_px = 1;
    std::vector<double> dash_px;  ///< Lengths drawn and left out in turn; empty = a whole line.
};

}  // namespace levelin::draw
