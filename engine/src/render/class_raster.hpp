#pragma once

#include <array>
#include <cstdint>
#include <levelin/render/palette.hpp>
#include <span>
#include <string>
#include <vector>

#include "page_geometry.hpp"
#include "pattern.hpp"

namespace levelin::detail {

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

/// Where on the page the map lies and what is around it.
struct MapGround {
    int left_px = 0;  ///< Of the map's corner in the image.
    int top_px = 0;
    Colour page;
    Colour coast;
    int coast_samples = 0;  ///< Width of the coast line, 0 to 7.
};

/// Draws areas into an image without seams.
///
/// Each pixel has 4 x 4 samples, and each sample belongs to the last area that holds it (even-odd
/// rule by area, dots after all others), so that neighbours never let the background through.
/// Samples of background next to an area take the colour of the coast. A pixel is the mean of its
/// samples.
///
/// @param image     of the page's colour where the map will be.
/// @param geometry  in steps of one sample.
/// @param paints    by area: which of `inks` fills it.
/// @param inks      at most 253.
/// Guarantees: the same image for any number of threads.
[[nodiscard]] PixelImage draw_areas(PixelImage image, const PageGeometry& geometry,
                                    std::span<const std::uint8_t> paints, std::span<const Ink> inks,
                                    const MapGround& ground, unsigned threads);

/// The cells of a coarse grid that areas cover at their middle or have a corner in; row after row.
[[nodiscard]] std::vector<std::uint8_t> covered_cells(const PageGeometry& geometry, int width,
                                                      int height);

}  // namespace levelin::detail
