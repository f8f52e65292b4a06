#pragma once

#include <levelin/draw/ink.hpp>
#include <vector>

namespace levelin::draw::detail {

/// An ink as pixels: a colour, or a tile of `side` x `side` pixels that is repeated over the page.
struct Tile {
    int side = 1;
    std::vector<Colour> pixels;

    [[nodiscard]] Colour at(int x, int y) const noexcept {
        return pixels[static_cast<std::size_t>((y % side) * side + x % side)];
    }
    [[nodiscard]] bool plain() const noexcept { return side == 1; }
};

/// @param scale  pixels of the image for one of the page.
[[nodiscard]] Tile tile_of(const Ink& ink, double scale);

}  // namespace levelin::draw::detail
