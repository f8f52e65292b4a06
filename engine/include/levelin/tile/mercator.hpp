#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>

namespace levelin {

/// Where the world's square ends in the north and, negative, in the south, in degrees.
inline constexpr double mercator_max_latitude = 85.051128779806592;

/// Units along the side of a tile (the `extent` of vector tiles).
inline constexpr std::int32_t tile_extent = 4096;

/// The highest zoom whose units fit a `GridPoint`: 2^18 tiles a side are 2^30 units.
inline constexpr int max_tile_zoom = 18;

/// Longitude and latitude on the world's square: x from 0 (180 degrees west) to 1, y from 0 (north)
/// to 1. Latitudes beyond `mercator_max_latitude` are taken to lie on it.
///
/// Formula: x = (lon + 180) / 360, y = (1 - artanh(sin lat) / pi) / 2.
/// Source: EPSG method 1024, Popular Visualisation Pseudo-Mercator (IOGP Guidance Note 7-2, 2022,
/// section 3.5.1.2), with artanh(sin lat) = ln tan(pi/4 + lat/2), scaled to the unit square.
[[nodiscard]] Point to_mercator(Point lon_lat) noexcept;

/// The inverse of `to_mercator`.
[[nodiscard]] Point from_mercator(Point world) noexcept;

/// Tile units along the side of the world at a zoom. @param zoom  0 to `max_tile_zoom`.
[[nodiscard]] constexpr std::int64_t units_per_world(int zoom) noexcept {
    return std::int64_t{tile_extent} << zoom;
}

/// How long one tile unit is on the ground, in metres, on the sphere of radius 6,378,137 m.
/// Formula: 2 pi a cos(lat) / units_per_world(zoom).
[[nodiscard]] double metres_per_tile_unit(int zoom, double latitude) noexcept;

}  // namespace levelin
