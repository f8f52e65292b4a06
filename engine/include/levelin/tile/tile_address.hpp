#pragma once

#include <compare>
#include <cstdint>

namespace levelin {

/// A tile of the XYZ scheme: column from the west, row from the north, 0 to 2^zoom - 1.
struct TileAddress {
    int zoom = 0;
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    friend auto operator<=>(const TileAddress&, const TileAddress&) = default;
};

/// The place of a tile in a PMTiles archive: all tiles of lower zooms, then the Hilbert curve of
/// its own zoom. The four tiles of a quadtree node are next to each other, and so are all their
/// descendants of one zoom.
///
/// Formula: (4^zoom - 1) / 3 + position on the curve.
/// Source: PMTiles version 3 specification, section 4.1; the curve after H. S. Warren, "Hacker's
/// Delight" (2nd edition, 2012), chapter 16.
/// @param tile  a zoom of 0 to 26.
[[nodiscard]] std::uint64_t tile_id(TileAddress tile) noexcept;

/// The inverse of `tile_id`.
[[nodiscard]] TileAddress tile_address(std::uint64_t id) noexcept;

}  // namespace levelin
