#pragma once

#include <array>
#include <cstddef>
#include <levelin/boundary/boundary_set.hpp>
#include <string>
#include <vector>

namespace levelin::geodata::detail {

/// A smooth map of the plane (an inverse projection), replaced by polynomials that are fitted to
/// PROJ at run time.
///
/// National Grid metres within the window are cut into squares of 20 km. In a square the map is the
/// tensor-product polynomial of degree 3 in easting and northing that meets PROJ at the 4 x 4
/// Chebyshev points: p(u, v) = sum c_ij u^i v^j with u, v in [-1, 1].
///
/// Error: for the inverse transverse Mercator projection of the UK below 0.01 mm, measured against
/// PROJ over the whole window's land (tests/unit/geodata/test_reproject.cpp).
/// Source of the error form: Trefethen, Approximation Theory and Approximation Practice (2013),
/// theorem 8.2 (Chebyshev interpolants of analytic functions converge geometrically).
class SmoothMap {
  public:
    static constexpr double tile_size_m = 20000;
    static constexpr double west_m = -300000;
    static constexpr double south_m = -300000;
    static constexpr std::size_t columns = 65;  // To 1,000,000 E.
    static constexpr std::size_t rows = 85;     // To 1,400,000 N.

    /// Which squares hold points.
    class Tiles {
      public:
        void mark(Point p) noexcept {
            if (const std::size_t t = tile_of(p); t < columns * rows) {
                m_used[t] = true;
            }
        }
        void merge(const Tiles& other) noexcept {
            for (std::size_t t = 0; t < m_used.size(); ++t) {
                m_used[t] = m_used[t] || other.m_used[t];
            }
        }
        [[nodiscard]] bool used(std::size_t t) const noexcept { return m_used[t]; }

      private:
        std::array<bool, columns * rows> m_used{};
    };

    /// Fits the squares that are marked.
    /// @param pipeline  PROJ's text of the map.
    SmoothMap(const std::string& pipeline, const Tiles& tiles, unsigned threads);

    /// The box of the map's values at the points it was fitted to.
    [[nodiscard]] const Box& fitted_values() const noexcept { return m_values; }

    /// The map's value; false where the point lies in no square that was fitted.
    [[nodiscard]] bool map(Point& p) const noexcept {
        const std::size_t tile = tile_of(p);
        if (tile >= columns * rows || m_patch_of[tile] < 0) {
            return false;
        }
        const Patch& patch = m_patches[static_cast<std::size_t>(m_patch_of[tile])];
        const double c = (p.x - west_m) * (1 / tile_size_m);
        const double r = (p.y - south_m) * (1 / tile_size_m);
        const double u = 2 * (c - static_cast<double>(static_cast<int>(c))) - 1;
        const double v = 2 * (r - static_cast<double>(static_cast<int>(r))) - 1;
        // Horner's rule: four rows in u, then one in v.
        const Pair uu{u, u};
        const Pair vv{v, v};
        const auto row = [&](std::size_t j) {
            const auto& k = patch[j];
            return ((k[3] * uu + k[2]) * uu + k[1]) * uu + k[0];
        };
        const Pair value = ((row(3) * vv + row(2)) * vv + row(1)) * vv + row(0);
        p = {value[0], value[1]};
        return true;
    }

  private:
    static constexpr std::size_t degree = 3;
    static constexpr std::size_t nodes = degree + 1;
    // Two numbers that are worked on at once: longitude and latitude.
    using Pair [[gnu::vector_size(16)]] = double;
    // [power of v][power of u].
    using Patch = std::array<std::array<Pair, nodes>, nodes>;

    static std::size_t tile_of(Point p) noexcept {
        const double c = (p.x - west_m) * (1 / tile_size_m);
        const double r = (p.y - south_m) * (1 / tile_size_m);
        if (!(c >= 0 && c < static_cast<double>(columns) && r >= 0 &&
              r < static_cast<double>(rows))) {
            return columns * rows;
        }
        return static_cast<std::size_t>(r) * columns + static_cast<std::size_t>(c);
    }

    std::array<int, columns * rows> m_patch_of{};  // -1: not fitted.
    std::vector<Patch> m_patches;
    Box m_values;
};

}  // namespace levelin::geodata::detail
