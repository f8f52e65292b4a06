#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <stdexcept>

namespace levelin {

namespace {

constexpr std::size_t area_block = 512;

// One block's areas, rounded; put together in order afterwards.
struct Part {
    std::vector<std::uint32_t> rings_of_area;
    std::vector<std::uint32_t> ring_size;
    std::vector<GridPoint> points;

    void begin_area() { rings_of_area.push_back(0); }
    void add(std::span<const GridPoint> ring) {
        ++rings_of_area.back();
        ring_size.push_back(static_cast<std::uint32_t>(ring.size()));
        points.insert(points.end(), ring.begin(), ring.end());
    }
};

TileShapes put_together(const std::vector<Part>& parts, int zoom) {
    TileShapes shapes;
    shapes.zoom = zoom;
    std::size_t points = 0;
    for (const Part& part : parts) {
        points += part.points.size();
    }
    if (points > UINT32_MAX) {
        throw std::length_error("more points than 32 bits count");
    }
    shapes.points.reserve(points);
    for (const Part& part : parts) {
        for (const std::uint32_t rings : part.rings_of_area) {
            shapes.area_begin.push_back(shapes.area_begin.back() + rings);
        }
        for (const std::uint32_t size : part.ring_size) {
            shapes.ring_begin.push_back(shapes.ring_begin.back() + size);
        }
        shapes.points.insert(shapes.points.end(), part.points.begin(), part.points.end());
    }
    return shapes;
}

// Fills each block's part; `make(area, part)` adds the rings of one area.
template <class Make>
TileShapes make_shapes(std::size_t areas, int zoom, unsigned threads, Make make) {
    std::vector<Part> parts((areas + area_block - 1) / area_block);
    parallel_blocks(areas, area_block, threads, [&](std::size_t begin, std::size_t end) {
        Part& part = parts[begin / area_block];
        std::vector<GridPoint> ring;
        for (std::size_t a = begin; a < end; ++a) {
            part.begin_area();
            make(a, ring, part);
        }
    });
    return put_together(parts, zoom);
}

std::int32_t unit_of(double world, double units) noexcept {
    return static_cast<std::int32_t>(std::floor(world * units + 0.5));
}

// The rounded ring, walked backwards: with y down an outer ring then has a positive sum.
void round_ring(std::span<const Point> world, double units, std::vector<GridPoint>& ring) {
    ring.clear();
    for (std::size_t i = world.size(); i-- > 1;) {
        ring.push_back({unit_of(world[i].x, units), unit_of(world[i].y, units)});
    }
    drop_spikes(ring);
}

void add_rounded(const BoundarySet& world, std::size_t area, double units,
                 std::vector<GridPoint>& ring, Part& part) {
    for (std::uint32_t p = world.area_begin[area]; p < world.area_begin[area + 1]; ++p) {
        for (std::uint32_t r = world.polygon_begin[p]; r < world.polygon_begin[p + 1]; ++r) {
            const bool outer = r == world.polygon_begin[p];
            round_ring(world.ring(r), units, ring);
            const std::int64_t area2 = twice_area(ring);
            if (outer ? area2 > 0 : area2 < 0) {
                part.add(ring);
            } else if (outer) {
                break;  // Its holes have nothing to lie in.
            }
        }
    }
}

std::int64_t square_distance(GridPoint a, GridPoint b) noexcept {
    const auto dx = static_cast<std::int64_t>(a.x) - b.x;
    const auto dy = static_cast<std::int64_t>(a.y) - b.y;
    return dx * dx + dy * dy;
}

// One unit wide between the first point's farthest and that one's farthest.
std::vector<GridPoint> thin_triangle(std::span<const Point> world, double units) {
    std::vector<GridPoint> points;
    for (const Point p : world) {
        points.push_back({unit_of(p.x, units), unit_of(p.y, units)});
    }
    const auto farthest = [&](GridPoint from) {
        return *std::max_element(points.begin(), points.end(), [&](GridPoint a, GridPoint b) {
            return square_distance(a, from) < square_distance(b, from);
        });
    };
    const GridPoint a = farthest(points.front());
    const GridPoint b = farthest(a);
    const bool flat = std::abs(static_cast<std::int64_t>(b.x) - a.x) >=
                      std::abs(static_cast<std::int64_t>(b.y) - a.y);
    GridPoint c = flat ? GridPoint{b.x, b.y + 1} : GridPoint{b.x + 1, b.y};
    if (a == b) {
        c = {a.x + 1, a.y + 1};
        return {a, {a.x + 1, a.y}, c};
    }
    std::vector<GridPoint> ring{a, b, c};
    if (twice_area(ring) < 0) {
        std::swap(ring[1], ring[2]);
    }
    return ring;
}

}  // namespace

std::int64_t twice_area(std::span<const GridPoint> ring) noexcept {
    if (ring.size() < 3) {
        return 0;
    }
    std::int64_t sum = 0;
    const GridPoint o = ring.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        sum += side_of_line(o, ring[i], ring[i + 1]);
    }
    return sum;
}

