#include "lies_in.hpp"

namespace levelin::render::detail {

bool lies_in(const BoundarySet& boundaries, std::size_t area, Point p) noexcept {
    bool inside = false;
    const auto [first, last] = boundaries.rings_of_area(area);
    for (std::uint32_t r = first; r < last; ++r) {
        const auto ring = boundaries.ring(r);
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point& a = ring[i - 1];
            const Point& b = ring[i];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
                inside = !inside;
            }
        }
    }
    return inside;
}

}  // namespace levelin::render::detail
