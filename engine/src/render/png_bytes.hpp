#pragma once

#include <string>

#include "class_raster.hpp"

namespace levelin::detail {

/// A PNG file (8-bit RGB, sRGB) with its title and description as text.
/// @throws OutputError E-RENDER-07 where zlib fails.
/// Source: W3C, Portable Network Graphics (PNG) Specification (Second Edition), 2003.
[[nodiscard]] std::string png_bytes(const PixelImage& image, double pixels_per_metre,
                                    const std::string& title, const std::string& description);

}  // namespace levelin::detail
