#include <algorithm>
#include <levelin/core/number_text.hpp>
#include <levelin/export/neighbour_text.hpp>
#include <stdexcept>

namespace levelin {

namespace {

void must_fit(std::span<const AreaCode> codes, const NeighbourGraph& graph) {
    if (codes.size() != graph.size()) {
        throw std::invalid_argument("one code for each area of the graph");
    }
}

std::string word(std::string_view text) {
    std::string out{text.empty() ? "unknown" : text};
    std::replace_if(
        out.begin(), out.end(),
        [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }, '_');
    return out;
}

}  // namespace

std::string neighbour_csv(std::span<const AreaCode> codes, const NeighbourGraph& graph) {
    must_fit(codes, graph);
    std::string out = "code,neighbour,weight\n";
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const auto neighbours = graph.neighbours_of(a);
        const auto weights = graph.weights_of(a);
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            out += codes[a].view();
            out += ',';
            out += codes[neighbours[i]].view();
            out += ',';
            append_shortest(out, weights[i]);
            out += '\n';
        }
    }
    return out;
}

std::string neighbour_gal(std::span<const AreaCode> codes, const NeighbourGraph& graph,
                          std::string_view layer, std::string_view key) {
    must_fit(codes, graph);
    std::string out =
        "0 " + std::to_string(graph.size()) + ' ' + word(layer) + ' ' + word(key) + '\n';
    for (std::size_t a = 0; a < graph.size(); ++a) {
        const auto neighbours = graph.neighbours_of(a);
        out += codes[a].view();
        out += ' ' + std::to_string(neighbours.size()) + '\n';
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            out += i == 0 ? "" : " ";
            out += codes[neighbours[i]].view();
        }
        out += '\n';
    }
    return out;
}

}  // namespace levelin
