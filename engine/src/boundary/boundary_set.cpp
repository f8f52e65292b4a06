#include <algorithm>
#include <cmath>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/error.hpp>
#include <unordered_set>

namespace levelin {

double signed_area(std::span<const Point> ring) noexcept {
    if (ring.size() < 4) {
        return 0;
    }
    const Point origin = ring.front();
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].x - origin.x;
        const double ay = ring[i].y - origin.y;
        const double bx = ring[i + 1].x - origin.x;
        const double by = ring[i + 1].y - origin.y;
        twice += ax * by - bx * ay;
    }
    return twice / 2;
}

Box bounding_box(std::span<const Point> points) noexcept {
    Box box;
    for (const Point& p : points) {
        box.expand(p);
    }
    return box;
}

BoundarySet normalise_winding(BoundarySet boundaries) {
    for (std::size_t p = 0; p < boundaries.polygon_count(); ++p) {
        const std::uint32_t first = boundaries.polygon_begin[p];
        for (std::uint32_t r = first; r < boundaries.polygon_begin[p + 1]; ++r) {
            const bool outer = r == first;
            const double area = signed_area(boundaries.ring(r));
            if ((outer && area < 0) || (!outer && area > 0)) {
                const auto begin = boundaries.points.begin();
                std::reverse(begin + boundaries.ring_begin[r],
                             begin + boundaries.ring_begin[r + 1]);
            }
        }
    }
    return boundaries;
}

double area_of(const BoundarySet& boundaries, std::size_t area) noexcept {
    double sum = 0;
    for (std::uint32_t p = boundaries.area_begin[area]; p < boundaries.area_begin[area + 1]; ++p) {
        const std::uint32_t first = boundaries.polygon_begin[p];
        for (std::uint32_t r = first; r < boundaries.polygon_begin[p + 1]; ++r) {
            const double ring = std::abs(signed_area(boundaries.ring(r)));
            sum += r == first ? ring : -ring;
        }
    }
    return sum;
}

BoundarySet concatenate(std::span<const BoundarySet> sets) {
    BoundarySet all;
    std::unordered_set<AreaCode> seen;
    for (const BoundarySet& set : sets) {
        std::vector<AreaCode> own = set.codes;
        for (const AreaCode& code : own) {
            if (!code.empty() && seen.contains(code)) {
                throw JoinError("E-JOIN-05",
                                "the area " + code.str() + " stands in two boundary files",
                                "each area once", "give layers that do not overlap");
            }
        }
        seen.insert(own.begin(), own.end());
        const auto shift = [](std::vector<std::uint32_t>& to,
                              const std::vector<std::uint32_t>& from) {
            const std::uint32_t base = to.back();
            std::transform(from.begin() + 1, from.end(), std::back_inserter(to),
                           [base](std::uint32_t v) { return base + v; });
        };
        shift(all.area_begin, set.area_begin);
        shift(all.polygon_begin, set.polygon_begin);
        shift(all.ring_begin, set.ring_begin);
        all.codes.insert(all.codes.end(), set.codes.begin(), set.codes.end());
        all.names.insert(all.names.end(), set.names.begin(), set.names.end());
        all.points.insert(all.points.end(), set.points.begin(), set.points.end());
    }
    return all;
}

}  // namespace levelin
