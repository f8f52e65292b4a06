#pragma once

#include <levelin/render/map_page.hpp>
#include <string>
#include <vector>

#include "map_inputs.hpp"

namespace levelin::run {

/// A map of a result, or several of the same areas, with what its page says by itself.
struct MadeMap {
    std::vector<render::MapPanel> panels;  ///< One for a single map.
    std::string title;                     ///< Where the style gives none.
    std::string note;                      ///< How it was made, in one line.
    std::string alt;                       ///< What it shows, in words.
    Diagnostics findings;
};

/// Makes the kind of map that a style asks for.
/// @throws UsageError E-RENDER-20 a column that is not there, with the nearest; E-RENDER-21 a
///         column of words where numbers are needed; E-RENDER-22 a kind without what it needs; what
///         the makers of maps throw.
[[nodiscard]] MadeMap make_map(const MapRequest& request, const MapInputs& inputs);

}  // namespace levelin::run
