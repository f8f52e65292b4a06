#pragma once

#include <vector>

#include "moving_map.hpp"
#include "wave_transform.hpp"

namespace levelin::cartogram_parts {

/// Density and its flux at the middles of the cells, with one more row and column of mirrored
/// cells on every side, in units of cells; the mean density is 1.
class FlowField {
  public:
    /// Where a place in cells is at time 1 that is at `start` at time 0: Bogacki and Shampine's
    /// pair of order 3(2) with steps as long as the error allows.
    /// @param tolerance  of the error of a step, in cells.
    [[nodiscard]] Point drifted(Point start, double tolerance) const noexcept;

  private:
    friend class FlowMaker;
    struct Node {
        double density = 1;
        double flux_x = 0;
        double flux_y = 0;
    };
    [[nodiscard]] Point velocity(Point p, double t) const noexcept;
    void mirror();

    std::size_t m_nx = 0;  // Without the mirrored ones.
    std::size_t m_ny = 0;
    std::vector<Node> m_nodes;
};

/// Makes flows on grids of one size.
class FlowMaker {
  public:
    FlowMaker(std::size_t nx, std::size_t ny, unsigned threads)
        : m_along_x(nx), m_along_y(ny), m_threads(threads) {}

    /// @param density    mean over each cell; any scale.
    /// @param smoothing  standard deviation of the Gaussian that smooths it, in cells.
    [[nodiscard]] FlowField flow(const NumberGrid& density, double smoothing) const;

  private:
    WaveTransform m_along_x;
    WaveTransform m_along_y;
    unsigned m_threads;
};

}  // namespace levelin::cartogram_parts
