#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/topology/neighbours.hpp>
#include <levelin/topology/simplify.hpp>
#include <limits>
#include <map>

#include "flow_field.hpp"
#include "measure.hpp"
#include "moving_map.hpp"

namespace levelin {

namespace {

using namespace cartogram_parts;

constexpr std::size_t most_areas = 50'000;
constexpr double before_thinning = 0.5;  // Of the goal; the rest is for points that go in the end.
constexpr std::size_t least_grid = 64;
constexpr std::size_t most_grid = 4096;
constexpr double smoothing_on_coarse_grid = 4;  // Cells; below it the next finer grid is taken.
constexpr double edge_tolerance = 0.005;        // Cells.
constexpr double edge_share_of_size = 0.02;
constexpr double step_tolerance = 1e-3;  // Cells.
constexpr double step_share_of_size = 0.01;

void check(const Coverage& map, const FlowOptions& options) {
    const std::size_t g = options.grid;
    const bool grid = g == 0 || (g >= least_grid && g <= most_grid && (g & (g - 1)) == 0);
    if (!grid || options.rounds < 1 || !(options.goal > 0) || !(options.detail >= 0) ||
        !(options.margin > 0) || options.margin > 10) {
        throw UsageError("E-CARTOGRAM-01", "options of a cartogram are out of range",
                         "a grid of 64 to 4096 cells that is a power of two, 1 round or more, a "
                         "goal above 0 and a margin from 0 to 10");
    }
    if (map.topology().size() > most_areas) {
        throw InputError(
            "E-CARTOGRAM-04",
            grouped_text(map.topology().size()) + " areas are too many for this kind of cartogram",
            "at most " + grouped_text(most_areas) + " areas",
            "make it of larger areas (levelin summarise), or of one region");
    }
}

/// The frame with `grid` cells along its longer side.
Frame frame_around(const Box& extent, double margin, std::size_t grid) {
    const double width = extent.max_x - extent.min_x;
    const double height = extent.max_y - extent.min_y;
    const double sea = 2 * margin * std::max(width, height);
    Frame frame;
    frame.cell = (std::max(width, height) + sea) / static_cast<double>(grid);
    const auto cells = [&](double metres) {
        std::size_t n = least_grid;
        while (static_cast<double>(n) * frame.cell < metres * (1 - 1e-12)) {
            n *= 2;
        }
        return n;
    };
    frame.nx = cells(width + sea);
    frame.ny = cells(height + sea);
    frame.west = (extent.min_x + extent.max_x) / 2 - frame.cell * static_cast<double>(frame.nx) / 2;
    frame.south =
        (extent.min_y + extent.max_y) / 2 - frame.cell * static_cast<double>(frame.ny) / 2;
    return frame;
}

std::size_t grid_for(const Box& extent, double margin, std::span<const double> goals) {
    constexpr double cells_of_mean_area = 16;
    double sum = 0;
    std::size_t count = 0;
    for (const double goal : goals) {
        sum += goal;
        count += goal > 0 ? 1 : 0;
    }
    constexpr std::size_t many = 100;
    std::size_t grid = count < many ? 512 : 1024;
    const auto cell = [&] { return frame_around(extent, margin, grid).cell; };
    while (grid < most_grid &&
           sum / static_cast<double>(count) < cells_of_mean_area * cell() * cell()) {
        grid *= 2;
    }
    return grid;
}

/// How hard each area is pushed: by its error, and harder where errors fall slowly.
class Pushes {
  public:
    explicit Pushes(std::size_t areas) : m_error(areas, 0.0), m_gain(areas, 1.0) {}

