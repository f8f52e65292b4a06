#pragma once

#include <cstdint>
#include <levelin/draw/area_shapes.hpp>
#include <span>
#include <vector>

#include "tile.hpp"

namespace levelin::draw::detail {

/// Samples along each side of a pixel.
inline constexpr int samples_per_pixel = 4;

/// An image of pixels 0x00RRGGBB, row after row (Cairo's RGB24).
struct PixelImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;

    PixelImage(int w, int h, Colour background)
        : width{w},
          height{h},
          pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), packed(background)) {}
    [[nodiscard]] std::uint32_t* row(int y) {
        return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
    [[nodiscard]] static constexpr std::uint32_t packed(Colour c) noexcept {
        return std::uint32_t{c.red} << 16U | std::uint32_t{c.green} << 8U | c.blue;
    }
};

/// What is around the areas, and where they may be drawn.
struct AreaGround {
    Colour page;
    Colour coast;
    int coast_samples = 0;  ///< Width of the coast line, 0 to 7.
    int left_px = 0;        ///< Pixels that may be drawn on: [left, right), [top, bottom).
    int top_px = 0;
    int right_px = 0;
    int bottom_px = 0;
};

/// Draws areas into an image without seams.
///
/// Each pixel has 4 x 4 samples, and each sample belongs to the last area that holds it (even-odd
/// rule by area, dots after all others), so that neighbours never let the background through.
/// Samples of background next to an area take the colour of the coast. A pixel is the mean of its
/// samples.
///
/// @param image   of the page's colour where areas will be.
/// @param shapes  in steps of one sample, from the image's corner.
/// @param paints  by area: which of `tiles` fills it; `not_drawn` areas have no shape.
/// @param tiles   at most `max_inks`.
/// Guarantees: the same image for any number of threads.
[[nodiscard]] PixelImage draw_areas(PixelImage image, const AreaShapes& shapes,
                                    std::span<const std::uint8_t> paints,
                                    std::span<const Tile> tiles, const AreaGround& ground,
                                    unsigned threads);

}  // namespace levelin::draw::detail
