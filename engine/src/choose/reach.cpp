#include <algorithm>
#include <cmath>
#include <levelin/choose/cover_problem.hpp>
#include <levelin/core/parallel.hpp>
#include <stdexcept>

namespace levelin {

namespace {

bool is_finite(const Point& place) {
    return std::isfinite(place.x) && std::isfinite(place.y);
}

// Areas in square cells as wide as the reach, or wider where that would make too many.
class Cells {
  public:
    Cells(std::span<const Point> places, double metres) : m_places(places) {
        double max_x = -1e300;
        double max_y = -1e300;
        m_min = {1e300, 1e300};
        for (const Point& place : places) {
            if (is_finite(place)) {
                m_min = {std::min(m_min.x, place.x), std::min(m_min.y, place.y)};
                max_x = std::max(max_x, place.x);
                max_y = std::max(max_y, place.y);
            }
        }
        if (max_x < m_min.x) {
            m_start = {0, 0};
            return;
        }
        const double extent = std::max(max_x - m_min.x, max_y - m_min.y);
        m_width = std::max(metres, extent / 1000);
        m_columns = static_cast<std::int64_t>((max_x - m_min.x) / m_width) + 1;
        m_rows = static_cast<std::int64_t>((max_y - m_min.y) / m_width) + 1;
        m_start.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
        for (const Point& place : places) {
            if (is_finite(place)) {
                ++m_start[cell_of(place) + 1];
            }
        }
        for (std::size_t c = 1; c < m_start.size(); ++c) {
            m_start[c] += m_start[c - 1];
        }
        m_areas.resize(m_start.back());
        std::vector<std::size_t> next(m_start.begin(), m_start.end() - 1);
        for (std::size_t a = 0; a < places.size(); ++a) {
            if (is_finite(places[a])) {
                m_areas[next[cell_of(places[a])]++] = static_cast<std::uint32_t>(a);
            }
        }
    }

    // The areas within reach, rising.
    [[nodiscard]] std::vector<std::uint32_t> around(const Point& site, double metres) const {
        std::vector<std::uint32_t> found;
        if (!is_finite(site) || m_areas.empty()) {
            return found;
        }
        const auto range = [&](double from, double origin, std::int64_t count) {
            const auto cell = [&](double at) {
                return static_cast<std::int64_t>(std::clamp(std::floor((at - origin) / m_width),
                                                            -1.0, static_cast<double>(count)));
            };
            return std::pair{std::max<std::int64_t>(cell(from - metres), 0),
                             std::min<std::int64_t>(cell(from + metres), count - 1)};
        };
        const auto [left, right] = range(site.x, m_min.x, m_columns);
        const auto [low, high] = range(site.y, m_min.y, m_rows);
        for (std::int64_t row = low; row <= high; ++row) {
            for (std::int64_t column = left; column <= right; ++column) {
                const auto cell = static_cast<std::size_t>(row * m_columns + column);
                for (std::size_t k = m_start[cell]; k < m_start[cell + 1]; ++k) {
                    const Point& place = m_places[m_areas[k]];
                    const double dx = place.x - site.x;
                    const double dy = place.y - site.y;
                    if (dx * dx + dy * dy <= metres * metres) {
                        found.push_back(m_areas[k]);
                    }
                }
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }

  private:
    [[nodiscard]] std::size_t cell_of(const Point& place) const {
        return static_cast<std::size_t>(static_cast<std::int64_t>((place.y - m_min.y) / m_width) *
                                            m_columns +
                                        static_cast<std::int64_t>((place.x - m_min.x) / m_width));
    }

    std::span<const Point> m_places;
    Point m_min;
    double m_width = 1;
    std::int64_t m_columns = 0;
    std::int64_t m_rows = 0;
    std::vector<std::size_t> m_start;
    std::vector<std::uint32_t> m_areas;
};

}  // namespace

Reach reach_within(std::span<const Point> sites, std::span<const Point> areas, double metres,
                   unsigned threads) {
    if (!(metres > 0) || !std::isfinite(metres)) {
        throw std::invalid_argument("a reach that is not above 0");
    }
    const Cells cells(areas, metres);
    std::vector<std::vector<std::uint32_t>> found(sites.size());
    parallel_blocks(sites.size(), 256, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t s = begin; s < end; ++s) {
            found[s] = cells.around(sites[s], metres);
        }
    });
    Reach reach;
    reach.begin.reserve(sites.size() + 1);
    std::size_t pairs = 0;
    for (const auto& one : found) {
        pairs += one.size();
        reach.begin.push_back(pairs);
    }
    reach.areas.reserve(pairs);
    for (auto& one : found) {
        reach.areas.insert(reach.areas.end(), one.begin(), one.end());
        one = {};
    }
    return reach;
}

}  // namespace levelin
