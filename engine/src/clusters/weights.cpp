#include <algorithm>
#include <levelin/clusters/weights.hpp>
#include <limits>
#include <stdexcept>

namespace levelin {

NeighbourGraph row_standardised(NeighbourGraph graph) {
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const auto row =
            std::span{graph.weight}.subspan(graph.begin[a], graph.begin[a + 1] - graph.begin[a]);
        double total = 0;
        for (const double w : row) {
            total += w;
        }
        if (total > 0) {
            for (double& w : row) {
                w /= total;
            }
        }
    }
    return graph;
}

NeighbourGraph binary(NeighbourGraph graph) {
    std::fill(graph.weight.begin(), graph.weight.end(), 1.0);
    return graph;
}

NeighbourGraph graph_among(const NeighbourGraph& graph, std::span<const std::uint32_t> positions) {
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> place(graph.size(), none);
    for (std::size_t k = 0; k < positions.size(); ++k) {
        if (positions[k] >= graph.size() || (k > 0 && positions[k] <= positions[k - 1])) {
            throw std::invalid_argument("positions must ascend and lie in the graph");
        }
        place[positions[k]] = static_cast<std::uint32_t>(k);
    }
    NeighbourGraph among;
    among.begin.reserve(positions.size() + 1);
    for (const std::uint32_t a : positions) {
        const auto neighbours = graph.neighbours_of(a);
        const auto weights = graph.weights_of(a);
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            if (place[neighbours[j]] != none) {
                among.neighbour.push_back(place[neighbours[j]]);
                among.weight.push_back(weights[j]);
            }
        }
        among.begin.push_back(among.neighbour.size());
    }
    return among;
}

std::vector<std::uint32_t> areas_without_neighbours(const NeighbourGraph& graph) {
    std::vector<std::uint32_t> alone;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const auto weights = graph.weights_of(a);
        if (std::none_of(weights.begin(), weights.end(), [](double w) { return w > 0; })) {
            alone.push_back(static_cast<std::uint32_t>(a));
        }
    }
    return alone;
}

std::vector<double> spatial_lag(const NeighbourGraph& graph, std::span<const double> values) {
    if (values.size() != graph.size()) {
        throw std::invalid_argument("one value an area");
    }
    std::vector<double> lag(graph.size());
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const auto neighbours = graph.neighbours_of(a);
        const auto weights = graph.weights_of(a);
        double sum = 0;
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            sum += weights[j] * values[neighbours[j]];
        }
        lag[a] = sum;
    }
    return lag;
}

WeightSums weight_sums(const NeighbourGraph& graph) {
    const NeighbourGraph back = transposed(graph);
    WeightSums sums;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        double out = 0;
        double in = 0;
        for (const double w : graph.weights_of(a)) {
            out += w;
        }
        for (const double w : back.weights_of(a)) {
            in += w;
        }
        sums.s0 += out;
        sums.s2 += (out + in) * (out + in);
        // Rows of both are sorted: one walk finds w_ij beside w_ji.
        const auto to = graph.neighbours_of(a);
        const auto from = back.neighbours_of(a);
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < to.size() || j < from.size()) {
            double both = 0;
            const bool take_to = j == from.size() || (i < to.size() && to[i] <= from[j]);
            const bool take_from = i == to.size() || (j < from.size() && from[j] <= to[i]);
            if (take_to) {
                both += graph.weights_of(a)[i++];
            }
            if (take_from) {
                both += back.weights_of(a)[j++];
            }
            sums.s1 += both * both;
        }
    }
    sums.s1 /= 2;
    return sums;
}

}  // namespace levelin
