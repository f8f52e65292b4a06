#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/classify/classes.hpp>
#include <levelin/render/thematic_map.hpp>
#include <levelin/table/result_table.hpp>
#include <string>

namespace levelin::render {

/// A plain ground for symbols and dots: all areas in one light grey, with grey borders.
[[nodiscard]] ThematicMap plain_ground(std::size_t areas);

struct SymbolOptions {
    double largest_units = 22;  ///< Radius of the largest symbol, in units of the design.
    bool squares = false;
    std::string heading;  ///< Above the samples: what the size says.
    draw::Colour colour{0x22, 0x5e, 0xa8};
};

/// Puts a symbol on each area whose surface is proportional to its value.
///
///     r = R sqrt(x / x_max)
///
/// Symbols stand on the areas' centroids, the largest lowest. A value of 0 has none. Areas without
/// a value have none either, and are counted in the legend by their status.
/// @param values  one an area; 0 or more where ok.
/// @throws UsageError E-RENDER-02 another number of values, E-RENDER-17 a value below 0 or not
///         finite.
/// Source: J. Bertin, Semiology of Graphics, 1983 (surface for quantity); no correction for how
/// readers misjudge circles is made: the samples in the legend say what sizes mean.
[[nodiscard]] ThematicMap with_proportional_symbols(ThematicMap ground,
                                                    const BoundarySet& boundaries,
                                                    const DecimalColumn& values,
                                                    const SymbolOptions& options);

/// The same with one size for each class: surfaces grow by equal steps.
///
///     r_k = R sqrt(k / K), k = 1 .. K from the lowest class
///
/// @throws UsageError E-RENDER-02.
[[nodiscard]] ThematicMap with_graduated_symbols(ThematicMap ground, const BoundarySet& boundaries,
                                                 const Classification& classes,
                                                 const SymbolOptions& options);

}  // namespace levelin::render
