#include "find_neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/read_bridges.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <unordered_map>

namespace levelin::run {

namespace {

void note_faults(const CoverageReport& report, const MetricLayer& layer, double sliver_m,
                 Diagnostics& findings) {
    std::uint64_t wide = 0;
    double area = 0;
    std::vector<std::string> examples;
    for (const CoverageFault& fault : report.faults) {
        if (fault.kind == CoverageFaultKind::overlap && fault.width > sliver_m) {
            ++wide;
            area += fault.area;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(layer.label(fault.areas[0]) + " and " +
                                   layer.label(fault.areas[1]));
            }
        }
    }
    if (wide > 0) {
        findings.warn("W-NEIGHBOURS-02",
                      grouped_text(wide) + " pieces of ground, " + fixed_text(area, 0) +
                          " m2 in all, are claimed by more than one area; each was given to "
                          "the one with the longest border along it",
                      wide, std::move(examples));
    }
    std::vector<std::string> vanished;
    for (const std::uint32_t area_at : report.vanished) {
        if (vanished.size() < Diagnostics::max_examples) {
            vanished.push_back(layer.label(area_at));
        }
    }
    if (!report.vanished.empty()) {
        findings.warn("W-NEIGHBOURS-03",
                      counted_text(report.vanished.size(),
                                   "area has no ground of its own and so no neighbours",
                                   "areas have no ground of their own and so no neighbours"),
                      report.vanished.size(), std::move(vanished));
    }
}

bool by_border(NeighbourKind kind) {
    return kind == NeighbourKind::rook || kind == NeighbourKind::queen;
}

NeighbourGraph graph_by_border(const MetricLayer& layer, const FindNeighboursOptions& options,
                               Diagnostics& findings) {
    CoverageOptions making;
    making.sliver_width = options.sliver_m;
    making.close_wide_overlaps = true;
    making.threads = options.threads;
    making.progress = options.progress;
    const CoverageResult made = make_coverage(layer.metres, making);
    note_faults(made.report, layer, options.sliver_m, findings);
    const Topology& topology = made.coverage.value().topology();
    const BorderWeight weight = options.metres_as_weight ? BorderWeight::length : BorderWeight::one;
    return options.kind == NeighbourKind::rook ? rook_neighbours(topology, weight)
                                               : queen_neighbours(topology, weight);
}

NeighbourGraph graph_by_place(const MetricLayer& layer, const FindNeighboursOptions& options) {
    const std::vector<Point> places = area_centroids(layer.metres, options.threads);
    const PlaceWeight weight = options.metres_as_weight ? PlaceWeight::distance : PlaceWeight::one;
    return options.kind == NeighbourKind::nearest
               ? nearest_neighbours(places, options.count, weight, options.threads)
               : neighbours_within(places, options.metres, weight, options.threads);
}

void add_bridges(const MetricLayer& layer, const FindNeighboursOptions& options,
                 FoundNeighbours& found) {
    const bool built_in = options.bridges == "uk";
    const std::vector<geodata::Bridge> bridges =
        geodata::read_bridges(built_in ? options.built_in : std::filesystem::path{options.bridges});
    std::unordered_map<AreaCode, std::uint32_t> place;
    for (std::uint32_t a = 0; a < layer.metres.size(); ++a) {
        place.emplace(layer.metres.codes[a], a);
    }
    std::vector<BorderPair> pairs;
    std::vector<std::string> unknown;
    std::size_t left_out = 0;
    for (const geodata::Bridge& bridge : bridges) {
        const auto one = place.find(bridge.code);
        const auto other = place.find(bridge.neighbour);
        if (one != place.end() && other != place.end()) {
            pairs.emplace_back(one->second, other->second);
            continue;
        }
        ++left_out;
        if (unknown.size() < Diagnostics::max_examples) {
            unknown.push_back((one == place.end() ? bridge.code : bridge.neighbour).str());
        }
    }
    found.bridges_used = pairs.size();
    if (left_out > 0) {
        const std::string text = grouped_text(left_out) + " of " + grouped_text(bridges.size()) +
                                 " bridges are left out: an area of theirs is not in the layer";
        // The built-in list knows codes of several years, and many layers are of one nation.
        if (built_in && !pairs.empty()) {
            found.findings.note("N-NEIGHBOURS-02", text, left_out, std::move(unknown));
        } else {
            found.findings.warn("W-NEIGHBOURS-01", text, left_out, std::move(unknown));
        }
    }
    NeighbourGraph extra = make_graph(layer.metres.size(), pairs);
    if (options.metres_as_weight) {
        // A bridge is as long as its areas' centroids are apart, or a border of no length.
        const bool far = !by_border(options.kind);
        for (std::uint32_t a = 0; a < extra.size(); ++a) {
            const Point from = area_centroid(layer.metres, a);
            for (std::uint64_t i = extra.begin[a]; i < extra.begin[a + 1]; ++i) {
                const Point to = area_centroid(layer.metres, extra.neighbour[i]);
                const double apart = std::hypot(from.x - to.x, from.y - to.y);
                extra.weight[i] = far && std::isfinite(apart) ? apart : 0;
            }
        }
    }
    const std::size_t before = found.graph.link_count();
    found.graph = united(found.graph, extra);
    found.bridges_added = (found.graph.link_count() - before) / 2;
}

}  // namespace

FoundNeighbours find_neighbours(const MetricLayer& layer, const FindNeighboursOptions& options) {
    FoundNeighbours found;
    found.graph = by_border(options.kind) ? graph_by_border(layer, options, found.findings)
                                          : graph_by_place(layer, options);
    if (options.bridges != "none") {
        add_bridges(layer, options, found);
    }
    return found;
}

void check_codes(const MetricLayer& layer, const std::filesystem::path& file) {
    std::unordered_map<AreaCode, std::size_t> seen;
    for (std::size_t a = 0; a < layer.metres.size(); ++a) {
        const AreaCode& code = layer.metres.codes[a];
        if (code.empty() || !seen.emplace(code, a).second) {
            throw InputError("E-NEIGHBOURS-04",
                             code.empty() ? "feature " + std::to_string(a + 1) + " has no code"
                                          : "the code " + code.str() + " stands there twice",
                             "a code of its own for each area",
                             "put the features of an area together", {file.string(), 0, 0});
        }
    }
}

}  // namespace levelin::run
