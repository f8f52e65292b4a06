#include "clusters_inputs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/export_layer.hpp>

#include "boundary_order.hpp"
#include "metric_layer.hpp"

namespace levelin::run {

namespace {

[[noreturn]] void wrong_call(const std::string& problem, const std::string& expected,
                             const std::string& hint = "see levelin clusters --help") {
    throw UsageError("E-CLUSTERS-01", problem, expected, hint);
}

bool is_share(double x) {
    return x > 0 && x < 1;
}

void check_weights(const ClustersRequest& request, ClustersCall& call) {
    constexpr std::array<std::string_view, 4> kinds{"rook", "queen", "distance", "nearest"};
    const auto kind = std::find(kinds.begin(), kinds.end(), request.weights);
    if (kind == kinds.end()) {
        wrong_call("\"" + request.weights + "\" says not who is a neighbour",
                   "--weights queen, rook, distance or nearest");
    }
    call.neighbours.kind = static_cast<NeighbourKind>(kind - kinds.begin());
    if (request.metres && call.neighbours.kind != NeighbourKind::distance) {
        wrong_call("--metres goes with --weights distance alone", "one without the other");
    }
    if (request.metres && !(*request.metres > 0)) {
        wrong_call("--metres " + shortest_text(*request.metres) + " joins nothing",
                   "a distance above 0");
    }
    if (request.count && call.neighbours.kind != NeighbourKind::nearest) {
        wrong_call("--count goes with --weights nearest alone", "one without the other");
    }
    constexpr std::uint64_t most = 1000;
    if (request.count && (*request.count == 0 || *request.count > most)) {
        wrong_call("--count " + std::to_string(*request.count) + " is out of range",
                   "a count from 1 to 1000");
    }
    if (!(request.sliver_m >= 0)) {
        wrong_call("--sliver cannot be below 0", "a width of 0 or more");
    }
    call.neighbours.metres = request.metres.value_or(0);
    call.metres_given = request.metres.has_value();
    call.neighbours.count = static_cast<unsigned>(request.count.value_or(call.neighbours.count));
    call.neighbours.sliver_m = request.sliver_m;
    call.neighbours.bridges = request.inputs.bridges;
    call.neighbours.built_in = request.inputs.built_in;
    call.neighbours.threads = request.inputs.threads;
    call.neighbours.progress = request.inputs.progress;
}

void check_statistics(const ClustersRequest& request, ClustersCall& call) {
    const std::vector<LocalKind> all = call.local.kinds;
    std::vector<std::string_view> known;
    for (const LocalKind kind : all) {
        known.push_back(to_string(kind));
    }
    known.insert(known.end(), {"pockets", "all"});
    call.local.kinds.clear();
    for (const std::string& word : request.statistics) {
        const auto found = std::find(known.begin(), known.end(), word);
        if (found == known.end()) {
            const std::string near = nearest_word(word, known);
            wrong_call("\"" + word + "\" is no statistic",
                       near.empty() ? "moran, gi_star, gi, geary, pockets or all" : near);
        }
    }
    const auto wants = [&](std::string_view word) {
        const auto& words = request.statistics;
        return (words.empty() && word != to_string(LocalKind::g)) ||
               std::find(words.begin(), words.end(), word) != words.end() ||
               std::find(words.begin(), words.end(), "all") != words.end();
    };
    for (const LocalKind kind : all) {
        if (wants(to_string(kind))) {
            call.local.kinds.push_back(kind);
        }
    }
    call.pockets = wants("pockets");
    if (!request.within.empty() && !call.pockets) {
        wrong_call("--within is about pockets alone", "--statistic pockets");
    }
}

// Whole or decimal numbers; words are no values.
NumberColumn numbers_in(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    if (name == "code" || name == "name" || name == "status" ||
        (column != nullptr && std::holds_alternative<TextColumn>(column->data))) {
        throw UsageError("E-CLUSTERS-02", "the column \"" + name + "\" holds words",
                         "a column of numbers", "look at the columns with levelin inspect");
    }
    return columns::numbers_of(table, name);
}

std::vector<std::string> words_in(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    const auto* text = column == nullptr ? nullptr : std::get_if<TextColumn>(&column->data);
    return text == nullptr ? std::vector<std::string>{} : text->values;
}

// An area whose people are not known is told, and not counted.
void check_people(NumberColumn& people, const ResultTable& table, Diagnostics& findings) {
    std::vector<std::string> without;
    std::uint64_t missing = 0;
    for (std::size_t a = 0; a < people.size(); ++a) {
        if (people.status[a] == Status::ok && people.values[a] >= 0) {
            continue;
        }
        people.status[a] = people.status[a] == Status::ok ? Status::missing : people.status[a];
        ++missing;
        if (without.size() < Diagnostics::max_examples) {
            without.push_back(table.codes[a].str());
        }
    }
    if (missing > 0) {
        findings.warn("W-CLUSTERS-03",
                      grouped_text(missing) + (missing == 1 ? " area has" : " areas have") +
                          " no number of people in \"" + people.name + "\" and count as none",
                      missing, std::move(without));
    }
}

void read_layer(const ClustersRequest& request, const ClustersCall& call, ClustersInputs& inputs) {
    MetricLayerRequest reading;
    reading.file =
        request.inputs.boundaries.empty() ? inputs.result.boundaries : request.inputs.boundaries;
    if (reading.file.empty()) {
        throw InputError("E-CLUSTERS-06", "the result has no boundaries, so nobody is a neighbour",
                         "a result of a run with boundaries", "give them with --boundaries FILE",
                         {request.inputs.result.string(), 0, 0});
    }
    reading.grid = request.inputs.grid;
    reading.crs = request.inputs.crs;
    reading.threads = request.inputs.threads;
    reading.progress = request.inputs.progress;
    reading.keep_read = true;
    MetricLayer layer = read_metric_layer(reading);
    check_codes(layer, reading.file);
    inputs.findings.append(layer.read.findings);
    if (call.neighbours.kind == NeighbourKind::distance && !call.metres_given) {
        // No default: the distance that joins the remotest area joins thousands in a town.
        const double least = std::ceil(
            least_joining_distance(area_centroids(layer.metres, reading.threads), reading.threads));
        wrong_call("--weights distance needs --metres", "a distance",
                   "the least that leaves no area alone is " + shortest_text(least) + " m");
    }
    const FoundNeighbours found = find_neighbours(layer, call.neighbours);
    inputs.findings.append(found.findings);
    inputs.graph =
        in_order_of_result(found.graph, layer, reading.file, inputs.result, inputs.findings);

    // The result's own shapes are written as they are, others as a run would write them.
    BoundarySet shapes = std::move(layer.read.set);
    if (!request.inputs.boundaries.empty()) {
        constexpr int decimals = 6;
        shapes = in_order_of(shapes, inputs.result.table.codes).set;
        geodata::PreparedShapes prepared =
            geodata::prepare_shapes(geodata::layer_of(std::move(shapes), layer.read.crs),
                                    "EPSG:4326", decimals, layer.reproject);
        inputs.findings.append(prepared.findings);
        inputs.lon_lat = std::move(prepared.set);
        inputs.digests.push_back({"boundaries", reading.file, reading.file.string(),
                                  geodata::digest_of_file(reading.file)});
    } else {
        inputs.lon_lat = in_order_of(shapes, inputs.result.table.codes).set;
        inputs.digests.push_back(
            {"result", reading.file, reading.file.string(), geodata::digest_of_file(reading.file)});
    }
}

}  // namespace

ClustersCall checked_call(const ClustersRequest& request) {
    ClustersCall call;
    if (request.column.empty() == request.selection.empty()) {
        wrong_call(request.column.empty() ? "nothing is said of what may cluster"
                                          : "--column and --selection both say what may cluster",
                   "one of --column NAME and --selection FILE");
    }
    check_weights(request, call);
    check_statistics(request, call);
    constexpr std::uint64_t most = 9'999'999;
    if (request.permutations == 0 || request.permutations > most) {
        wrong_call("--permutations " + std::to_string(request.permutations) + " is out of range",
                   "a number from 1 to 9,999,999, such as 999 or 9999");
    }
    if (!is_share(request.fdr) || (request.p && !is_share(*request.p))) {
        wrong_call(is_share(request.fdr) ? "--p " + shortest_text(*request.p) + " is no probability"
                                         : "--fdr " + shortest_text(request.fdr) + " is no share",
                   "a number above 0 and below 1, such as 0.05");
    }
    for (const auto& [name, share] :
         {std::pair{"--need", request.need}, std::pair{"--prosperous", request.prosperous}}) {
        if (!is_share(share)) {
            wrong_call(std::string{name} + " " + shortest_text(share) + " is no share",
                       "a number above 0 and below 1, such as 0.2");
        }
    }
    if (request.tails != "two" && request.tails != "one") {
        wrong_call("\"" + request.tails + "\" is no number of tails", "--tails two or one");
    }
    call.local.tails = request.tails == "one" ? Tails::one : Tails::two;
    call.local.false_discovery = !request.p;
    call.local.level = request.p.value_or(request.fdr);
    call.level = request.fdr;
    call.local.permute.permutations = static_cast<std::uint32_t>(request.permutations);
    call.local.permute.seed = request.seed;
    return call;
}

ClustersInputs read_clusters_inputs(const ClustersRequest& request, const ClustersCall& call) {
    RuleInputsRequest reading = request.inputs;
    if (!request.selection.empty()) {
        reading.tables.push_back(request.selection);
    }
    RuleInputs read = read_rule_inputs(reading);
    ClustersInputs inputs;
    inputs.result = std::move(read.result);
    inputs.digests = std::move(read.digests);
    inputs.findings = std::move(read.findings);
    const ResultTable& table = inputs.result.table;
    inputs.values =
        numbers_in(table, request.selection.empty() ? request.column : std::string{"selected"});
    if (!request.people.empty()) {
        inputs.people = numbers_in(table, request.people);
        check_people(inputs.people, table, inputs.findings);
    }
    if (!request.within.empty()) {
        inputs.groups = columns::groups_of(table, request.within);
    }
    inputs.places = words_in(table, "lad_name");
    inputs.group_names = words_in(table, request.within + "_name");
    read_layer(request, call, inputs);
    return inputs;
}

}  // namespace levelin::run
