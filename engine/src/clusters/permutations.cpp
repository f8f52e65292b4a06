#include <algorithm>
#include <cmath>
#include <levelin/clusters/permutations.hpp>
#include <levelin/core/parallel.hpp>
#include <mutex>
#include <numeric>
#include <stdexcept>

#include "random_orders.hpp"

namespace levelin {

namespace {

using clusters_detail::Appearances;
using clusters_detail::RandomOrders;

constexpr double tie = 0x1p-40;

// What is observed in the rows whose weights are equal, weights taken as 1.
struct EvenRows {
    std::vector<std::uint32_t> degree;  // 0 = none, or not even.
    std::vector<double> sum;
    std::vector<double> geary;  // Empty where not asked for.
};

// Counts of one block of permutations.
struct Counts {
    std::vector<std::uint32_t> lag_least;
    std::vector<std::uint32_t> lag_most;
    std::vector<std::uint32_t> geary_least;
    std::vector<std::uint32_t> geary_most;

    Counts(std::size_t n, bool geary)
        : lag_least(n), lag_most(n), geary_least(geary ? n : 0), geary_most(geary ? n : 0) {}
};

void add(std::vector<std::uint32_t>& total, const std::vector<std::uint32_t>& part) {
    for (std::size_t i = 0; i < part.size(); ++i) {
        total[i] += part[i];
    }
}

// Areas with the same number of surroundings.
struct DegreeClass {
    std::uint32_t degree;
    std::vector<std::uint32_t> areas;
};

std::vector<DegreeClass> degree_classes(const std::vector<std::uint32_t>& degree) {
    std::vector<std::uint32_t> order(degree.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return degree[a] < degree[b]; });
    std::vector<DegreeClass> classes;
    for (const std::uint32_t a : order) {
        if (degree[a] == 0) {
            continue;
        }
        if (classes.empty() || classes.back().degree != degree[a]) {
            classes.push_back({degree[a], {}});
        }
        classes.back().areas.push_back(a);
    }
    return classes;
}

// The window of values that tie with what is observed.
struct Window {
    double low;
    double high;
    Window(double observed, double slack) : low(observed - slack), high(observed + slack) {}
};

class BlockCounter {
  public:
    BlockCounter(const Deviations& deviations, const EvenRows& rows,
                 const std::vector<DegreeClass>& classes, const RandomOrders& orders,
                 const Appearances& appearances, Counts& counts)
        : m_z(deviations.z),
          m_range(deviations.range),
          m_rows(rows),
          m_classes(classes),
          m_orders(orders),
          m_appearances(appearances),
          m_counts(counts),
          m_sum(orders.count()),
          m_square(rows.geary.empty() ? 0 : orders.count()) {}

    void count() {
        std::size_t placed = 0;
        for (const DegreeClass& of : m_classes) {
            for (; placed < of.degree; ++placed) {
                grow(placed);
            }
            count_lags(of);
            if (!m_square.empty()) {
                count_gearys(of);
            }
        }
    }

  private:
    // The partial sums of all orders, one place further.
    void grow(std::size_t place) {
        const auto column = m_orders.at(place);
        for (std::size_t p = 0; p < column.size(); ++p) {
            m_sum[p] += m_z[column[p]];
        }
        for (std::size_t p = 0; p < m_square.size(); ++p) {
            const double z = m_z[column[p]];
            m_square[p] += z * z;
        }
    }

    void count_lags(const DegreeClass& of) {
        m_sorted.assign(m_sum.begin(), m_sum.end());
        std::sort(m_sorted.begin(), m_sorted.end());
        const double slack = tie * m_range * of.degree;
        const auto begin = m_sorted.begin();
        const auto end = m_sorted.end();
        for (const std::uint32_t a : of.areas) {
            const Window window(m_rows.sum[a], slack);
            std::ptrdiff_t least = end - std::lower_bound(begin, end, window.low);
            std::ptrdiff_t most = std::upper_bound(begin, end, window.high) - begin;
            for (const Appearances::Place at : m_appearances.of(a)) {
                if (at.place < of.degree) {
                    const double with = m_sum[at.order];
                    const double without = with - m_z[a] + m_z[m_orders.at(of.degree)[at.order]];
                    least += (without >= window.low ? 1 : 0) - (with >= window.low ? 1 : 0);
                    most += (without <= window.high ? 1 : 0) - (with <= window.high ? 1 : 0);
                }
            }
            m_counts.lag_least[a] = static_cast<std::uint32_t>(least);
            m_counts.lag_most[a] = static_cast<std::uint32_t>(most);
        }
    }

