#include "equal_area_cartogram.hpp"
#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/error.hpp>
#include <numbers>

namespace levelin::demo {

namespace {

/// Rows by columns of doubles.
struct Matrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<double> cells;

    Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), cells(r * c, 0.0) {}
    [[nodiscard]] double* row(std::size_t r) noexcept { return cells.data() + r * columns; }
    [[nodiscard]] const double* row(std::size_t r) const noexcept {
        return cells.data() + r * columns;
    }
};

Matrix multiply(const Matrix& a, const Matrix& b) {
    Matrix out(a.rows, b.columns);
    for (std::size_t i = 0; i < a.rows; ++i) {
        double* to = out.row(i);
        for (std::size_t k = 0; k < a.columns; ++k) {
            const double factor = a.row(i)[k];
            const double* from = b.row(k);
            for (std::size_t j = 0; j < b.columns; ++j) {
                to[j] += factor * from[j];
            }
        }
    }
    return out;
}

Matrix transposed(const Matrix& a) {
    Matrix out(a.columns, a.rows);
    for (std::size_t i = 0; i < a.rows; ++i) {
        for (std::size_t j = 0; j < a.columns; ++j) {
            out.row(j)[i] = a.row(i)[j];
        }
    }
    return out;
}

/// The frame around the map: square cells, land in the middle.
struct Frame {
    double min_x = 0;
    double min_y = 0;
    double cell = 0;
    std::size_t nx = 0;
    std::size_t ny = 0;
};

Frame frame_of(const BoundarySet& set, const CartogramOptions& options) {
    const Box box = bounding_box(set.points);
    const double width = box.max_x - box.min_x;
    const double height = box.max_y - box.min_y;
    const double margin = options.margin * std::max(width, height);
    Frame frame;
    frame.cell = (std::max(width, height) + 2 * margin) / static_cast<double>(options.grid);
    frame.nx = static_cast<std::size_t>(std::ceil((width + 2 * margin) / frame.cell));
    frame.ny = static_cast<std::size_t>(std::ceil((height + 2 * margin) / frame.cell));
    frame.min_x = (box.min_x + box.max_x - static_cast<double>(frame.nx) * frame.cell) / 2;
    frame.min_y = (box.min_y + box.max_y - static_cast<double>(frame.ny) * frame.cell) / 2;
    return frame;
}

/// Adds `weight` per unit of covered cell, cell row by cell row, with `lines` scan lines a row and
/// exact coverage along each.
void add_area(const BoundarySet& set, std::size_t area, const Frame& frame, double weight,
              Matrix& density) {
    constexpr int lines = 8;
    const auto [first_ring, last_ring] = set.rings_of_area(area);
    const Box box = bounding_box(set.points_of_area(area));
    const auto row_of = [&](double y) { return (y - frame.min_y) / frame.cell; };
    const auto first = static_cast<std::size_t>(std::max(0.0, std::floor(row_of(box.min_y))));
    const auto last = std::min(frame.ny - 1, static_cast<std::size_t>(row_of(box.max_y)));
    std::vector<double> crossings;
    for (std::size_t row = first; row <= last; ++row) {
        for (int line = 0; line < lines; ++line) {
            const double y =
                frame.min_y + (static_cast<double>(row) + (line + 0.5) / lines) * frame.cell;
            crossings.clear();
            for (std::uint32_t r = first_ring; r < last_ring; ++r) {
                const auto ring = set.ring(r);
                for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                    const Point a = ring[k];
                    const Point b = ring[k + 1];
                    if ((a.y <= y) != (b.y <= y)) {
                        const double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
                        crossings.push_back((x - frame.min_x) / frame.cell);
                    }
                }
            }
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
                const double from = std::max(0.0, crossings[k]);
                const double to = std::min(static_cast<double>(frame.nx), crossings[k + 1]);
                for (auto c = static_cast<std::size_t>(from);
                     c < frame.nx && static_cast<double>(c) < to; ++c) {
                    const double left = std::max(from, static_cast<double>(c));
                    const double right = std::min(to, static_cast<double>(c) + 1);
                    density.row(row)[c] += weight * (right - left) / lines;
                }
            }
        }
    }
}

std::vector<double> sizes_of(const BoundarySet& set) {
    std::vector<double> sizes(set.size());
    for (std::size_t a = 0; a < set.size(); ++a) {
        sizes[a] = area_of(set, a);
        if (!(sizes[a] > 0) || !std::isfinite(sizes[a])) {
            throw GeometryError("E-DEMO-02", "area " + set.codes[a].str() + " has no size",
                                "a polygon larger than 0", "repair the boundaries first");
        }
    }
    return sizes;
}

