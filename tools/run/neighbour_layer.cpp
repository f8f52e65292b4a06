#include "neighbour_layer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/export/neighbour_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/geodata/read_bridges.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

std::string counted(std::size_t n) {
    return grouped_text(static_cast<long long>(n));
}

[[noreturn]] void wrong_call(const std::string& problem, const char* expected,
                             const std::string& hint = "see levelin neighbours --help") {
    throw UsageError("E-NEIGHBOURS-03", problem, expected, hint);
}

struct Call {
    NeighbourRule rule = NeighbourRule::rook;
    bool metres_as_weight = false;
    bool gal = false;
};

// Everything that can be wrong with a call is said before anything is read.
Call checked(const NeighboursRequest& request) {
    Call call;
    constexpr std::array<std::string_view, 4> rules{"rook", "queen", "distance", "nearest"};
    const auto rule = std::find(rules.begin(), rules.end(), request.rule);
    if (rule == rules.end()) {
        wrong_call("\"" + request.rule + "\" is not a rule", "rook, queen, distance or nearest");
    }
    call.rule = static_cast<NeighbourRule>(rule - rules.begin());
    const std::string ending = request.to.extension().string();
    call.gal = ending == ".gal";
    if (!call.gal && ending != ".csv") {
        wrong_call("\"" + request.to.string() + "\" says no format that neighbours have",
                   "a name that ends in .csv or .gal");
    }
    if (request.weight != "one" && request.weight != "metres") {
        wrong_call("\"" + request.weight + "\" is not a weight", "one or metres");
    }
    call.metres_as_weight = request.weight == "metres";
    if (call.gal && call.metres_as_weight) {
        wrong_call("GAL holds no weights", "--weight one, or a name that ends in .csv");
    }
    if (request.metres && call.rule != NeighbourRule::distance) {
        wrong_call("--metres goes with --rule distance alone", "one without the other");
    }
    if (request.metres && !(*request.metres > 0)) {
        wrong_call("--metres " + shortest_text(*request.metres) + " joins nothing",
                   "a distance above 0");
    }
    if (request.count && call.rule != NeighbourRule::nearest) {
        wrong_call("--count goes with --rule nearest alone", "one without the other");
    }
    if (!(request.sliver_m >= 0)) {
        wrong_call("--sliver cannot be below 0", "a width of 0 or more");
    }
    constexpr std::uint64_t most = 1000;
    if (request.count && (*request.count == 0 || *request.count > most)) {
        wrong_call("--count " + std::to_string(*request.count) + " is out of range",
                   "a count from 1 to 1000");
    }
    return call;
}

// Rows are keyed by code, so that each must be there and be its own.
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

class Finder {
  public:
    Finder(const NeighboursRequest& request, const Call& call, const MetricLayer& layer)
        : m_request(request), m_call(call), m_layer(layer) {}

    NeighbourGraph find(Diagnostics& findings, Json& facts) const {
        return m_call.rule == NeighbourRule::rook || m_call.rule == NeighbourRule::queen
                   ? by_border(findings)
                   : by_place(facts);
    }

  private:
    [[nodiscard]] NeighbourGraph by_border(Diagnostics& findings) const {
        CoverageOptions options;
        options.sliver_width = m_request.sliver_m;
        options.close_wide_overlaps = true;
        options.threads = m_request.layer.threads;
        options.progress = m_request.layer.progress;
        const CoverageResult made = make_coverage(m_layer.metres, options);
        note_faults(made.report, findings);
        const Topology& topology = made.coverage.value().topology();
        const BorderWeight weight =
            m_call.metres_as_weight ? BorderWeight::length : BorderWeight::one;
        return m_call.rule == NeighbourRule::rook ? rook_neighbours(topology, weight)
                                                  : queen_neighbours(topology, weight);
    }

    void note_faults(const CoverageReport& report, Diagnostics& findings) const {
        std::uint64_t wide = 0;
        double area = 0;
        std::vector<std::string> examples;
        for (const CoverageFault& fault : report.faults) {
            if (fault.kind == CoverageFaultKind::overlap && fault.width > m_request.sliver_m) {
                ++wide;
                area += fault.area;
                if (examples.size() < Diagnostics::max_examples) {
                    examples.push_back(m_layer.label(fault.areas[0]) + " and " +
                                       m_layer.label(fault.areas[1]));
                }
            }
        }
        if (wide > 0) {
            findings.warn("W-NEIGHBOURS-02",
                          counted(wide) + " pieces of ground, " + fixed_text(area, 0) +
                              " m2 in all, are claimed by more than one area; each was given to "
                              "the one with the longest border along it",
                          wide, std::move(examples));
        }
        std::vector<std::string> vanished;
        for (const std::uint32_t area_at : report.vanished) {
            if (vanished.size() < Diagnostics::max_examples) {
                vanished.push_back(m_layer.label(area_at));
            }
        }
        if (!report.vanished.empty()) {
            findings.warn("W-NEIGHBOURS-03",
                          counted(report.vanished.size()) +
                              " areas have no ground of their own and so no neighbours",
                          report.vanished.size(), std::move(vanished));
        }
    }

    [[nodiscard]] NeighbourGraph by_place(Json& facts) const {
        const unsigned threads = m_request.layer.threads;
        const std::vector<Point> places = area_centroids(m_layer.metres, threads);
        const PlaceWeight weight =
            m_call.metres_as_weight ? PlaceWeight::distance : PlaceWeight::one;
        if (m_call.rule == NeighbourRule::nearest) {
            constexpr std::uint64_t usual = 6;
            const auto count = static_cast<unsigned>(m_request.count.value_or(usual));
            facts["count"] = count;
            return nearest_neighbours(places, count, weight, threads);
        }
        if (!m_request.metres) {
            // No default: the distance that joins the remotest area joins thousands in a town.
            const double least = std::ceil(least_joining_distance(places, threads));
            wrong_call("--rule distance needs --metres", "a distance",
                       "the least that leaves no area alone is " + shortest_text(least) + " m");
        }
        const double metres = *m_request.metres;
        facts["metres"] = metres;
        return neighbours_within(places, metres, weight, threads);
    }

