#include "uk_layout.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <set>
#include <tuple>

namespace levelin::demo {

std::vector<AreaPair> bordering_pairs(const BoundarySet& boundaries) {
    using Edge = std::tuple<double, double, double, double>;
    std::map<Edge, std::vector<std::uint32_t>> owners;
    for (std::uint32_t area = 0; area < boundaries.size(); ++area) {
        const auto [first, last] = boundaries.rings_of_area(area);
        for (std::uint32_t r = first; r < last; ++r) {
            const auto ring = boundaries.ring(r);
            for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                const auto low = std::min(std::tuple(ring[k].x, ring[k].y),
                                          std::tuple(ring[k + 1].x, ring[k + 1].y));
                const auto high = std::max(std::tuple(ring[k].x, ring[k].y),
                                           std::tuple(ring[k + 1].x, ring[k + 1].y));
                owners[std::tuple_cat(low, high)].push_back(area);
            }
        }
    }
    std::set<AreaPair> pairs;
    for (const auto& [edge, areas] : owners) {
        for (std::size_t k = 1; k < areas.size(); ++k) {
            if (areas[0] != areas[k]) {
                pairs.insert(std::minmax(areas[0], areas[k]));
            }
        }
    }
    return {pairs.begin(), pairs.end()};
}

std::vector<std::uint32_t> landmasses(std::size_t areas, const std::vector<AreaPair>& borders) {
    std::vector<std::uint32_t> land(areas);
    std::iota(land.begin(), land.end(), 0U);
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [a, b] : borders) {
            const std::uint32_t lowest = std::min(land[a], land[b]);
            changed = changed || land[a] != land[b];
            land[a] = land[b] = lowest;
        }
    }
    return land;
}

LayoutMeasures measure(const BoundarySet& map, const std::vector<AreaPair>& borders,
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
        const Point from = render::area_centroid(map, a);
        const Point to = render::area_centroid(map, b);
        const Point f = layout_centres[a];
        const Point t = layout_centres[b];
        const double turn = std::atan2(to.y - from.y, to.x - from.x) - std::atan2(t.y - f.y, t.x - f.x);
        out.direction_error_deg +=
            std::abs(std::remainder(turn, 2 * std::numbers::pi)) * 180 / std::numbers::pi;
    }
    out.direction_error_deg /= static_cast<double>(std::max<std::size_t>(1, borders.size()));
    return out;
}

}  // namespace levelin::demo
