#include "pattern.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::detail {

const StatusPattern& pattern_of(Status status) {
    using Mark = StatusPattern::Mark;
    static constexpr Colour pale{0xec, 0xec, 0xec};
    static constexpr Colour grey{0x9a, 0x9a, 0x9a};
    static constexpr Colour dark{0x6e, 0x6e, 0x6e};
    static constexpr std::array<StatusPattern, status_count> patterns{{
        {Mark::none, {0xff, 0xff, 0xff}, {}, 6, 1},      // ok
        {Mark::falling, pale, grey, 6, 1},               // missing
        {Mark::dots, {0xdd, 0xdd, 0xdd}, dark, 6, 2.4},  // suppressed
        {Mark::none, {0xd2, 0xd2, 0xd2}, dark, 6, 1},    // not_applicable
        {Mark::rising, pale, grey, 6, 1},                // no_row
        {Mark::level, pale, grey, 5, 1},                 // below_minimum
    }};
    return patterns[static_cast<std::size_t>(status)];
}

Ink plain_ink(Colour colour) {
    return {1, {colour}};
}

Ink pattern_ink(const StatusPattern& pattern, double unit) {
    using Mark = StatusPattern::Mark;
    if (pattern.mark == Mark::none) {
        return plain_ink(pattern.ground);
    }
    const int side = std::max(3, static_cast<int>(std::lround(pattern.side_px * unit)));
    const double half = pattern.mark_px * unit / 2;
    // Distance of a point of the tile to the nearest mark of the repeated pattern.
    const auto distance = [&](double x, double y) {
        const double s = side;
        switch (pattern.mark) {
            case Mark::rising:
            case Mark::falling: {
                const double along = pattern.mark == Mark::rising ? x + y : x - y;
                const double d = std::abs(along - s * std::round(along / s));
                return d / std::sqrt(2.0);
            }
            case Mark::level:
                return std::abs(y - s / 2);
            case Mark::dots: {
                // One in the middle of the tile, one on its corners.
                const double cx = std::hypot(x - s / 2, y - s / 2);
                const double ex = std::min(x, s - x);
                const double ey = std::min(y, s - y);
                return std::min(cx, std::hypot(ex, ey));
            }
            case Mark::none:
                break;
        }
        return s;
    };
    constexpr int fine = 8;
    Ink ink{side, {}};
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
            ink.tile.push_back({mix(pattern.ground.red, pattern.line.red),
                                mix(pattern.ground.green, pattern.line.green),
                                mix(pattern.ground.blue, pattern.line.blue)});
        }
    }
    return ink;
}

}  // namespace levelin::detail
