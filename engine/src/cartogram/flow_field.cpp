#include "flow_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace levelin::cartogram_parts {

namespace {

constexpr double least_density = 1e-4;

}  // namespace

void FlowField::mirror() {
    const std::size_t width = m_nx + 2;
    const auto node = [&](std::size_t x, std::size_t y) -> Node& { return m_nodes[y * width + x]; };
    for (std::size_t y = 1; y <= m_ny; ++y) {
        node(0, y) = node(1, y);
        node(0, y).flux_x = -node(1, y).flux_x;
        node(m_nx + 1, y) = node(m_nx, y);
        node(m_nx + 1, y).flux_x = -node(m_nx, y).flux_x;
    }
    for (std::size_t x = 0; x < width; ++x) {
        node(x, 0) = node(x, 1);
        node(x, 0).flux_y = -node(x, 1).flux_y;
        node(x, m_ny + 1) = node(x, m_ny);
        node(x, m_ny + 1).flux_y = -node(x, m_ny).flux_y;
    }
}

Point FlowField::velocity(Point p, double t) const noexcept {
    const double x = std::clamp(p.x, 0.0, static_cast<double>(m_nx)) + 0.5;
    const double y = std::clamp(p.y, 0.0, static_cast<double>(m_ny)) + 0.5;
    const auto i = static_cast<std::size_t>(std::min(x, static_cast<double>(m_nx)));
    const auto j = static_cast<std::size_t>(std::min(y, static_cast<double>(m_ny)));
    const double u = x - static_cast<double>(i);
    const double v = y - static_cast<double>(j);
    const Node* low = m_nodes.data() + j * (m_nx + 2) + i;
    const Node* high = low + (m_nx + 2);
    const double w00 = (1 - u) * (1 - v);
    const double w10 = u * (1 - v);
    const double w01 = (1 - u) * v;
    const double w11 = u * v;
    const double density =
        w00 * low[0].density + w10 * low[1].density + w01 * high[0].density + w11 * high[1].density;
    const double at_t = 1 / ((1 - t) * density + t);
    return {at_t * (w00 * low[0].flux_x + w10 * low[1].flux_x + w01 * high[0].flux_x +
                    w11 * high[1].flux_x),
            at_t * (w00 * low[0].flux_y + w10 * low[1].flux_y + w01 * high[0].flux_y +
                    w11 * high[1].flux_y)};
}

Point FlowField::drifted(Point start, double tolerance) const noexcept {
    constexpr double shortest = 1e-4;
    Point p = start;
    double t = 0;
    Point k1 = velocity(p, 0);
    // At first a step that moves by a quarter of a cell at most.
    double step =
        std::clamp(0.25 / std::max({std::abs(k1.x), std::abs(k1.y), 0.25}), shortest, 1.0);
    while (t < 1) {
        step = std::min(step, 1 - t);
        const Point k2 = velocity({p.x + step * k1.x / 2, p.y + step * k1.y / 2}, t + step / 2);
        const Point k3 =
            velocity({p.x + 0.75 * step * k2.x, p.y + 0.75 * step * k2.y}, t + 0.75 * step);
        const Point next{p.x + step * (2 * k1.x + 3 * k2.x + 4 * k3.x) / 9,
                         p.y + step * (2 * k1.y + 3 * k2.y + 4 * k3.y) / 9};
        const bool last = t + step >= 1;
        const Point k4 = velocity(next, last ? 1.0 : t + step);
        const double error_x = step * (-5 * k1.x + 6 * k2.x + 8 * k3.x - 9 * k4.x) / 72;
        const double error_y = step * (-5 * k1.y + 6 * k2.y + 8 * k3.y - 9 * k4.y) / 72;
        const double error = std::max(std::abs(error_x), std::abs(error_y));
        if (error <= tolerance || step <= shortest) {
            p = next;
            t = last ? 1.0 : t + step;
            k1 = k4;
        }
        const double factor = error > 0 ? 0.9 * std::cbrt(tolerance / error) : 4.0;
        step = std::max(shortest, step * std::clamp(factor, 0.2, 4.0));
    }
    return {std::clamp(p.x, 0.0, static_cast<double>(m_nx)),
            std::clamp(p.y, 0.0, static_cast<double>(m_ny))};
}

FlowField FlowMaker::flow(const NumberGrid& density, double smoothing) const {
    const std::size_t nx = density.nx;
    const std::size_t ny = density.ny;
    // Rows of `spectrum` are waves along x, so that both directions are transformed as rows.
    NumberGrid spectrum =
        along_rows(transposed(along_rows(density, m_along_x, Waves::amounts, m_threads), m_threads),
                   m_along_y, Waves::amounts, m_threads);
    const double mean = spectrum.cells[0] / static_cast<double>(nx * ny);
    NumberGrid along_x(ny, nx);
    NumberGrid along_y(ny, nx);
    const auto wave_number = [](std::size_t m, std::size_t n) {
        return std::numbers::pi * static_cast<double>(m) / static_cast<double>(n);
    };
    for (std::size_t m = 0; m < nx; ++m) {
        const double kx = wave_number(m, nx);
        for (std::size_t n = 0; n < ny; ++n) {
            const double ky = wave_number(n, ny);
            const double square = kx * kx + ky * ky;
            double& wave = spectrum.row(m)[n];
            wave *= (m == 0 ? 1.0 : 2.0) * (n == 0 ? 1.0 : 2.0) /
                    (mean * static_cast<double>(nx * ny)) *
                    std::exp(-0.5 * smoothing * smoothing * square);
            if (square > 0) {
                along_x.row(m)[n] = wave * kx / square;
                along_y.row(m)[n] = wave * ky / square;
            }
        }
    }
    const auto back = [&](NumberGrid waves, Waves over_y, Waves over_x) {
        return along_rows(
            transposed(along_rows(std::move(waves), m_along_y, over_y, m_threads), m_threads),
            m_along_x, over_x, m_threads);
    };
    const NumberGrid smooth = back(std::move(spectrum), Waves::cosines, Waves::cosines);
    const NumberGrid flux_x = back(std::move(along_x), Waves::cosines, Waves::sines);
    const NumberGrid flux_y = back(std::move(along_y), Waves::sines, Waves::cosines);
    FlowField field;
    field.m_nx = nx;
    field.m_ny = ny;
    field.m_nodes.resize((nx + 2) * (ny + 2));
    for (std::size_t y = 0; y < ny; ++y) {
        for (std::size_t x = 0; x < nx; ++x) {
            FlowField::Node& node = field.m_nodes[(y + 1) * (nx + 2) + x + 1];
            node.density = std::max(least_density, smooth.row(y)[x]);
            node.flux_x = flux_x.row(y)[x];
            node.flux_y = flux_y.row(y)[x];
        }
    }
    field.mirror();
    return field;
}

}  // namespace levelin::cartogram_parts
