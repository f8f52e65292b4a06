#include <algorithm>
#include <levelin/core/parallel.hpp>
#include <levelin/topology/topology.hpp>
#include <stdexcept>

namespace levelin {

namespace {

constexpr std::size_t ring_block = 1024;

// A ring's points from those of its arcs: each arc but the last without its end.
template <class Value, class Take>
void walk_ring(const Topology& topology, std::size_t ring, std::span<const Value> values,
               Take take) {
    const auto refs = topology.arcs_of_ring(ring);
    const Value* last = nullptr;
    for (const ArcRef ref : refs) {
        const std::size_t k = arc_of(ref);
        const Value* const first = values.data() + topology.arc_begin[k];
        const Value* const end = values.data() + topology.arc_begin[k + 1] - 1;
        if (is_forward(ref)) {
            for (const Value* p = first; p < end; ++p) {
                take(*p);
            }
            last = end;
        } else {
            for (const Value* p = end; p > first; --p) {
                take(*p);
            }
            last = first;
        }
    }
    if (last != nullptr) {
        take(*last);
    }
}

std::size_t points_of_ring(const Topology& topology, std::size_t ring) {
    std::size_t points = 1;
    for (const ArcRef ref : topology.arcs_of_ring(ring)) {
        points += topology.arc(arc_of(ref)).size() - 1;
    }
    return points;
}

}  // namespace

std::vector<ArcSides> arc_sides(const Topology& topology) {
    std::vector<ArcSides> sides(topology.arc_count());
    for (std::size_t a = 0; a < topology.size(); ++a) {
        const auto [first, last] = topology.rings_of_area(a);
        for (std::uint32_t i = topology.ring_begin[first]; i < topology.ring_begin[last]; ++i) {
            const ArcRef ref = topology.ring_arcs[i];
            ArcSides& side = sides[arc_of(ref)];
            (is_forward(ref) ? side.left : side.right) = static_cast<std::uint32_t>(a);
        }
    }
    return sides;
}

std::vector<GridPoint> ring_points(const Topology& topology, std::size_t ring) {
    std::vector<GridPoint> points;
    points.reserve(points_of_ring(topology, ring));
    walk_ring<GridPoint>(topology, ring, topology.arc_points,
                         [&](GridPoint p) { points.push_back(p); });
    return points;
}

std::uint64_t count_ring_points(const Topology& topology) {
    std::uint64_t points = 0;
    for (std::size_t r = 0; r < topology.ring_count(); ++r) {
        points += points_of_ring(topology, r);
    }
    return points;
}

std::vector<Point> arc_positions(const Topology& topology, unsigned threads) {
    constexpr std::size_t block = 1U << 16U;
    std::vector<Point> positions(topology.arc_points.size());
    parallel_blocks(positions.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            positions[i] = topology.grid.position(topology.arc_points[i]);
        }
    });
    return positions;
}

BoundarySet to_boundaries(const Topology& topology, unsigned threads) {
    return to_boundaries(topology, arc_positions(topology, threads), threads);
}

BoundarySet to_boundaries(const Topology& topology, std::span<const Point> positions,
                          unsigned threads) {
    if (positions.size() != topology.arc_points.size()) {
        throw std::invalid_argument("one position for each point of the arcs");
    }
    BoundarySet set;
    set.codes = topology.codes;
    set.names = topology.names;
    set.area_begin = topology.area_begin;
    set.polygon_begin = topology.polygon_begin;
    set.ring_begin.resize(topology.ring_count() + 1);
    for (std::size_t r = 0; r < topology.ring_count(); ++r) {
        set.ring_begin[r + 1] =
            set.ring_begin[r] + static_cast<std::uint32_t>(points_of_ring(topology, r));
    }
    set.points.resize(set.ring_begin.back());
    parallel_blocks(topology.ring_count(), ring_block, threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t r = begin; r < end; ++r) {
                            Point* out = set.points.data() + set.ring_begin[r];
                            walk_ring<Point>(topology, r, positions, [&](Point p) { *out++ = p; });
                        }
                    });
    return set;
}

}  // namespace levelin
