#pragma once

#include <ogrsf_frmts.h>

#include <levelin/geodata/read_boundaries.hpp>
#include <memory>
#include <string_view>
#include <vector>

#include "boundary_columns.hpp"
#include "boundary_source.hpp"

namespace levelin::geodata::detail {

enum class ShapeKind : unsigned char { none, point, line, polygon };

/// "none", "point", "line", "polygon".
[[nodiscard]] std::string_view to_string(ShapeKind kind) noexcept;

/// What a layer's shapes are; where its header leaves it open, what the first features hold.
[[nodiscard]] ShapeKind kind_of_layer(OGRLayer& layer);

/// The layer to read.
struct ChosenLayer {
    BoundarySource source;
    std::shared_ptr<GDALDataset> dataset;  ///< Open.
    int index = 0;
    CandidateFields fields;
};

/// Chooses the layer: the named one, else the only one with polygons and codes.
/// @throws InputError E-INPUT-53 none of that name; 54 no polygons; 55 no codes; 56 several fit.
[[nodiscard]] ChosenLayer choose_layer(const std::vector<BoundarySource>& sources,
                                       const ReadBoundariesOptions& options);

}  // namespace levelin::geodata::detail
