#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <levelin/cartogram/hexagon_map.hpp>
#include <numbers>
#include <vector>

namespace levelin::cartogram_parts {

/// Steps to the six neighbours of a cell.
inline constexpr std::array<HexagonCell, 6> around{
    {{1, 0}, {0, 1}, {-1, 1}, {-1, 0}, {0, -1}, {1, -1}}};

/// A window of the hexagonal grid. Cell `i` is (column0 + i % width, row0 + i / width); the
/// outermost two cells on each side stay empty so that neighbours need no range checks.
struct Window {
    Point origin;
    double spacing = 0;
    std::int32_t column0 = 0;
    std::int32_t row0 = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;

    [[nodiscard]] std::size_t size() const noexcept {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] HexagonCell cell(std::uint32_t i) const noexcept {
        const auto k = static_cast<std::int32_t>(i);
        return {column0 + k % width, row0 + k / width};
    }
    [[nodiscard]] Point centre(HexagonCell c) const noexcept {
        return {origin.x + spacing * (c.column + 0.5 * c.row),
                origin.y + spacing * (std::numbers::sqrt3 / 2) * c.row};
    }
    [[nodiscard]] std::array<std::int32_t, 6> steps() const noexcept {
        std::array<std::int32_t, 6> out{};
        for (std::size_t k = 0; k < 6; ++k) {
            out[k] = around[k].column + around[k].row * width;
        }
        return out;
    }
};

/// The window that holds all targets and `reach` cells around them.
[[nodiscard]] Window window_around(const std::vector<HexagonSite>& sites, double spacing,
                                   Point origin, int reach);

}  // namespace levelin::cartogram_parts
