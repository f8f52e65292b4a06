#include "circle_packing.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace levelin::cartogram_parts {

namespace {

/// Pairs of circles that may meet soon: found anew now and then, by a grid of cells.
class Nearby {
  public:
    Nearby(const CirclePacking& packing, std::span<const Point> at, double slack) {
        double largest = 0;
        Box box;
        for (std::size_t a = 0; a < at.size(); ++a) {
            largest = std::max(largest, packing.radii[a]);
            box.expand(at[a]);
        }
        const double reach = 2 * largest + packing.strait + slack;
        const auto columns = static_cast<std::size_t>((box.max_x - box.min_x) / reach) + 1;
        const auto cell_of = [&](Point p) {
            const auto x = static_cast<std::size_t>((p.x - box.min_x) / reach);
            const auto y = static_cast<std::size_t>((p.y - box.min_y) / reach);
            return std::pair{x, y};
        };
        // Circles sorted by cell; each looks at its own cell and the four that come after it.
        std::vector<std::pair<std::size_t, std::uint32_t>> order;
        for (std::uint32_t a = 0; a < at.size(); ++a) {
            const auto [x, y] = cell_of(at[a]);
            order.emplace_back(y * (columns + 2) + x, a);
        }
        std::sort(order.begin(), order.end());
        const auto first_in = [&](std::size_t cell) {
            return std::lower_bound(order.begin(), order.end(), std::pair{cell, std::uint32_t{0}});
        };
        // Names of their own: clang 14 lets no lambda capture a structured binding.
        for (const std::pair<std::size_t, std::uint32_t>& entry : order) {
            const std::size_t cell = entry.first;
            const std::uint32_t a = entry.second;
            const std::size_t above = cell + columns + 2;
            const auto look = [&](std::size_t from, std::size_t to) {
                for (auto it = first_in(from); it != order.end() && it->first <= to; ++it) {
                    const std::uint32_t b = it->second;
                    if ((it->first != cell || b > a) &&
                        std::hypot(at[a].x - at[b].x, at[a].y - at[b].y) <
                            packing.apart(a, b) + slack) {
                        m_pairs.emplace_back(std::min(a, b), std::max(a, b));
                    }
                }
            };
            look(cell, cell + 1);
            look(above == 0 ? 0 : above - 1, above + 1);
        }
        std::sort(m_pairs.begin(), m_pairs.end());
        m_pairs.erase(std::unique(m_pairs.begin(), m_pairs.end()), m_pairs.end());
    }
    [[nodiscard]] const std::vector<BorderPair>& pairs() const noexcept { return m_pairs; }

  private:
    std::vector<BorderPair> m_pairs;
};

class Packer {
  public:
    explicit Packer(const CirclePacking& packing) : m_packing(packing), m_at(packing.places) {
        for (const double r : packing.radii) {
            m_mean_radius += r / static_cast<double>(packing.radii.size());
        }
        for (std::size_t a = 0; a < m_at.size(); ++a) {
            double sum = 0;
            for (const double length : packing.neighbours.weights_of(a)) {
                sum += length;
            }
            m_border.push_back(sum);
        }
    }

    std::vector<Point> run() {
        constexpr int pushes_in_step = 4;
        for (int step = 0; step < m_packing.steps; ++step) {
            const double heat = 1 - static_cast<double>(step) / m_packing.steps;
            pull(heat);
            push(pushes_in_step);
        }
        constexpr int most_pushes = 4000;
        for (int i = 0; i < most_pushes && push(1) > 1e-5 * m_mean_radius; ++i) {
        }
        stretch();
        return std::move(m_at);
    }