/// Density over its mean: 1 at sea, (goal / size) on land.
Matrix density_of(const BoundarySet& set, std::span<const double> sizes, double goal,
                  const Frame& frame) {
    Matrix density(frame.ny, frame.nx);
    std::fill(density.cells.begin(), density.cells.end(), 1.0);
    for (std::size_t a = 0; a < set.size(); ++a) {
        add_area(set, a, frame, goal / sizes[a] - 1.0, density);
    }
    return density;
}

/// cos(pi m (j + 1/2) / n): wave m at the middle of cell j.
Matrix waves_at_cells(std::size_t n) {
    Matrix out(n, n);
    for (std::size_t m = 0; m < n; ++m) {
        for (std::size_t j = 0; j < n; ++j) {
            out.row(m)[j] = std::cos(std::numbers::pi * static_cast<double>(m) *
                                     (static_cast<double>(j) + 0.5) / static_cast<double>(n));
        }
    }
    return out;
}

/// cos or sin(pi m j / n): wave m at the node j = 0..n between cells.
Matrix waves_at_nodes(std::size_t n, bool sine) {
    Matrix out(n, n + 1);
    for (std::size_t m = 0; m < n; ++m) {
        for (std::size_t j = 0; j <= n; ++j) {
            const double angle =
                std::numbers::pi * static_cast<double>(m * j) / static_cast<double>(n);
            out.row(m)[j] = sine ? std::sin(angle) : std::cos(angle);
        }
    }
    return out;
}

/// Density and its flux at the grid's nodes, in units of cells.
struct Flow {
    Frame frame;
    Matrix density;
    Matrix flux_x;
    Matrix flux_y;
};

/// The transforms of one grid size, made once.
class Waves {
  public:
    explicit Waves(const Frame& frame)
        : m_cells_x(waves_at_cells(frame.nx)),
          m_cells_y(waves_at_cells(frame.ny)),
          m_cos_x(waves_at_nodes(frame.nx, false)),
          m_sin_x(waves_at_nodes(frame.nx, true)),
          m_cos_y(transposed(waves_at_nodes(frame.ny, false))),
          m_sin_y(transposed(waves_at_nodes(frame.ny, true))) {}

    /// @param smoothing  standard deviation of the Gaussian, in cells.
    [[nodiscard]] Flow flow(const Matrix& density, const Frame& frame, double smoothing) const {
        Matrix spectrum = multiply(multiply(m_cells_y, density), transposed(m_cells_x));
        Matrix along_x(frame.ny, frame.nx);
        Matrix along_y(frame.ny, frame.nx);
        for (std::size_t n = 0; n < frame.ny; ++n) {
            for (std::size_t m = 0; m < frame.nx; ++m) {
                const double kx =
                    std::numbers::pi * static_cast<double>(m) / static_cast<double>(frame.nx);
                const double ky =
                    std::numbers::pi * static_cast<double>(n) / static_cast<double>(frame.ny);
                const double square = kx * kx + ky * ky;
                double& wave = spectrum.row(n)[m];
                wave *= (m == 0 ? 1.0 : 2.0) * (n == 0 ? 1.0 : 2.0) /
                        static_cast<double>(frame.nx * frame.ny);
                wave *= std::exp(-0.5 * smoothing * smoothing * square);
                if (square > 0) {
                    along_x.row(n)[m] = wave * kx / square;
                    along_y.row(n)[m] = wave * ky / square;
                }
            }
        }
        return {frame, multiply(multiply(m_cos_y, spectrum), m_cos_x),
                multiply(multiply(m_cos_y, along_x), m_sin_x),
                multiply(multiply(m_sin_y, along_y), m_cos_x)};
    }

  private:
    Matrix m_cells_x;
    Matrix m_cells_y;
    Matrix m_cos_x;
    Matrix m_sin_x;
    Matrix m_cos_y;
    Matrix m_sin_y;
};

