#pragma once

#include <cmath>
#include <cstdint>
#include <levelin/topology/neighbour_graph.hpp>
#include <vector>

/// Queen contiguity of squares in rows, and areas after them that border on nothing.
inline levelin::NeighbourGraph lattice(std::uint32_t rows, std::uint32_t columns,
                                       std::uint32_t islands = 0) {
    std::vector<levelin::BorderPair> pairs;
    const auto add = [&](std::uint32_t from, std::int64_t row, std::int64_t column) {
        if (row < rows && column >= 0 && column < columns) {
            pairs.emplace_back(from, static_cast<std::uint32_t>(row * columns + column));
        }
    };
    for (std::uint32_t a = 0; a < rows * columns; ++a) {
        const std::int64_t row = a / columns;
        const std::int64_t column = a % columns;
        add(a, row, column + 1);
        add(a, row + 1, column - 1);
        add(a, row + 1, column);
        add(a, row + 1, column + 1);
    }
    return levelin::make_graph(rows * columns + islands, pairs);
}

/// The made example whose figures PySAL and spdep gave: a lattice of 5 x 5 and an island.
/// x_i = (37 i + 11 mod 53) / 4, i from 0.
inline std::vector<double> example_values() {
    std::vector<double> x;
    for (int i = 0; i < 26; ++i) {
        x.push_back((i * 37 + 11) % 53 / 4.0);
    }
    return x;
}

/// The same, with the square root of (37 i + 11 mod 53) + 1/2: no sums of three are equal.
inline std::vector<double> example_roots() {
    std::vector<double> x;
    for (int i = 0; i < 26; ++i) {
        x.push_back(std::sqrt((i * 37 + 11) % 53 + 0.5));
    }
    return x;
}

/// Its graph, or one with weights 1 + (i + 2 j mod 3) instead of 1.
inline levelin::NeighbourGraph example_graph(bool uneven = false) {
    levelin::NeighbourGraph graph = lattice(5, 5, 1);
    for (std::uint32_t a = 0; uneven && a < graph.size(); ++a) {
        for (std::uint64_t i = graph.begin[a]; i < graph.begin[a + 1]; ++i) {
            graph.weight[i] = 1 + (a + 2 * graph.neighbour[i]) % 3;
        }
    }
    return graph;
}
