#include <cmath>
#include <levelin/cartogram/hexagon_map_assignment.hpp>
#include <levelin/core/error.hpp>
#include <limits>
#include <string>

namespace levelin {

namespace {

constexpr std::uint32_t unassigned = std::numeric_limits<std::uint32_t>::max();

/// The state of the augmentations: a partial assignment that is optimal for the rows placed so far,
/// proven by the dual prices.
class Solver {
  public:
    Solver(std::span<const double> cost, std::size_t rows, std::size_t columns)
        : m_cost(cost),
          m_columns(columns),
          m_row_price(rows, 0.0),
          m_column_price(columns, 0.0),
          m_row_of(columns, unassigned),
          m_column_of(rows, unassigned),
          m_distance(columns),
          m_from(columns),
          m_done(columns) {}

    /// Finds the cheapest augmenting path from an unplaced row (Dijkstra on reduced costs).
    void place(std::uint32_t row) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        m_distance.assign(m_columns, infinity);
        m_from.assign(m_columns, unassigned);
        m_done.assign(m_columns, false);
        std::vector<std::uint32_t> visited_rows{row};
        double shortest = 0;
        std::uint32_t sink = unassigned;
        for (std::uint32_t i = row; sink == unassigned;) {
            const double* line = m_cost.data() + i * m_columns;
            double lowest = infinity;
            std::uint32_t next = unassigned;
            for (std::uint32_t j = 0; j < m_columns; ++j) {
                if (m_done[j]) {
                    continue;
                }
                const double through = shortest + line[j] - m_row_price[i] - m_column_price[j];
                if (through < m_distance[j]) {
                    m_distance[j] = through;
                    m_from[j] = i;
                }
                if (m_distance[j] < lowest ||
                    (m_distance[j] == lowest && m_row_of[j] == unassigned &&
                     m_row_of[next] != unassigned)) {
                    lowest = m_distance[j];
                    next = j;
                }
            }
            shortest = lowest;
            m_done[next] = true;
            if (m_row_of[next] == unassigned) {
                sink = next;
            } else {
                i = m_row_of[next];
                visited_rows.push_back(i);
            }
        }
        m_row_price[row] += shortest;
        for (const std::uint32_t i : visited_rows) {
            if (i != row) {
                m_row_price[i] += shortest - m_distance[m_column_of[i]];
            }
        }
        for (std::uint32_t j = 0; j < m_columns; ++j) {
            if (m_done[j]) {
                m_column_price[j] -= shortest - m_distance[j];
            }
        }
        for (std::uint32_t j = sink; j != unassigned;) {
            const std::uint32_t i = m_from[j];
            const std::uint32_t before = m_column_of[i];
            m_row_of[j] = i;
            m_column_of[i] = j;
            j = i == row ? unassigned : before;
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> take() && { return std::move(m_column_of); }

  private:
    std::span<const double> m_cost;
    std::size_t m_columns;
    std::vector<double> m_row_price;
    std::vector<double> m_column_price;
    std::vector<std::uint32_t> m_row_of;
    std::vector<std::uint32_t> m_column_of;
    std::vector<double> m_distance;
    std::vector<std::uint32_t> m_from;
    std::vector<bool> m_done;
};

}  // namespace

std::vector<std::uint32_t> cheapest_assignment(std::span<const double> cost, std::size_t rows,
                                               std::size_t columns) {
    if (cost.size() != rows * columns || rows > columns || columns >= unassigned) {
        throw UsageError("E-CARTOGRAM-01",
                         "an assignment of " + std::to_string(rows) + " rows to " +
                             std::to_string(columns) + " columns with " +
                             std::to_string(cost.size()) + " costs",
                         "at least as many columns as rows and a cost for each pair");
    }
    for (const double c : cost) {
        if (!std::isfinite(c)) {
            throw UsageError("E-CARTOGRAM-01", "a cost of the assignment is not a finite number");
        }
    }
    Solver solver(cost, rows, columns);
    for (std::uint32_t row = 0; row < rows; ++row) {
        solver.place(row);
    }
    return std::move(solver).take();
}

}  // namespace levelin
