#include "tile.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::draw::detail {

Tile tile_of(const Ink& ink, double scale) {
    if (ink.hatch == Hatch::none) {
        return {1, {ink.colour}};
    }
    const int side = std::max(3, static_cast<int>(std::lround(ink.side_px * scale)));
    const double half = ink.mark_px * scale / 2;
    // Distance of a point of the tile to the nearest mark of the repeated pattern.
    const auto distance = [&](double x, double y) {
        const double s = side;
        switch (ink.hatch) {
            case Hatch::rising:
            case Hatch::falling: {
                const double along = ink.hatch == Hatch::rising ? x + y : x - y;
                const double d = std::abs(along - s * std::round(along / s));
                return d / std::sqrt(2.0);
            }
            case Hatch::level:
                return std::abs(y - s / 2);
            case Hatch::dots: {
                // One in the middle of the tile, one on its corners.
                const double cx = std::hypot(x - s / 2, y - s / 2);
                const double ex = std::min(x, s - x);
                const double ey = std::min(y, s - y);
                return std::min(cx, std::hypot(ex, ey));
            }
            case Hatch::none:
                break;
        }
        return s;
    };
    constexpr int fine = 8;
    Tile tile{side, {}};
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            int hits = 0;
            for (int i = 0; i < fine * fine; ++i) {
                const double px = x + (i % fine + 0.5) / fine;
                const double py = y + (i / fine + 0.5) / fine;
                hits += distance(px, py) < half ? 1 : 0;
            }
            const double share = hits / static_cast<double>(fine * fine);
            const auto mix = [share](std::uint8_t ground, std::uint8_t line) {
                return static_cast<std::uint8_t>(std::lround(ground + share * (line - ground)));
            };
            tile.pixels.push_back({mix(ink.colour.red, ink.line.red),
                                   mix(ink.colour.green, ink.line.green),
                                   mix(ink.colour.blue, ink.line.blue)});
        }
    }
    return tile;
}

}  // namespace levelin::draw::detail
