#include <levelin/tile/tile_address.hpp>
#include <utility>

namespace levelin {

namespace {

// Tiles of all zooms below: 1 + 4 + 16 + ...
constexpr std::uint64_t tiles_below(int zoom) noexcept {
    return ((std::uint64_t{1} << (2U * static_cast<unsigned>(zoom))) - 1) / 3;
}

// Turns the quadrant so that the curve inside it begins where it does in the whole.
void turn(std::uint32_t side, std::uint32_t& x, std::uint32_t& y, bool right, bool low) noexcept {
    if (low) {
        return;
    }
    if (right) {
        x = side - 1 - x;
        y = side - 1 - y;
    }
    std::swap(x, y);
}

}  // namespace

std::uint64_t tile_id(TileAddress tile) noexcept {
    std::uint64_t along = 0;
    std::uint32_t x = tile.x;
    std::uint32_t y = tile.y;
    for (std::uint32_t side = (std::uint32_t{1} << static_cast<unsigned>(tile.zoom)) / 2; side > 0;
         side /= 2) {
        const bool right = (x & side) != 0;
        const bool low = (y & side) != 0;
        const std::uint64_t quadrant = right ? (low ? 2 : 3) : (low ? 1 : 0);
        along += std::uint64_t{side} * side * quadrant;
        x &= side - 1;
        y &= side - 1;
        turn(side, x, y, right, low);
    }
    return tiles_below(tile.zoom) + along;
}

TileAddress tile_address(std::uint64_t id) noexcept {
    TileAddress tile;
    while (tiles_below(tile.zoom + 1) <= id) {
        ++tile.zoom;
    }
    std::uint64_t along = id - tiles_below(tile.zoom);
    for (std::uint32_t side = 1; side < (std::uint32_t{1} << static_cast<unsigned>(tile.zoom));
         side *= 2) {
        const auto quadrant = static_cast<std::uint32_t>(along & 3U);
        const bool right = quadrant >= 2;
        const bool low = quadrant == 1 || quadrant == 2;
        turn(side, tile.x, tile.y, right, low);
        tile.x += right ? side : 0;
        tile.y += low ? side : 0;
        along >>= 2U;
    }
    return tile;
}

}  // namespace levelin
