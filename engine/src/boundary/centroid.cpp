#include <levelin/boundary/centroid.hpp>
#include <levelin/core/parallel.hpp>
#include <limits>

namespace levelin {

Point area_centroid(const BoundarySet& boundaries, std::size_t area) noexcept {
    const auto [first, last] = boundaries.rings_of_area(area);
    if (first == last) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        return {none, none};
    }
    const Point base = boundaries.ring(first).front();
    double doubled = 0;
    double x = 0;
    double y = 0;
    for (std::uint32_t polygon = boundaries.area_begin[area];
         polygon < boundaries.area_begin[area + 1]; ++polygon) {
        for (std::uint32_t r = boundaries.polygon_begin[polygon];
             r < boundaries.polygon_begin[polygon + 1]; ++r) {
            const auto ring = boundaries.ring(r);
            const bool outer = r == boundaries.polygon_begin[polygon];
            const double sign = (signed_area(ring) > 0) == outer ? 1.0 : -1.0;
            for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                const Point a{ring[k].x - base.x, ring[k].y - base.y};
                const Point b{ring[k + 1].x - base.x, ring[k + 1].y - base.y};
                const double cross = sign * (a.x * b.y - b.x * a.y);
                doubled += cross;
                x += cross * (a.x + b.x);
                y += cross * (a.y + b.y);
            }
        }
    }
    if (doubled == 0) {
        return base;
    }
    return {base.x + x / (3 * doubled), base.y + y / (3 * doubled)};
}

std::vector<Point> area_centroids(const BoundarySet& boundaries, unsigned threads) {
    constexpr std::size_t block = 256;
    std::vector<Point> centroids(boundaries.size());
    parallel_blocks(boundaries.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            centroids[a] = area_centroid(boundaries, a);
        }
    });
    return centroids;
}

}  // namespace levelin