void drop_spikes(std::vector<GridPoint>& ring) {
    // b between a and c goes where it repeats one of them, or where c lies back on the line a - b.
    const auto is_spike = [](GridPoint a, GridPoint b, GridPoint c) {
        if (a == b || b == c) {
            return true;
        }
        if (side_of_line(a, b, c) != 0) {
            return false;
        }
        const auto forth = [](std::int32_t p, std::int32_t q, std::int32_t r) {
            return (static_cast<std::int64_t>(q) - p) * (static_cast<std::int64_t>(r) - q);
        };
        return forth(a.x, b.x, c.x) + forth(a.y, b.y, c.y) < 0;
    };
    std::size_t kept = 0;
    for (const GridPoint p : std::vector<GridPoint>(ring)) {
        while (kept >= 2 && is_spike(ring[kept - 2], ring[kept - 1], p)) {
            --kept;
        }
        if (kept == 1 && ring[0] == p) {
            continue;
        }
        ring[kept++] = p;
    }
    // Where the ring closes, both ends may be parts of a spike.
    std::size_t first = 0;
    while (kept - first >= 3) {
        if (is_spike(ring[kept - 2], ring[kept - 1], ring[first])) {
            --kept;
        } else if (is_spike(ring[kept - 1], ring[first], ring[first + 1])) {
            ++first;
        } else {
            break;
        }
    }
    if (kept - first < 3) {
        ring.clear();
        return;
    }
    ring.resize(kept);
    ring.erase(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(first));
    if (twice_area(ring) == 0) {
        ring.clear();
    }
}

TileShapes round_to_zoom(const BoundarySet& world, int zoom, unsigned threads) {
    const auto units = static_cast<double>(units_per_world(zoom));
    return make_shapes(world.size(), zoom, threads,
                       [&](std::size_t a, std::vector<GridPoint>& ring, Part& part) {
                           add_rounded(world, a, units, ring, part);
                       });
}

TileShapes shapes_of_topology(const Topology& units, int zoom, unsigned threads) {
    const std::int64_t side = units_per_world(zoom);
    const auto unit_point = [&](GridPoint g) {
        const Point p = units.grid.position(g);
        return GridPoint{static_cast<std::int32_t>(std::llround(p.x)),
                         static_cast<std::int32_t>(side - std::llround(p.y))};
    };
    return make_shapes(units.size(), zoom, threads,
                       [&](std::size_t a, std::vector<GridPoint>& ring, Part& part) {
                           const auto [first, last] = units.rings_of_area(a);
                           for (std::uint32_t r = first; r < last; ++r) {
                               const std::vector<GridPoint> up = ring_points(units, r);
                               ring.clear();
                               for (std::size_t i = up.size(); i-- > 1;) {
                                   ring.push_back(unit_point(up[i]));
                               }
                               part.add(ring);
                           }
                       });
}

KeptVisible keep_visible(TileShapes shapes, const BoundarySet& world) {
    if (shapes.size() != world.size()) {
        throw std::invalid_argument("the same areas in both");
    }
    const auto units = static_cast<double>(units_per_world(shapes.zoom));
    KeptVisible result;
    std::vector<std::uint32_t> add;
    for (std::size_t a = 0; a < world.size(); ++a) {
        if (!shapes.has(a) && world.area_begin[a] != world.area_begin[a + 1]) {
            const double area = std::abs(area_of(world, a)) * units * units;
            (area >= units_per_pixel * units_per_pixel ? result.kept : result.missing)
                .push_back(static_cast<std::uint32_t>(a));
        }
    }
    if (result.kept.empty()) {
        result.shapes = std::move(shapes);
        return result;
    }
    auto next = result.kept.begin();
    result.shapes = make_shapes(
        world.size(), shapes.zoom, 1, [&](std::size_t a, std::vector<GridPoint>& ring, Part& part) {
            if (next == result.kept.end() || *next != a) {
                for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
                    part.add(shapes.ring(r));
                }
                return;
            }
            ++next;
            add_rounded(world, a, units, ring, part);
            if (part.rings_of_area.back() == 0) {
                const auto [first, last] = world.rings_of_area(a);
                std::uint32_t largest = first;
                for (std::uint32_t r = first; r < last; ++r) {
                    if (std::abs(signed_area(world.ring(r))) >
                        std::abs(signed_area(world.ring(largest)))) {
                        largest = r;
                    }
                }
                part.add(thin_triangle(world.ring(largest), units));
            }
        });
    return result;
}

}  // namespace levelin
