#include "uk_layout.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <map>
#include <numbers>
#include <numeric>
#include <set>
#include <tuple>

namespace levelin::demo {

LayoutMeasures measure(const BoundarySet& map, const std::vector<BorderPair>& borders,
                       const std::vector<Point>& layout_centres, double spacing_m) {
    LayoutMeasures out;
    out.borders = borders.size();
    const auto close = [&](std::uint32_t a, std::uint32_t b) {
        return std::hypot(layout_centres[a].x - layout_centres[b].x,
                          layout_centres[a].y - layout_centres[b].y) < 1.01 * spacing_m;
    };
    for (std::uint32_t a = 0; a < map.size(); ++a) {
        for (std::uint32_t b = a + 1; b < map.size(); ++b) {
            out.touching += close(a, b) ? 1 : 0;
        }
    }
    for (const auto& [a, b] : borders) {
        out.kept += close(a, b) ? 1 : 0;
        const Point from = area_centroid(map, a);
        const Point to = area_centroid(map, b);
        const Point f = layout_centres[a];
        const Point t = layout_centres[b];
        const double turn =
            std::atan2(to.y - from.y, to.x - from.x) - std::atan2(t.y - f.y, t.x - f.x);
        out.direction_error_deg +=
            std::abs(std::remainder(turn, 2 * std::numbers::pi)) * 180 / std::numbers::pi;
    }
    out.direction_error_deg /= static_cast<double>(std::max<std::size_t>(1, borders.size()));
    return out;
}

}  // namespace levelin::demo
