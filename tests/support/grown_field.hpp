#pragma once

#include <algorithm>
#include <map>
#include <random>

#include "coverage_world.hpp"

namespace coverage_world {

/// Labels on a field of cells, grown from seeds: ragged regions with enclaves, parts that meet in
/// corners, holes (label 0) and islands.
class GrownField {
  public:
    GrownField(int width, int height, int labels, unsigned seed)
        : m_width(width), m_height(height), m_random(seed) {
        m_label.assign(static_cast<std::size_t>(width * height), -1);
        std::vector<std::pair<int, int>> front;
        for (int i = 0; i < 2 * labels; ++i) {
            const int x = pick(width);
            const int y = pick(height);
            if (m_label[at(x, y)] < 0) {
                // Each label has two seeds; label 0 is no area.
                m_label[at(x, y)] = i % labels;
                front.emplace_back(x, y);
            }
        }
        while (!front.empty()) {
            const auto f = static_cast<std::size_t>(pick(static_cast<int>(front.size())));
            const auto [x, y] = front[f];
            std::vector<std::pair<int, int>> free;
            for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                const int nx = x + dx;
                const int ny = y + dy;
                if (nx >= 0 && ny >= 0 && nx < width && ny < height && m_label[at(nx, ny)] < 0) {
                    free.emplace_back(nx, ny);
                }
            }
            if (free.empty()) {
                front[f] = front.back();
                front.pop_back();
                continue;
            }
            const auto [nx, ny] =
                free[static_cast<std::size_t>(pick(static_cast<int>(free.size())))];
            m_label[at(nx, ny)] = m_label[at(x, y)];
            front.emplace_back(nx, ny);
        }
        // A few cells get another label: enclaves and corners that meet.
        for (int i = 0; i < width * height / 40; ++i) {
            m_label[at(pick(width), pick(height))] = pick(labels);
        }
        // Corners lie on a field of 100 units, each a little off its place.
        for (int i = 0; i < (width + 1) * (height + 1); ++i) {
            m_corner.push_back({static_cast<double>(100 * (i % (width + 1)) + pick(41)),
                                static_cast<double>(100 * (i / (width + 1)) + pick(41))});
        }
        m_labels = labels;
    }

    [[nodiscard]] levelin::BoundarySet boundaries() const {
        std::vector<std::vector<Polygon>> shapes;
        for (int label = 1; label < m_labels; ++label) {
            shapes.push_back(polygons_of(label));
        }
        return areas(shapes);
    }

  private:
    using Corners = std::vector<int>;

    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    [[nodiscard]] std::size_t at(int x, int y) const {
        return static_cast<std::size_t>(y * m_width + x);
    }
    [[nodiscard]] bool has(int x, int y, int label) const {
        return x >= 0 && y >= 0 && x < m_width && y < m_height && m_label[at(x, y)] == label;
    }

    // Edges with the label to their left, linked so that a ring stays with its cell at corners
    // where cells meet, and cut where it comes back to a corner.
    [[nodiscard]] std::vector<Corners> rings_of(int label) const {
        std::map<std::pair<int, int>, bool> edges;  // From corner and to corner: used.
        const auto corner = [&](int x, int y) { return y * (m_width + 1) + x; };
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                if (!has(x, y, label)) {
                    continue;
                }
                if (!has(x, y - 1, label)) {
                    edges[{corner(x, y), corner(x + 1, y)}] = false;
                }
                if (!has(x + 1, y, label)) {
                    edges[{corner(x + 1, y), corner(x + 1, y + 1)}] = false;
                }
                if (!has(x, y + 1, label)) {
                    edges[{corner(x + 1, y + 1), corner(x, y + 1)}] = false;
                }
                if (!has(x - 1, y, label)) {
                    edges[{corner(x, y + 1), corner(x, y)}] = false;
                }
            }
        }
        std::vector<Corners> rings;
        for (auto& [start, used] : edges) {
            Corners walk;
            std::pair<int, int> edge = start;
            while (!edges[edge]) {
                edges[edge] = true;
                const auto again = std::find(walk.begin(), walk.end(), edge.first);
                if (again != walk.end()) {
                    rings.emplace_back(again, walk.end());
                    walk.erase(again, walk.end());
                }
                walk.push_back(edge.first);
                // Left, straight on, right.
                const int step = edge.second - edge.first;
                const int wide = m_width + 1;
                const int left = step == 1 ? wide : step == wide ? -1 : step == -1 ? -wide : 1;
                for (const int next : {left, step, -left}) {
                    const std::pair<int, int> candidate{edge.second, edge.second + next};
                    if (edges.count(candidate) != 0) {
                        edge = candidate;
                        break;
                    }
                }
            }
            if (!walk.empty()) {
                rings.push_back(walk);
            }
        }
        return rings;
    }

    [[nodiscard]] Ring places(const Corners& corners) const {
        Ring ring;
        for (const int c : corners) {
            ring.push_back(m_corner[static_cast<std::size_t>(c)]);
        }
        return ring;
    }

    [[nodiscard]] std::vector<Polygon> polygons_of(int label) const {
        const auto closed = [](Ring ring) {
            ring.push_back(ring.front());
            return ring;
        };
        std::vector<Polygon> polygons;
        std::vector<Ring> holes;
        for (const Corners& corners : rings_of(label)) {
            Ring ring = places(corners);
            if (levelin::signed_area(closed(ring)) > 0) {
                polygons.push_back({std::move(ring)});
            } else {
                holes.push_back(std::move(ring));
            }
        }
        // A hole belongs to the smallest outer ring around the middle of its first edge.
        for (Ring& hole : holes) {
            const levelin::Point p{(hole[0].x + hole[1].x) / 2, (hole[0].y + hole[1].y) / 2};
            Polygon* best = nullptr;
            for (Polygon& polygon : polygons) {
                const Ring ring = closed(polygon[0]);
                bool inside = false;
                for (std::size_t i = 1; i < ring.size(); ++i) {
                    const levelin::Point a = ring[i - 1];
                    const levelin::Point b = ring[i];
                    if ((a.y > p.y) != (b.y > p.y) &&
                        p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y)) {
                        inside = !inside;
                    }
                }
                if (inside && (best == nullptr || levelin::signed_area(ring) <
                                                      levelin::signed_area(closed((*best)[0])))) {
                    best = &polygon;
                }
            }
            REQUIRE(best != nullptr);
            best->push_back(std::move(hole));
        }
        return polygons;
    }

    int m_width;
    int m_height;
    int m_labels = 0;
    std::mt19937 m_random;
    std::vector<int> m_label;
    std::vector<levelin::Point> m_corner;
};

}  // namespace coverage_world