    // sum (z - v)^2 = k z^2 - 2 z sum v + sum v^2: two numbers of an order serve every area.
    void count_gearys(const DegreeClass& of) {
        const double slack = tie * m_range * m_range * of.degree;
        for (const std::uint32_t a : of.areas) {
            const double z = m_z[a];
            const double twice = 2 * z;
            const Window window(m_rows.geary[a] - of.degree * z * z, slack);
            std::int64_t least = 0;
            std::int64_t most = 0;
            for (std::size_t p = 0; p < m_sum.size(); ++p) {
                const double value = m_square[p] - twice * m_sum[p];
                least += value >= window.low ? 1 : 0;
                most += value <= window.high ? 1 : 0;
            }
            for (const Appearances::Place at : m_appearances.of(a)) {
                if (at.place < of.degree) {
                    const double other = m_z[m_orders.at(of.degree)[at.order]];
                    const double with = m_square[at.order] - twice * m_sum[at.order];
                    const double without = (m_square[at.order] - z * z + other * other) -
                                           twice * (m_sum[at.order] - z + other);
                    least += (without >= window.low ? 1 : 0) - (with >= window.low ? 1 : 0);
                    most += (without <= window.high ? 1 : 0) - (with <= window.high ? 1 : 0);
                }
            }
            m_counts.geary_least[a] = static_cast<std::uint32_t>(least);
            m_counts.geary_most[a] = static_cast<std::uint32_t>(most);
        }
    }

    const std::vector<double>& m_z;
    double m_range;
    const EvenRows& m_rows;
    const std::vector<DegreeClass>& m_classes;
    const RandomOrders& m_orders;
    const Appearances& m_appearances;
    Counts& m_counts;
    std::vector<double> m_sum;
    std::vector<double> m_square;
    std::vector<double> m_sorted;
};

// Rows whose weights differ: each takes the first areas of every order itself.
class UnevenCounter {
  public:
    UnevenCounter(const NeighbourGraph& graph, const Deviations& deviations,
                  std::span<const std::uint32_t> areas, bool geary)
        : m_graph(graph), m_deviations(deviations), m_areas(areas), m_geary(geary) {}

    void count(const RandomOrders& orders, const Appearances& appearances, Counts& counts) {
        if (m_areas.empty()) {
            return;
        }
        std::size_t places = 0;
        for (const std::uint32_t a : m_areas) {
            places = std::max(places, m_graph.neighbours_of(a).size());
        }
        m_drawn.resize(places * orders.count());
        for (std::size_t t = 0; t < places; ++t) {
            const auto column = orders.at(t);
            for (std::size_t p = 0; p < column.size(); ++p) {
                m_drawn[t * column.size() + p] = m_deviations.z[column[p]];
            }
        }
        for (const std::uint32_t a : m_areas) {
            count_area(a, orders, appearances, counts);
        }
    }

  private:
    void count_area(std::uint32_t a, const RandomOrders& orders, const Appearances& appearances,
                    Counts& counts) {
        const auto neighbours = m_graph.neighbours_of(a);
        const auto weights = m_graph.weights_of(a);
        const double z = m_deviations.z[a];
        double lag = 0;
        double geary = 0;
        double total = 0;
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            const double other = m_deviations.z[neighbours[j]];
            lag += weights[j] * other;
            geary += weights[j] * ((z - other) * (z - other));
            total += weights[j];
        }
        const double range = m_deviations.range;
        const auto drawn = [&](std::size_t t) { return &m_drawn[t * orders.count()]; };