    const NeighboursRequest& m_request;
    const Call& m_call;
    const MetricLayer& m_layer;
};

struct Bridged {
    NeighbourGraph graph;
    std::size_t used = 0;   ///< Bridges whose areas are both in the layer.
    std::size_t added = 0;  ///< Of them, those that made new neighbours.
};

Bridged with_bridges(const NeighboursRequest& request, const Call& call, const MetricLayer& layer,
                     NeighbourGraph graph, Diagnostics& findings) {
    Bridged out;
    if (request.bridges == "none") {
        out.graph = std::move(graph);
        return out;
    }
    const bool built_in = request.bridges == "uk";
    const std::vector<geodata::Bridge> bridges =
        geodata::read_bridges(built_in ? request.built_in : std::filesystem::path{request.bridges});
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
    out.used = pairs.size();
    if (left_out > 0) {
        const std::string text = counted(left_out) + " of " + counted(bridges.size()) +
                                 " bridges are left out: an area of theirs is not in the layer";
        // The built-in list knows codes of several years, and many layers are of one nation.
        if (built_in && !pairs.empty()) {
            findings.note("N-NEIGHBOURS-02", text, left_out, std::move(unknown));
        } else {
            findings.warn("W-NEIGHBOURS-01", text, left_out, std::move(unknown));
        }
    }
    NeighbourGraph extra = make_graph(layer.metres.size(), pairs);
    if (call.metres_as_weight) {
        // A bridge is as long as its areas' centroids are apart, or a border of no length.
        const bool far =
            call.rule == NeighbourRule::distance || call.rule == NeighbourRule::nearest;
        for (std::uint32_t a = 0; a < extra.size(); ++a) {
            const Point from = area_centroid(layer.metres, a);
            for (std::uint64_t i = extra.begin[a]; i < extra.begin[a + 1]; ++i) {
                const Point to = area_centroid(layer.metres, extra.neighbour[i]);
                const double apart = std::hypot(from.x - to.x, from.y - to.y);
                extra.weight[i] = far && std::isfinite(apart) ? apart : 0;
            }
        }
    }
    const std::size_t before = graph.link_count();
    out.graph = united(graph, extra);
    out.added = (out.graph.link_count() - before) / 2;
    return out;
}

std::vector<std::string> labels(const MetricLayer& layer, const std::vector<std::uint32_t>& areas,
                                std::size_t most) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(most, areas.size()); ++i) {
        out.push_back(layer.label(areas[i]));
    }
    return out;
}

std::size_t most_neighbours(const NeighbourGraph& graph) {
    std::size_t most = 0;
    for (std::size_t a = 0; a < graph.size(); ++a) {
        most = std::max(most, graph.neighbours_of(a).size());
    }
    return most;
}

}  // namespace

NeighboursOutcome neighbour_layer(const NeighboursRequest& request) {
    const Call call = checked(request);
    const MetricLayer layer = read_metric_layer(request.layer);
    check_codes(layer, request.layer.file);
    NeighboursOutcome outcome;
    outcome.findings.append(layer.read.findings);

    Json facts = Json::object();
    const NeighbourGraph found = Finder(request, call, layer).find(outcome.findings, facts);
    const Bridged bridged = with_bridges(request, call, layer, found, outcome.findings);
    const NeighbourGraph& graph = bridged.graph;
    const std::vector<std::uint32_t> alone = islands(graph);
    const std::vector<std::uint32_t> land = components(graph);
    if (!alone.empty()) {
        outcome.findings.note("N-NEIGHBOURS-01", counted(alone.size()) + " areas have no neighbour",
                              alone.size(), labels(layer, alone, Diagnostics::max_examples));
    }
    outcome.areas = graph.size();
    outcome.links = graph.link_count();
    outcome.islands = alone.size();
    outcome.components = component_count(land);

    Json json;
    json["file"] = request.layer.file.string();
    json["layer"] = layer.read.layer;
    json["rule"] = request.rule;
    json.update(facts);
    json["weight"] = request.weight;
    json["areas"] = outcome.areas;
    json["links"] = outcome.links;
    json["mean_neighbours"] = outcome.areas == 0 ? 0.0
                                                 : static_cast<double>(outcome.links) /
                                                       static_cast<double>(outcome.areas);
    json["most_neighbours"] = most_neighbours(graph);
    json["islands"] = labels(layer, alone, alone.size());
    json["components"] = outcome.components;
    json["bridges"] = {{"used", bridged.used}, {"added", bridged.added}};
    outcome.written = !(request.strict && outcome.findings.has_warnings());
    if (outcome.written) {
        const std::string text =
            call.gal ? neighbour_gal(layer.metres.codes, graph, request.layer.file.stem().string(),
                                     layer.read.code_column)
                     : neighbour_csv(layer.metres.codes, graph);
        geodata::OutputFile file(request.to, request.overwrite);
        file.write(text);
        const geodata::FileDigest digest = file.commit();
        json["output"] = {
            {"file", request.to.string()}, {"bytes", digest.bytes}, {"sha256", digest.sha256}};
        outcome.files.push_back(request.to);
    }
    json["findings"] = findings_json<Json>(outcome.findings);
    outcome.report = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return outcome;
}

}  // namespace levelin::run
