#pragma once

#include <cmath>
#include <levelin/boundary/boundary_set.hpp>
#include <numbers>
#include <random>
#include <string>
#include <vector>

/// Areas to lay over each other.
namespace shapes {

using levelin::AreaCode;
using levelin::BoundarySet;
using levelin::Point;
using Ring = std::vector<Point>;
using Polygon = std::vector<Ring>;

/// Adds an area of some polygons; rings are closed here.
inline void add(BoundarySet& set, const std::vector<Polygon>& polygons) {
    for (const Polygon& polygon : polygons) {
        for (const Ring& ring : polygon) {
            set.points.insert(set.points.end(), ring.begin(), ring.end());
            set.points.push_back(ring.front());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    }
    set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_begin.size() - 1));
    set.codes.push_back(*AreaCode::parse("A" + std::to_string(set.codes.size())));
    set.names.emplace_back();
}

inline Ring square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

inline BoundarySet one(const std::vector<Polygon>& polygons) {
    BoundarySet set;
    add(set, polygons);
    return set;
}

/// A ring around a centre, with a radius that goes up and down.
inline Ring star(std::mt19937& random, Point centre, double radius, int corners) {
    std::uniform_real_distribution<double> factor(0.3, 1.0);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = radius * factor(random);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

/// A square of `cells` x `cells` quadrilaterals without gaps or overlaps: the crossings of a grid,
/// the inner ones moved, and every border broken into a line of `pieces` that neighbours share.
inline BoundarySet coverage(unsigned seed, Point origin, double side, int cells, int pieces) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> move(-0.3, 0.3);
    const double step = side / cells;
    const auto index = [&](int i, int j) { return static_cast<std::size_t>(j * (cells + 1) + i); };
    std::vector<Point> nodes;
    for (int j = 0; j <= cells; ++j) {
        for (int i = 0; i <= cells; ++i) {
            const bool inner = i > 0 && j > 0 && i < cells && j < cells;
            const double dx = inner ? move(random) * step : 0;
            const double dy = inner ? move(random) * step : 0;
            nodes.push_back({origin.x + i * step + dx, origin.y + j * step + dy});
        }
    }
    const auto line = [&](Point a, Point b) {
        std::vector<Point> points{a};
        for (int p = 1; p < pieces; ++p) {
            const double t = static_cast<double>(p) / pieces;
            const double off = move(random) * step / pieces;
            points.push_back({a.x + t * (b.x - a.x) - off * (b.y - a.y) / step,
                              a.y + t * (b.y - a.y) + off * (b.x - a.x) / step});
        }
        points.push_back(b);
        return points;
    };
    std::vector<std::vector<Point>> across(nodes.size());
    std::vector<std::vector<Point>> up(nodes.size());
    for (int j = 0; j <= cells; ++j) {
        for (int i = 0; i <= cells; ++i) {
            if (i < cells) {
                across[index(i, j)] =
                    j == 0 || j == cells
                        ? std::vector<Point>{nodes[index(i, j)], nodes[index(i + 1, j)]}
                        : line(nodes[index(i, j)], nodes[index(i + 1, j)]);
            }
            if (j < cells) {
                up[index(i, j)] =
                    i == 0 || i == cells
                        ? std::vector<Point>{nodes[index(i, j)], nodes[index(i, j + 1)]}
                        : line(nodes[index(i, j)], nodes[index(i, j + 1)]);
            }
        }
    }
    BoundarySet set;
    for (int j = 0; j < cells; ++j) {
        for (int i = 0; i < cells; ++i) {
            Ring ring;
            const auto go = [&](const std::vector<Point>& part, bool back) {
                if (back) {
                    ring.insert(ring.end(), part.rbegin(), part.rend() - 1);
                } else {
                    ring.insert(ring.end(), part.begin(), part.end() - 1);
                }
            };
            go(across[index(i, j)], false);
            go(up[index(i + 1, j)], false);
            go(across[index(i, j + 1)], true);
            go(up[index(i, j)], true);
            add(set, {{ring}});
        }
    }
    return set;
}

}  // namespace shapes