        m_value.assign(orders.count(), 0.0);
        for (std::size_t t = 0; t < weights.size(); ++t) {
            const double* const column = drawn(t);
            for (std::size_t p = 0; p < m_value.size(); ++p) {
                m_value[p] += weights[t] * column[p];
            }
        }
        put_right(a, orders, appearances, [](double other) { return other; });
        tally(Window(lag, tie * range * total), counts.lag_least[a], counts.lag_most[a]);
        if (!m_geary) {
            return;
        }
        m_value.assign(orders.count(), 0.0);
        for (std::size_t t = 0; t < weights.size(); ++t) {
            const double* const column = drawn(t);
            for (std::size_t p = 0; p < m_value.size(); ++p) {
                const double apart = z - column[p];
                m_value[p] += weights[t] * (apart * apart);
            }
        }
        put_right(a, orders, appearances, [z](double other) { return (z - other) * (z - other); });
        tally(Window(geary, tie * range * range * total), counts.geary_least[a],
              counts.geary_most[a]);
    }

    // Orders that hold the area itself: the ones after it move up.
    template <class Term>
    void put_right(std::uint32_t a, const RandomOrders& orders, const Appearances& appearances,
                   Term term) {
        const auto weights = m_graph.weights_of(a);
        for (const Appearances::Place at : appearances.of(a)) {
            if (at.place >= weights.size()) {
                continue;
            }
            double value = 0;
            for (std::size_t t = 0; t < weights.size(); ++t) {
                const std::size_t place = t < at.place ? t : t + 1;
                value += weights[t] * term(m_deviations.z[orders.at(place)[at.order]]);
            }
            m_value[at.order] = value;
        }
    }

    void tally(Window window, std::uint32_t& least, std::uint32_t& most) const {
        std::int64_t above = 0;
        std::int64_t below = 0;
        for (const double value : m_value) {
            above += value >= window.low ? 1 : 0;
            below += value <= window.high ? 1 : 0;
        }
        least = static_cast<std::uint32_t>(above);
        most = static_cast<std::uint32_t>(below);
    }

    const NeighbourGraph& m_graph;
    const Deviations& m_deviations;
    std::span<const std::uint32_t> m_areas;
    bool m_geary;
    std::vector<double> m_drawn;
    std::vector<double> m_value;
};

// Blocks of permutations; their number changes no count.
std::size_t block_size(std::size_t permutations, std::size_t places) {
    constexpr std::size_t least = 256;
    constexpr std::size_t most = 8192;
    constexpr std::size_t most_cells = std::size_t{1} << 22;
    const std::size_t quarter = std::clamp(permutations / 4, least, most);
    return std::max<std::size_t>(1,
                                 std::min(quarter, most_cells / std::max<std::size_t>(places, 1)));
}

GraphCounts permute(const Deviations& deviations, const EvenRows& rows, const NeighbourGraph* graph,
                    std::span<const std::uint32_t> uneven, bool geary,
                    const PermutationOptions& options) {
    if (options.permutations == 0) {
        throw std::invalid_argument("no permutations");
    }
    const std::size_t n = deviations.size();
    const std::vector<DegreeClass> classes = degree_classes(rows.degree);
    std::size_t most = classes.empty() ? 0 : classes.back().degree;
    for (const std::uint32_t a : uneven) {
        most = std::max(most, graph->neighbours_of(a).size());
    }
    if (most >= n) {
        throw std::invalid_argument("an area with more surroundings than there are others");
    }
    Counts total(n, geary);
    std::mutex mutex;
    std::size_t done = 0;
    const std::size_t block = block_size(options.permutations, most + 1);
    parallel_blocks(
        options.permutations, block, options.threads, [&](std::size_t begin, std::size_t end) {
            RandomOrders orders(n, most + 1);
            orders.draw(options.seed, begin, end - begin);
            Appearances appearances;
            appearances.find(orders, n, most);
            Counts counts(n, geary);
            BlockCounter(deviations, rows, classes, orders, appearances, counts).count();
            if (graph != nullptr) {
                UnevenCounter(*graph, deviations, uneven, geary).count(orders, appearances, counts);
            }
            const std::lock_guard lock(mutex);
            add(total.lag_least, counts.lag_least);
            add(total.lag_most, counts.lag_most);
            add(total.geary_least, counts.geary_least);
            add(total.geary_most, counts.geary_most);
            done += end - begin;
            if (options.progress != nullptr) {
                options.progress->update("permuting neighbours",
                                         static_cast<double>(done) / options.permutations);
            }
        });
    return {{std::move(total.lag_least), std::move(total.lag_most), options.permutations},
            {std::move(total.geary_least), std::move(total.geary_most),
             geary ? options.permutations : 0}};
}