    /// Densities for the next round. A push is a logarithm: the sizes are to change by its
    /// exponential.
    std::vector<double> densities(std::span<const double> sizes, std::span<const double> goals,
                                  double cell_m2) {
        // Twenty times as dense as the sea over a cell: the next round does more.
        constexpr double most_over_cell = 3;
        constexpr double near = 0.7;  // Gains above 1 are for areas less than twice off.
        constexpr double most_gain = 3;
        constexpr double rise = 1.6;  // Of a gain from one round to the next.
        constexpr double settled = 1e-4;
        std::vector<double> out(sizes.size(), 1.0);
        for (std::size_t a = 0; a < sizes.size(); ++a) {
            if (!(goals[a] > 0)) {
                continue;
            }
            // An area that rounding turned inside out grows again.
            const double size = std::max(sizes[a], 1e-6 * goals[a]);
            const double error = std::log(size / goals[a]);
            if (std::abs(error) < near && std::abs(m_error[a]) < near &&
                std::abs(m_error[a]) > settled) {
                const double reached = (m_error[a] - error) / (m_gain[a] * m_error[a]);
                const double gain = reached > 1 / most_gain
                                        ? std::clamp(1 / reached, 1.0, most_gain)
                                    : reached > -0.05 ? most_gain
                                                      : 1.0;
                m_gain[a] = std::min(gain, rise * m_gain[a]);
            } else {
                m_gain[a] = 1;
            }
            m_error[a] = error;
            const double most = most_over_cell + std::log(std::max(1.0, cell_m2 / size));
            out[a] = std::exp(-std::clamp(m_gain[a] * error, -most, most));
        }
        return out;
    }

  private:
    std::vector<double> m_error;
    std::vector<double> m_gain;
};

class FlowRun {
  public:
    FlowRun(const Coverage& map, std::vector<double> goals, const FlowOptions& options)
        : m_options(options),
          m_moving(map.topology()),
          m_goals(std::move(goals)),
          m_extent(m_moving.extent()),
          m_grid(options.grid > 0 ? options.grid : grid_for(m_extent, options.margin, m_goals)) {}

    /// Rounds until the goal is met or errors fall no further. Returns how many were made.
    int run() {
        Pushes pushes(m_goals.size());
        double smoothing = static_cast<double>(m_grid) / 16;
        double least_max = std::numeric_limits<double>::infinity();
        double least_mean = least_max;
        int since_least = 0;
        const double cell_m2 = cell() * cell();
        double first = 0;
        for (int round = 0;; ++round) {
            const std::vector<double> sizes = m_moving.sizes();
            const SizeErrors errors = size_errors(sizes, m_goals);
            first = round == 0 ? std::max(errors.max, 2 * m_options.goal) : first;
            tell(errors.max, first);
            if (errors.max <= before_thinning * m_options.goal || round == m_options.rounds) {
                return round;
            }
            // While the smoothing narrows errors may rise.
            constexpr int patience = 6;
            constexpr double progress = 0.97;
            const bool falls =
                errors.max < progress * least_max || errors.mean < progress * least_mean;
            since_least = falls || smoothing > 1 ? 0 : since_least + 1;
            least_max = std::min(least_max, errors.max);
            least_mean = std::min(least_mean, errors.mean);
            if (since_least >= patience) {
                return round;
            }
            move(pushes.densities(sizes, m_goals, cell_m2), smoothing, sizes);
            constexpr double fine = 0.1;  // Mean error from which half a cell makes no ripples.
            smoothing = std::max(errors.mean < fine ? 0.5 : 1.0, smoothing / 2);
        }
    }
    [[nodiscard]] MovingMap& map() noexcept { return m_moving; }
    /// The side of a cell of the finest grid, metres.
    [[nodiscard]] double cell() const {
        return frame_around(m_extent, m_options.margin, m_grid).cell;
    }

  private:
    void tell(double error, double first) {
        if (m_options.progress != nullptr) {
            const double way = std::log(std::max(error, m_options.goal) / m_options.goal);
            m_told = std::max(m_told, 1 - way / std::log(first / m_options.goal));
            m_options.progress->update("making the cartogram", std::clamp(m_told, 0.0, 1.0));
        }
    }