  private:
    void pull(double heat) {
        constexpr double join = 0.6;
        constexpr double keep_bearing = 0.05;
        constexpr double keep_place = 0.005;
        std::vector<Point> by(m_at.size());
        for (std::size_t a = 0; a < m_at.size(); ++a) {
            const auto neighbours = m_packing.neighbours.neighbours_of(a);
            const auto lengths = m_packing.neighbours.weights_of(a);
            for (std::size_t k = 0; k < neighbours.size(); ++k) {
                const std::size_t b = neighbours[k];
                const double share = lengths[k] / std::max(m_border[a], 1e-9);
                const double dx = m_at[b].x - m_at[a].x;
                const double dy = m_at[b].y - m_at[a].y;
                const double apart = std::max(std::hypot(dx, dy), 1e-9);
                const double rest = m_packing.apart(a, b);
                const double gap = std::max(0.0, apart - rest) / apart;
                by[a].x += join * share * gap * dx;
                by[a].y += join * share * gap * dy;
                const double tx = m_packing.centroids[b].x - m_packing.centroids[a].x;
                const double ty = m_packing.centroids[b].y - m_packing.centroids[a].y;
                const double t = std::max(std::hypot(tx, ty), 1e-9);
                by[a].x += keep_bearing * share * (dx - tx / t * apart);
                by[a].y += keep_bearing * share * (dy - ty / t * apart);
            }
            by[a].x += keep_place * (m_packing.places[a].x - m_at[a].x);
            by[a].y += keep_place * (m_packing.places[a].y - m_at[a].y);
        }
        const double most = 0.2 * m_mean_radius;
        for (std::size_t a = 0; a < m_at.size(); ++a) {
            const double length = std::hypot(by[a].x, by[a].y);
            const double scale = heat * (length > most ? most / length : 1.0);
            m_at[a].x += scale * by[a].x;
            m_at[a].y += scale * by[a].y;
        }
    }

    /// Moves overlapping circles apart, pair after pair. Returns the widest overlap that was met.
    double push(int times) {
        const double slack = 0.5 * m_mean_radius;
        const Nearby nearby(m_packing, m_at, slack);
        double widest = 0;
        for (int i = 0; i < times; ++i) {
            widest = 0;
            for (const auto& [a, b] : nearby.pairs()) {
                const double rest = m_packing.apart(a, b);
                double dx = m_at[b].x - m_at[a].x;
                double dy = m_at[b].y - m_at[a].y;
                double apart = std::hypot(dx, dy);
                if (apart >= rest) {
                    continue;
                }
                widest = std::max(widest, rest - apart);
                if (!(apart > 1e-9 * rest)) {  // One on the other: they part along x.
                    dx = rest;
                    dy = 0;
                    apart = rest;
                    m_at[b].x += rest * 1e-6;
                }
                // The lighter one gives way.
                const double mass_a = m_packing.radii[a] * m_packing.radii[a];
                const double mass_b = m_packing.radii[b] * m_packing.radii[b];
                const double share = mass_b / (mass_a + mass_b);
                const double now = std::hypot(m_at[b].x - m_at[a].x, m_at[b].y - m_at[a].y);
                const double step = (rest - now) / apart;
                m_at[a].x -= share * step * dx;
                m_at[a].y -= share * step * dy;
                m_at[b].x += (1 - share) * step * dx;
                m_at[b].y += (1 - share) * step * dy;
            }
        }
        return widest;
    }

    /// Everything from the middle outwards, so that the closest pair is as far apart as it should.
    void stretch() {
        const Nearby nearby(m_packing, m_at, 0.01 * m_mean_radius);
        double factor = 1;
        for (const auto& [a, b] : nearby.pairs()) {
            const double apart = std::hypot(m_at[b].x - m_at[a].x, m_at[b].y - m_at[a].y);
            factor = std::max(factor, m_packing.apart(a, b) / apart);
        }
        factor *= 1 + 1e-12;
        const Box box = bounding_box(m_at);
        const Point middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
        for (Point& p : m_at) {
            p = {middle.x + (p.x - middle.x) * factor, middle.y + (p.y - middle.y) * factor};
        }
    }

    const CirclePacking& m_packing;
    std::vector<Point> m_at;
    std::vector<double> m_border;
    double m_mean_radius = 0;
};

}  // namespace

std::vector<Point> pack(const CirclePacking& packing) {
    return Packer(packing).run();
}

}  // namespace levelin::cartogram_parts
