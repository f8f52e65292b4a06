#include <cmath>
#include <levelin/topology/slivers.hpp>
#include <stdexcept>

namespace levelin {

std::vector<Sliver> find_slivers(const BoundarySet& boundaries, double width) {
    if (!(width > 0) || !std::isfinite(width)) {
        throw std::invalid_argument("a width above 0");
    }
    std::vector<Sliver> slivers;
    for (std::uint32_t area = 0; area < boundaries.size(); ++area) {
        for (std::uint32_t p = boundaries.area_begin[area]; p < boundaries.area_begin[area + 1];
             ++p) {
            const std::uint32_t outer = boundaries.polygon_begin[p];
            for (std::uint32_t r = outer; r < boundaries.polygon_begin[p + 1]; ++r) {
                const auto ring = boundaries.ring(r);
                double perimeter = 0;
                for (std::size_t k = 1; k < ring.size(); ++k) {
                    perimeter += std::hypot(ring[k].x - ring[k - 1].x, ring[k].y - ring[k - 1].y);
                }
                const double size = std::abs(signed_area(ring));
                const double wide = perimeter > 0 ? 2 * size / perimeter : 0;
                if (wide < width) {
                    slivers.push_back({area, r, r != outer, size, wide});
                }
            }
        }
    }
    return slivers;
}

}  // namespace levelin
