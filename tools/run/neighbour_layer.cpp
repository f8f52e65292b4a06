#include "neighbour_layer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/export/neighbour_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/topology/neighbours.hpp>
#include <nlohmann/json.hpp>

#include "find_neighbours.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void wrong_call(const std::string& problem, const char* expected,
                             const std::string& hint = "see levelin neighbours --help") {
    throw UsageError("E-NEIGHBOURS-03", problem, expected, hint);
}

struct Call {
    NeighbourKind kind = NeighbourKind::rook;
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
    call.kind = static_cast<NeighbourKind>(rule - rules.begin());
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
    if (request.metres && call.kind != NeighbourKind::distance) {
        wrong_call("--metres goes with --rule distance alone", "one without the other");
    }
    if (request.metres && !(*request.metres > 0)) {
        wrong_call("--metres " + shortest_text(*request.metres) + " joins nothing",
                   "a distance above 0");
    }
    if (request.count && call.kind != NeighbourKind::nearest) {
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

// What the call asks of the layer; `facts` are for the report.
FindNeighboursOptions options_for(const NeighboursRequest& request, const Call& call,
                                  const MetricLayer& layer, Json& facts) {
    FindNeighboursOptions options;
    options.kind = call.kind;
    options.metres_as_weight = call.metres_as_weight;
    options.sliver_m = request.sliver_m;
    options.bridges = request.bridges;
    options.built_in = request.built_in;
    options.threads = request.layer.threads;
    options.progress = request.layer.progress;
    if (call.kind == NeighbourKind::nearest) {
        options.count = static_cast<unsigned>(request.count.value_or(options.count));
        facts["count"] = options.count;
    } else if (call.kind == NeighbourKind::distance) {
        if (!request.metres) {
            // No default: the distance that joins the remotest area joins thousands in a town.
            const double least = std::ceil(least_joining_distance(
                area_centroids(layer.metres, options.threads), options.threads));
            wrong_call("--rule distance needs --metres", "a distance",
                       "the least that leaves no area alone is " + shortest_text(least) + " m");
        }
        options.metres = *request.metres;
        facts["metres"] = options.metres;
    }
    return options;
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
    const FoundNeighbours found = find_neighbours(layer, options_for(request, call, layer, facts));
    outcome.findings.append(found.findings);
    const NeighbourGraph& graph = found.graph;
    const std::vector<std::uint32_t> alone = islands(graph);
    const std::vector<std::uint32_t> land = components(graph);
    if (!alone.empty()) {
        outcome.findings.note(
            "N-NEIGHBOURS-01",
            counted_text(alone.size(), "area has no neighbour", "areas have no neighbour"),
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
    json["bridges"] = {{"used", found.bridges_used}, {"added", found.bridges_added}};
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
