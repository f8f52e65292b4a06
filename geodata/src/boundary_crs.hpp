#pragma once

#include <ogr_spatialref.h>

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <span>
#include <string>

namespace levelin::geodata::detail {

/// Whether a CRS is British National Grid by its numbers: transverse Mercator 49 N 2 W, scale
/// 0.9996012717, false origin 400000, -100000, metres, Airy 1830; whatever names it bears.
/// Source: Ordnance Survey, A Guide to Coordinate Systems in Great Britain (2020), annexe A.
[[nodiscard]] bool is_national_grid(const OGRSpatialReference& srs);

/// What the file says of its CRS. `name` is empty where it says nothing that can be used (no CRS, a
/// local one).
[[nodiscard]] CrsInfo crs_from_file(const OGRSpatialReference* srs);

/// The CRS that a user names.
/// @throws UsageError E-GEOMETRY-05 where PROJ does not know it.
[[nodiscard]] CrsInfo crs_from_user(const std::string& text);

/// The UK CRS that an extent looks like ("EPSG:27700"), or an empty text.
[[nodiscard]] std::string likely_crs(const Box& extent, std::span<const AreaCode> codes);

/// Settles the CRS of a layer: the file's, else the user's.
/// @throws GeometryError E-GEOMETRY-01 none known and `need_crs`; E-GEOMETRY-02 the extent
///         contradicts it.
[[nodiscard]] CrsInfo settle_crs(CrsInfo from_file, const ReadBoundariesOptions& options,
                                 const Box& extent, std::span<const AreaCode> codes,
                                 Diagnostics& findings);

}  // namespace levelin::geodata::detail
