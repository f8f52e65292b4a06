#include <levelin/core/parallel.hpp>
#include <levelin/interpolate/locate.hpp>

#include "area_edges.hpp"
#include "box_tree.hpp"

namespace levelin {

using namespace interpolate_detail;

struct AreaLocator::State {
    State(const BoundarySet& boundaries, unsigned threads)
        : edges(boundaries, 96, threads), tree(edges.boxes()) {}
    AreaEdges edges;
    BoxTree tree;
};

AreaLocator::AreaLocator(const BoundarySet& boundaries, unsigned threads)
    : m_state(std::make_unique<State>(boundaries, threads)) {}
AreaLocator::~AreaLocator() = default;
AreaLocator::AreaLocator(AreaLocator&&) noexcept = default;
AreaLocator& AreaLocator::operator=(AreaLocator&&) noexcept = default;

std::optional<std::uint32_t> AreaLocator::find(Point point) const {
    const Box here{point.x, point.y, point.x, point.y};
    for (const std::uint32_t area : m_state->tree.meeting(here)) {
        int winding = 0;
        m_state->edges.visit(area, here, [&](Point a, Point b) {
            const bool a_above = a.y > point.y;
            if (a_above != (b.y > point.y)) {
                const double x = a_above ? crossing_x(b, a, point.y) : crossing_x(a, b, point.y);
                winding += x <= point.x ? (a_above ? 1 : -1) : 0;
            }
        });
        if (winding != 0) {
            return area;
        }
    }
    return std::nullopt;
}

std::vector<std::uint32_t> locate(std::span<const Point> points, const BoundarySet& boundaries,
                                  unsigned threads) {
    constexpr std::size_t point_block = 512;
    const AreaLocator locator(boundaries, threads);
    std::vector<std::uint32_t> areas(points.size());
    parallel_blocks(points.size(), point_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            areas[i] = locator.find(points[i]).value_or(no_area);
        }
    });
    return areas;
}

}  // namespace levelin
