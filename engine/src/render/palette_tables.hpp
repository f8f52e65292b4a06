#pragma once

#include <array>
#include <levelin/render/palette.hpp>
#include <span>
#include <string_view>

namespace levelin::render::detail {

/// A palette as published.
struct PaletteTable {
    PaletteInfo info;
    /// Schemes for `fewest` to `most` classes follow each other in `colours`; 0 and 0 = the colours
    /// are a curve, the lightest first; equal = one list.
    int fewest = 0;
    int most = 0;
    std::string_view colours;  ///< Six hexadecimal digits each.
};

[[nodiscard]] std::span<const PaletteTable> palette_tables() noexcept;

}  // namespace levelin::render::detail