/// Velocity in cells per unit of time at a place in cells: bilinear between nodes.
Point velocity(const Flow& flow, Point p, double t, double mean) noexcept {
    const auto nx = static_cast<double>(flow.frame.nx);
    const auto ny = static_cast<double>(flow.frame.ny);
    const double x = std::clamp(p.x, 0.0, nx);
    const double y = std::clamp(p.y, 0.0, ny);
    const auto i = static_cast<std::size_t>(std::min(x, nx - 1));
    const auto j = static_cast<std::size_t>(std::min(y, ny - 1));
    const double u = x - static_cast<double>(i);
    const double v = y - static_cast<double>(j);
    const auto between = [&](const Matrix& m) {
        const double* low = m.row(j) + i;
        const double* high = m.row(j + 1) + i;
        return (1 - v) * ((1 - u) * low[0] + u * low[1]) + v * ((1 - u) * high[0] + u * high[1]);
    };
    const double density = (1 - t) * between(flow.density) + t * mean;
    return {between(flow.flux_x) / density, between(flow.flux_y) / density};
}

/// Carries the points along the flow from t = 0 to 1 (midpoint rule).
void drift(const Flow& flow, double mean, std::vector<Point>& points) {
    constexpr int steps = 60;
    constexpr double dt = 1.0 / steps;
    const Frame& frame = flow.frame;
    for (Point& point : points) {
        Point p{(point.x - frame.min_x) / frame.cell, (point.y - frame.min_y) / frame.cell};
        for (int step = 0; step < steps; ++step) {
            const double t = step * dt;
            const Point v = velocity(flow, p, t, mean);
            const Point half{p.x + v.x * dt / 2, p.y + v.y * dt / 2};
            const Point w = velocity(flow, half, t + dt / 2, mean);
            p.x += w.x * dt;
            p.y += w.y * dt;
        }
        point = {frame.min_x + p.x * frame.cell, frame.min_y + p.y * frame.cell};
    }
}

/// The same rings with points on every edge that is longer than `longest`. The points of an edge
/// depend on its two ends alone, whichever way it is walked, so that neighbours stay joined.
BoundarySet densified(const BoundarySet& set, double longest) {
    BoundarySet out = set;
    out.points.clear();
    out.ring_begin = {0};
    for (std::size_t r = 0; r < set.ring_count(); ++r) {
        const auto ring = set.ring(r);
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const Point a = ring[k];
            const Point b = ring[k + 1];
            const bool forward = a.x < b.x || (a.x == b.x && a.y < b.y);
            const Point from = forward ? a : b;
            const Point to = forward ? b : a;
            const auto parts = std::max(
                1, static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / longest)));
            out.points.push_back(a);
            for (int part = 1; part < parts; ++part) {
                const double f = static_cast<double>(forward ? part : parts - part) / parts;
                out.points.push_back({from.x + f * (to.x - from.x), from.y + f * (to.y - from.y)});
            }
        }
        out.points.push_back(ring.back());
        out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
    }
    return out;
}

}  // namespace

Cartogram equal_area_cartogram(const BoundarySet& boundaries, const CartogramOptions& options) {
    if (boundaries.size() == 0) {
        throw GeometryError("E-DEMO-02", "a cartogram of no areas", "at least one polygon");
    }
    if (options.grid < 32 || options.grid > 4096 || options.rounds < 1 || !(options.margin > 0)) {
        throw UsageError("E-DEMO-01", "cartogram options out of range",
                         "grid 32 to 4096, at least one round, a margin above 0");
    }
    Frame frame = frame_of(boundaries, options);
    const Waves waves(frame);
    Cartogram out;
    out.boundaries = densified(boundaries, 2 * frame.cell);
    double smoothing = static_cast<double>(options.grid) / 32.0;
    for (;; ++out.rounds) {
        const std::vector<double> sizes = sizes_of(out.boundaries);
        double total = 0;
        for (const double size : sizes) {
            total += size;
        }
        if (out.rounds == 0) {
            out.mean_area_m2 = total / static_cast<double>(sizes.size());
        }
        out.worst_area_error = 0;
        for (const double size : sizes) {
            out.worst_area_error =
                std::max(out.worst_area_error, std::abs(size / out.mean_area_m2 - 1));
        }
        if (out.rounds == options.rounds || out.worst_area_error <= options.tolerance) {
            break;
        }
        const Matrix density = density_of(out.boundaries, sizes, out.mean_area_m2, frame);
        double mean = 0;
        for (const double d : density.cells) {
            mean += d;
        }
        mean /= static_cast<double>(density.cells.size());
        drift(waves.flow(density, frame, smoothing), mean, out.boundaries.points);
        smoothing = std::max(0.5, smoothing / 2);
    }
    for (std::size_t a = 0; a < out.boundaries.size(); ++a) {
        out.centres.push_back(area_centroid(out.boundaries, a));
    }
    return out;
}

}  // namespace levelin::demo
