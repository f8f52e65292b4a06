#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <unordered_map>

#include "rule_inputs.hpp"

namespace levelin::run {

NeighbourGraph in_order_of_result(const NeighbourGraph& graph, const MetricLayer& layer,
                                  const std::filesystem::path& file, const geodata::Result& result,
                                  Diagnostics& findings) {
    std::unordered_map<AreaCode, std::uint32_t> place;
    for (std::uint32_t a = 0; a < result.table.size(); ++a) {
        place.emplace(result.table.codes[a], a);
    }
    std::vector<std::uint8_t> bounded(result.table.size(), 0);
    std::vector<std::uint32_t> to(layer.metres.size(), no_area);
    for (std::uint32_t b = 0; b < layer.metres.size(); ++b) {
        if (const auto held = place.find(layer.metres.codes[b]); held != place.end()) {
            to[b] = held->second;
            bounded[held->second] = 1;
        }
    }
    std::vector<NeighbourLink> links;
    for (std::uint32_t b = 0; b < graph.size(); ++b) {
        const auto neighbours = graph.neighbours_of(b);
        for (std::size_t j = 0; j < neighbours.size(); ++j) {
            if (to[b] != no_area && to[neighbours[j]] != no_area) {
                links.push_back({to[b], to[neighbours[j]], graph.weights_of(b)[j]});
            }
        }
    }
    std::vector<std::string> without;
    std::size_t missing = 0;
    for (std::size_t a = 0; a < bounded.size(); ++a) {
        missing += bounded[a] == 0 ? 1 : 0;
        if (bounded[a] == 0 && without.size() < Diagnostics::max_examples) {
            without.push_back(result.table.codes[a].str());
        }
    }
    if (missing == bounded.size()) {
        throw JoinError("E-RULE-04", "the boundaries hold no area of the result",
                        "boundaries of " + result.geography.label(), {}, {file.string(), 0, 0});
    }
    if (missing > 0) {
        findings.warn("W-RULE-01",
                      grouped_text(missing) + (missing == 1 ? " area" : " areas") +
                          " of the result have no boundary, and so no "
                          "neighbours",
                      missing, std::move(without));
    }
    return make_graph(result.table.size(), links);
}

std::optional<RuleNeighbours> read_rule_neighbours(const RuleInputsRequest& request,
                                                   const geodata::Result& result,
                                                   Contiguity contiguity) {
    MetricLayerRequest reading;
    reading.file = request.boundaries.empty() ? result.boundaries : request.boundaries;
    if (reading.file.empty()) {
        return std::nullopt;
    }
    reading.grid = request.grid;
    reading.crs = request.crs;
    reading.threads = request.threads;
    reading.progress = request.progress;
    const MetricLayer layer = read_metric_layer(reading);
    check_codes(layer, reading.file);
    FindNeighboursOptions options;
    options.kind = contiguity == Contiguity::rook ? NeighbourKind::rook : NeighbourKind::queen;
    options.bridges = request.bridges;
    options.built_in = request.built_in;
    options.threads = request.threads;
    options.progress = request.progress;
    if (request.progress != nullptr) {
        request.progress->update("finding neighbours", -1.0);
    }
    FoundNeighbours found = find_neighbours(layer, options);

    RuleNeighbours out;
    out.findings = std::move(found.findings);
    out.digests.push_back(
        {"boundaries", reading.file, reading.file.string(), geodata::digest_of_file(reading.file)});
    out.graph = in_order_of_result(found.graph, layer, reading.file, result, out.findings);
    return out;
}

}  // namespace levelin::run
