#pragma once

#include <array>
#include <cstdint>
#include <levelin/core/status.hpp>
#include <levelin/render/palette.hpp>
#include <string_view>
#include <vector>

namespace levelin::detail {

/// A colour, or a tile of `side` x `side` pixels that is repeated over the page.
struct Ink {
    int side = 1;
    std::vector<Colour> tile;

    [[nodiscard]] Colour at(int x, int y) const noexcept {
        return tile[static_cast<std::size_t>((y % side) * side + x % side)];
    }
    [[nodiscard]] bool plain() const noexcept { return side == 1; }
};

/// How the areas of a status are filled: lines or dots on a light ground, all in neutral grey, so
/// that no class is mistaken for them.
struct StatusPattern {
    enum class Mark : std::uint8_t { none, rising, falling, level, dots };
    Mark mark = Mark::none;
    Colour ground;
    Colour line;
    double side_px = 6;  ///< Of the tile.
    double mark_px = 1;  ///< Width of the line, or diameter of the dot.
};

[[nodiscard]] const StatusPattern& pattern_of(Status status);

[[nodiscard]] Ink plain_ink(Colour colour);

/// The tile of a pattern; `unit` = pixels for one of its own.
[[nodiscard]] Ink pattern_ink(const StatusPattern& pattern, double unit);

}  // namespace levelin::detail
