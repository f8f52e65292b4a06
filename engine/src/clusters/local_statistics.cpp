#include <algorithm>
#include <cmath>
#include <levelin/clusters/local_statistics.hpp>
#include <stdexcept>

namespace levelin {

namespace {

struct Row {
    double lag = 0;      // sum w z
    double weight = 0;   // sum w
    double squares = 0;  // sum w^2
    double greatest = 0;
    double geary = 0;  // sum w (z_i - z_j)^2
};

Row row_of(const NeighbourGraph& graph, const Deviations& deviations, std::size_t a) {
    Row row;
    const auto neighbours = graph.neighbours_of(a);
    const auto weights = graph.weights_of(a);
    const double z = deviations.z[a];
    for (std::size_t j = 0; j < neighbours.size(); ++j) {
        const double w = weights[j];
        const double other = deviations.z[neighbours[j]];
        row.lag += w * other;
        row.weight += w;
        row.squares += w * w;
        row.greatest = std::max(row.greatest, w);
        row.geary += w * ((z - other) * (z - other));
    }
    return row;
}

void push(DecimalColumn& column, double value, bool defined) {
    column.values.push_back(defined ? value : 0.0);
    column.status.push_back(defined ? Status::ok : Status::not_applicable);
}

// The variance of a weighted sum of k of the N numbers whose variance (over N) is given, drawn
// without replacement.
double variance_of_draw(const Row& row, double of_numbers, double numbers) {
    return of_numbers * (numbers * row.squares - row.weight * row.weight) / (numbers - 1);
}

// Rounding leaves a little where nothing can vary.
bool varies(double variance, double scale) {
    constexpr double rounding = 1e-12;
    return variance > rounding * scale;
}

template <class Measure>
LocalStatistic for_each_area(const NeighbourGraph& graph, const Deviations& deviations,
                             Measure measure) {
    if (graph.size() != deviations.size()) {
        throw std::invalid_argument("one value an area");
    }
    LocalStatistic out;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const Row row = row_of(graph, deviations, a);
        if (!(row.weight > 0)) {
            push(out.value, 0, false);
            push(out.z, 0, false);
            continue;
        }
        measure(row, deviations.z[a], out);
    }
    return out;
}

}  // namespace

LocalStatistic local_moran(const NeighbourGraph& graph, const Deviations& deviations) {
    const auto n = static_cast<double>(deviations.size());
    const double m2 = deviations.m2;
    return for_each_area(graph, deviations, [&](const Row& row, double z, LocalStatistic& out) {
        const double value = z / m2 * row.lag;
        const double expected = -(z * z) * row.weight / ((n - 1) * m2);
        const double others = m2 - z * z / (n - 1);  // times n / (n - 1): their variance
        const double scale = (z / m2) * (z / m2);
        const double variance = scale * variance_of_draw(row, others * (n / (n - 1)), n - 1);
        push(out.value, value, true);
        const bool defined = varies(variance, scale * m2 * row.weight * row.weight);
        push(out.z, defined ? (value - expected) / std::sqrt(variance) : 0.0, defined);
    });
}

LocalStatistic local_g(const NeighbourGraph& graph, const Deviations& deviations) {
    const auto n = static_cast<double>(deviations.size());
    return for_each_area(graph, deviations, [&](const Row& row, double z, LocalStatistic& out) {
        const double mean = -z / (n - 1);
        const double square = (n * deviations.m2 - z * z) / (n - 1) - mean * mean;
        const double variance = variance_of_draw(row, square, n - 1);
        const bool defined = varies(variance, deviations.m2 * row.weight * row.weight);
        const double score = defined ? (row.lag - row.weight * mean) / std::sqrt(variance) : 0.0;
        push(out.value, score, defined);
        push(out.z, score, defined);
    });
}

LocalStatistic local_g_star(const NeighbourGraph& graph, const Deviations& deviations) {
    const auto n = static_cast<double>(deviations.size());
    return for_each_area(graph, deviations, [&](Row row, double z, LocalStatistic& out) {
        const double self = row.greatest;
        row.lag += self * z;
        row.weight += self;
        row.squares += self * self;
        const double variance = variance_of_draw(row, deviations.m2, n);
        const bool defined = varies(variance, deviations.m2 * row.weight * row.weight);
        const double score = defined ? row.lag / std::sqrt(variance) : 0.0;
        push(out.value, score, defined);
        push(out.z, score, defined);
    });
}

LocalStatistic local_geary(const NeighbourGraph& graph, const Deviations& deviations) {
    const auto n = static_cast<double>(deviations.size());
    const double m2 = deviations.m2;
    return for_each_area(graph, deviations, [&](const Row& row, double z, LocalStatistic& out) {
        // Moments of (z - v)^2 over all areas, of which the area itself adds nothing.
        const double square = z * z + m2;
        const double fourth =
            z * z * z * z + 6 * z * z * m2 - 4 * z * deviations.m3 + deviations.m4;
        const double mean = square * n / (n - 1);
        const double variance_of_numbers = fourth * n / (n - 1) - mean * mean;
        const double variance = variance_of_draw(row, variance_of_numbers, n - 1) / (m2 * m2);
        const double value = row.geary / m2;
        push(out.value, value, true);
        const double scale = mean * mean / (m2 * m2) * row.weight * row.weight;
        const bool defined = varies(variance, scale);
        push(out.z, defined ? (value - mean * row.weight / m2) / std::sqrt(variance) : 0.0,
             defined);
    });
}

}  // namespace levelin
