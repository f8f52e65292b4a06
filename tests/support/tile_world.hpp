#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/tile/clip.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace levelin::test {

/// What the tests of tiles share: random coverages.

inline void add_area(TileShapes& shapes, const std::vector<std::vector<GridPoint>>& rings) {
    for (const auto& ring : rings) {
        shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
        shapes.ring_begin.push_back(static_cast<std::uint32_t>(shapes.points.size()));
    }
    shapes.area_begin.push_back(static_cast<std::uint32_t>(shapes.ring_begin.size() - 1));
}

/// Square areas whose borders wander, each border the same for both neighbours. They fill the
/// square from `low` to `low + cells * cell`. Every third area has a hole that another area fills.
inline TileShapes wandering_squares(int zoom, GridPoint low, int cells, std::int32_t cell,
                                    unsigned seed, int bends = 7) {
    std::mt19937 random(seed);
    const auto up_to = [&](std::int32_t most) {
        return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(2 * most + 1)) -
               most;
    };
    // The way from one corner to the next, without the last point. It stays in the rhomb of which
    // the straight line is a diagonal, so that no two borders meet; the outermost ones are
    // straight.
    const auto way = [&](GridPoint from, bool along_x, bool straight) {
        std::vector<GridPoint> points{from};
        for (int b = 1; b <= bends; ++b) {
            const std::int32_t on = cell * b / (bends + 1);
            const std::int32_t free = std::min({cell / 5, on * 9 / 10, (cell - on) * 9 / 10});
            const std::int32_t off = straight ? 0 : up_to(free);
            points.push_back(along_x ? GridPoint{from.x + on, from.y + off}
                                     : GridPoint{from.x + off, from.y + on});
        }
        return points;
    };
    std::map<std::array<int, 3>, std::vector<GridPoint>> ways;
    for (int i = 0; i <= cells; ++i) {
        for (int j = 0; j <= cells; ++j) {
            const GridPoint at{low.x + i * cell, low.y + j * cell};
            ways[{i, j, 0}] = way(at, true, j == 0 || j == cells);
            ways[{i, j, 1}] = way(at, false, i == 0 || i == cells);
        }
    }
    const auto append = [](std::vector<GridPoint>& ring, std::vector<GridPoint> part, GridPoint end,
                           bool back) {
        if (back) {
            part.push_back(end);
            part.erase(part.begin());
            ring.insert(ring.end(), part.rbegin(), part.rend());
        } else {
            ring.insert(ring.end(), part.begin(), part.end());
        }
    };
    TileShapes shapes;
    shapes.zoom = zoom;
    for (int j = 0; j < cells; ++j) {
        for (int i = 0; i < cells; ++i) {
            const auto corner = [&](int a, int b) {
                return GridPoint{low.x + a * cell, low.y + b * cell};
            };
            std::vector<GridPoint> ring;
            append(ring, ways[{i, j, 0}], corner(i + 1, j), false);
            append(ring, ways[{i + 1, j, 1}], corner(i + 1, j + 1), false);
            append(ring, ways[{i, j + 1, 0}], corner(i + 1, j + 1), true);
            append(ring, ways[{i, j, 1}], corner(i, j + 1), true);
            if ((i + j) % 3 != 0) {
                add_area(shapes, {ring});
                continue;
            }
            const GridPoint c{low.x + i * cell + cell / 2, low.y + j * cell + cell / 2};
            const std::int32_t r = cell / 5;
            const std::vector<GridPoint> island{
                {c.x - r, c.y + up_to(r / 2)}, {c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}};
            add_area(shapes, {ring, {island.rbegin(), island.rend()}});
            add_area(shapes, {island});
        }
    }
    return shapes;
}

/// The same areas in metres, y up, each unit `metre` long.
inline BoundarySet in_metres(const TileShapes& shapes, double metre) {
    BoundarySet set;
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        set.codes.push_back(*AreaCode::parse("A" + std::to_string(a)));
        set.names.push_back("Area " + std::to_string(a));
        for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
            const auto ring = shapes.ring(r);
            for (std::size_t i = 0; i <= ring.size(); ++i) {
                const GridPoint p = ring[i % ring.size()];
                set.points.push_back({400000 + p.x * metre, 300000 - p.y * metre});
            }
            std::reverse(set.points.begin() + set.ring_begin.back(), set.points.end());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
    }
    return set;
}

/// A table that says nothing but codes.
inline ResultTable plain_table(std::size_t areas) {
    ResultTable table;
    for (std::size_t a = 0; a < areas; ++a) {
        table.codes.push_back(*AreaCode::parse("A" + std::to_string(a)));
        table.names.emplace_back();
        table.status.push_back(Status::ok);
    }
    return table;
}

}  // namespace levelin::test