bool is_even(std::span<const double> weights) {
    return std::all_of(weights.begin(), weights.end(),
                       [&](double w) { return w == weights.front(); });
}

}  // namespace

double pseudo_p(std::uint64_t at_least, std::uint64_t at_most, std::uint64_t permutations,
                Tails tails) noexcept {
    const auto m = static_cast<double>(std::min(at_least, at_most)) + 1;
    const double one = m / (static_cast<double>(permutations) + 1);
    return std::min(1.0, tails == Tails::two ? 2 * one : one);
}

double TailCounts::p(std::size_t area, Tails tails) const noexcept {
    return pseudo_p(at_least[area], at_most[area], permutations, tails);
}

Surroundings neighbours_around(const NeighbourGraph& graph, const Deviations& deviations) {
    if (graph.size() != deviations.size()) {
        throw std::invalid_argument("one value an area");
    }
    Surroundings around{std::vector<std::uint32_t>(graph.size()),
                        std::vector<double>(graph.size())};
    for (std::size_t a = 0; a < graph.size(); ++a) {
        for (const std::uint32_t b : graph.neighbours_of(a)) {
            ++around.count[a];
            around.sum[a] += deviations.z[b];
        }
    }
    return around;
}

Surroundings group_around(std::span<const std::uint32_t> groups, const Deviations& deviations) {
    if (groups.size() != deviations.size()) {
        throw std::invalid_argument("one group an area");
    }
    std::vector<std::uint32_t> order(groups.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return groups[a] < groups[b]; });
    Surroundings around{std::vector<std::uint32_t>(groups.size()),
                        std::vector<double>(groups.size())};
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        double sum = 0;
        while (last < order.size() && groups[order[last]] == groups[order[first]]) {
            sum += deviations.z[order[last++]];
        }
        for (std::size_t k = first; k < last; ++k) {
            around.count[order[k]] = static_cast<std::uint32_t>(last - first - 1);
            around.sum[order[k]] = sum - deviations.z[order[k]];
        }
        first = last;
    }
    return around;
}

TailCounts permute_surroundings(const Surroundings& around, const Deviations& deviations,
                                const PermutationOptions& options) {
    if (around.size() != deviations.size()) {
        throw std::invalid_argument("one value an area");
    }
    return permute(deviations, {around.count, around.sum, {}}, nullptr, {}, false, options).lag;
}

GraphCounts permute_neighbours(const NeighbourGraph& graph, const Deviations& deviations,
                               bool geary, const PermutationOptions& options) {
    const Surroundings around = neighbours_around(graph, deviations);
    EvenRows rows{around.count, around.sum, std::vector<double>(geary ? graph.size() : 0)};
    std::vector<std::uint32_t> uneven;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const auto weights = graph.weights_of(a);
        if (weights.empty()) {
            continue;
        }
        if (!is_even(weights)) {
            uneven.push_back(static_cast<std::uint32_t>(a));
            rows.degree[a] = 0;
        } else if (weights.front() == 0) {
            rows.degree[a] = 0;
        } else if (geary) {
            for (const std::uint32_t b : graph.neighbours_of(a)) {
                const double apart = deviations.z[a] - deviations.z[b];
                rows.geary[a] += apart * apart;
            }
        }
    }
    return permute(deviations, rows, &graph, uneven, geary, options);
}

}  // namespace levelin
