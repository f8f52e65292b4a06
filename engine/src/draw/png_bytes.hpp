#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "area_raster.hpp"

namespace levelin::draw::detail {

/// A PNG file (8-bit RGB, sRGB) with texts by keyword; empty ones are left out.
///
/// The rows are packed in blocks of a fixed size, so that the bytes do not depend on `threads`.
/// @throws OutputError E-RENDER-07 where zlib fails.
/// Source: W3C, Portable Network Graphics (PNG) Specification (Second Edition), 2003.
[[nodiscard]] std::string png_bytes(
    const PixelImage& image, double pixels_per_metre,
    const std::vector<std::pair<std::string_view, std::string>>& texts, unsigned threads);

}  // namespace levelin::draw::detail