    void move(const std::vector<double>& densities, double smoothing,
              std::span<const double> sizes) {
        std::size_t grid = m_grid;
        while (smoothing > smoothing_on_coarse_grid && grid > least_grid) {
            grid /= 2;
            smoothing /= 2;
        }
        const Frame frame = frame_around(m_extent, m_options.margin, grid);
        const double fine_cells = static_cast<double>(grid) / static_cast<double>(m_grid);
        auto found = m_makers.find(grid);
        if (found == m_makers.end()) {
            found = m_makers.emplace(grid, FlowMaker(frame.nx, frame.ny, m_options.threads)).first;
        }
        const FlowField flow =
            found->second.flow(m_moving.mean_density(densities, 1, frame), smoothing);
        double smallest = std::numeric_limits<double>::infinity();
        for (const double size : sizes) {
            smallest = size > 0 ? std::min(smallest, size) : smallest;
        }
        const double tolerance = std::min(step_tolerance * fine_cells,
                                          step_share_of_size * std::sqrt(smallest) / frame.cell);
        const auto moved = [&](std::vector<Point> points) {
            constexpr std::size_t block = 256;
            parallel_blocks(
                points.size(), block, m_options.threads, [&](std::size_t begin, std::size_t end) {
                    for (std::size_t i = begin; i < end; ++i) {
                        points[i] =
                            frame.to_metres(flow.drifted(frame.to_cells(points[i]), tolerance));
                    }
                });
            return points;
        };
        m_moving.carry(moved, edge_tolerance * frame.cell * fine_cells, edge_share_of_size);
    }

    FlowOptions m_options;
    MovingMap m_moving;
    std::vector<double> m_goals;
    Box m_extent;
    std::size_t m_grid;
    std::map<std::size_t, FlowMaker> m_makers;
    double m_told = 0;
};

double sum_of(std::span<const double> numbers) {
    double sum = 0;
    for (const double number : numbers) {
        sum += number;
    }
    return sum;
}

}  // namespace

Cartogram flow_cartogram(const Coverage& map, const NumberColumn& values,
                         const FlowOptions& options) {
    check(map, options);
    const Topology& topology = map.topology();
    CartogramGoals goals = cartogram_goals(MovingMap(topology).sizes(), values, topology.codes);
    Cartogram out;
    out.goals_m2 = goals.m2;
    out.diagnostics = std::move(goals.diagnostics);
    FlowRun flow(map, std::move(goals.m2), options);
    out.rounds = flow.run();

    MovingMap& moving = flow.map();
    const Box extent = moving.extent();
    moving.scale({(extent.min_x + extent.max_x) / 2, (extent.min_y + extent.max_y) / 2},
                 std::sqrt(sum_of(out.goals_m2) / sum_of(moving.sizes())));
    CoverageOptions joining;
    joining.cells_per_unit = topology.grid.cells_per_unit();
    joining.close_wide_overlaps = true;
    joining.threads = options.threads;
    const CoverageResult made = make_coverage(moving.boundaries(topology), joining);
    const Simplified simplified = Simplifier(made.coverage.value(), options.threads)
                                      .with_tolerance(options.detail * flow.cell(), {});
    const Topology& moved = simplified.coverage.topology();
    out.boundaries = to_boundaries(moved, options.threads);
    const auto pairs = [](const Topology& t) { return pairs_of(rook_neighbours(t)); };
    measure(out, area_centroids(to_boundaries(topology, options.threads), options.threads),
            pairs(topology), pairs(moved));
    if (out.fit.max_error > options.goal) {
        const std::string worst = topology.codes[out.fit.worst].str();
        out.diagnostics.warn("W-CARTOGRAM-03",
                             "after " + std::to_string(out.rounds) + " rounds sizes are up to " +
                                 fixed_text(100 * out.fit.max_error, 2) +
                                 " % off what they should be (" + worst + "), on average " +
                                 fixed_text(100 * out.fit.mean_error, 3) + " %",
                             1, {worst});
    }
    return out;
}

}  // namespace levelin
