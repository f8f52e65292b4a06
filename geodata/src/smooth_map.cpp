#include "smooth_map.hpp"

#include <cmath>
#include <levelin/core/parallel.hpp>
#include <mutex>
#include <numbers>

#include "proj_support.hpp"

namespace levelin::geodata::detail {

namespace {

template <std::size_t n>
std::array<double, n> chebyshev_points() {
    std::array<double, n> points{};
    for (std::size_t k = 0; k < n; ++k) {
        points[k] = std::cos(std::numbers::pi * (2.0 * static_cast<double>(k) + 1) /
                             (2.0 * static_cast<double>(n)));
    }
    return points;
}

// basis[k][i]: coefficient of u^i in the polynomial that is 1 at point k and 0 at the others.
template <std::size_t n>
std::array<std::array<double, n>, n> lagrange_basis(const std::array<double, n>& points) {
    std::array<std::array<double, n>, n> basis{};
    for (std::size_t k = 0; k < n; ++k) {
        std::array<double, n> product{1.0};
        std::size_t order = 0;
        double scale = 1;
        for (std::size_t j = 0; j < n; ++j) {
            if (j == k) {
                continue;
            }
            scale *= points[k] - points[j];
            ++order;
            for (std::size_t i = order + 1; i-- > 0;) {
                product[i] = (i > 0 ? product[i - 1] : 0.0) - points[j] * product[i];
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            basis[k][i] = product[i] / scale;
        }
    }
    return basis;
}

}  // namespace

SmoothMap::SmoothMap(const std::string& pipeline, const Tiles& tiles, unsigned threads) {
    std::vector<std::size_t> wanted;
    for (std::size_t t = 0; t < columns * rows; ++t) {
        m_patch_of[t] = tiles.used(t) ? static_cast<int>(wanted.size()) : -1;
        if (tiles.used(t)) {
            wanted.push_back(t);
        }
    }
    m_patches.resize(wanted.size());
    std::mutex mutex;
    const auto points = chebyshev_points<nodes>();
    const auto basis = lagrange_basis<nodes>(points);
    constexpr std::size_t block = 64;
    parallel_blocks(wanted.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        std::vector<Point> values;
        for (std::size_t w = begin; w < end; ++w) {
            const double x0 =
                west_m + tile_size_m * (static_cast<double>(wanted[w] % columns) + 0.5);
            const double y0 =
                south_m + tile_size_m * (static_cast<double>(wanted[w] / columns) + 0.5);
            for (std::size_t j = 0; j < nodes; ++j) {
                for (std::size_t i = 0; i < nodes; ++i) {
                    values.push_back(
                        {x0 + points[i] * tile_size_m / 2, y0 + points[j] * tile_size_m / 2});
                }
            }
        }
        transform(pipeline, values);
        {
            const std::scoped_lock lock(mutex);
            for (const Point& p : values) {
                m_values.expand(p);
            }
        }
        for (std::size_t w = begin; w < end; ++w) {
            const Point* value = values.data() + (w - begin) * nodes * nodes;
            Patch patch{};
            for (std::size_t l = 0; l < nodes; ++l) {
                for (std::size_t k = 0; k < nodes; ++k, ++value) {
                    for (std::size_t j = 0; j < nodes; ++j) {
                        for (std::size_t i = 0; i < nodes; ++i) {
                            const double weight = basis[k][i] * basis[l][j];
                            patch[j][i] += Pair{value->x * weight, value->y * weight};
                        }
                    }
                }
            }
            m_patches[w] = patch;
        }
    });
}

}  // namespace levelin::geodata::detail
