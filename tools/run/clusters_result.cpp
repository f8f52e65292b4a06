#include "clusters_result.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/geodata/write_geojson.hpp>

#include "clusters_findings.hpp"
#include "derived_manifest.hpp"
#include "result_folder.hpp"

namespace levelin::run {

namespace {

// Each puts all areas in a new order, and the whole is as good as normal; more would tell nothing.
constexpr std::uint32_t most_global_permutations = 999;

void tell(const ClustersRequest& request, std::string_view stage) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, -1.0);
    }
}

// "3 areas have", with the first of them.
class Listed {
  public:
    Listed(const ClustersInputs& inputs, const ValuedAreas& areas,
           const std::vector<std::uint32_t>& members)
        : count(members.size()) {
        for (std::size_t k = 0; k < std::min(count, Diagnostics::max_examples); ++k) {
            examples.push_back(inputs.result.table.codes[areas.position[members[k]]].str());
        }
    }
    [[nodiscard]] std::string text(const char* one, const char* many) const {
        return grouped_text(count) + (count == 1 ? one : many);
    }
    std::size_t count;
    std::vector<std::string> examples;
};

void note_graph(const ClustersInputs& inputs, const ValuedAreas& areas, Diagnostics& findings) {
    std::vector<std::string> examples;
    std::uint64_t without = 0;
    for (std::size_t a = 0; a < inputs.values.size(); ++a) {
        if (inputs.values.status[a] != Status::ok) {
            ++without;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(inputs.result.table.codes[a].str());
            }
        }
    }
    if (without > 0) {
        findings.warn("W-CLUSTERS-01",
                      grouped_text(without) +
                          (without == 1 ? " area has no value and is nobody's neighbour"
                                        : " areas have no value and are nobody's neighbours"),
                      without, std::move(examples));
    }
    if (const Listed cut(inputs, areas, areas.cut_off); cut.count > 0) {
        findings.warn("W-CLUSTERS-02",
                      cut.text(" area has neighbours, none of which has a value",
                               " areas have neighbours, none of which has a value"),
                      cut.count, cut.examples);
    }
    if (const Listed alone(inputs, areas, areas.islands); alone.count > 0) {
        findings.note("N-CLUSTERS-01",
                      alone.text(" area has no neighbours: nothing is said of it",
                                 " areas have no neighbours: nothing is said of them"),
                      alone.count, alone.examples);
    }
    if (const Listed one(inputs, areas, areas.with_one_neighbour); one.count > 0) {
        findings.note("N-CLUSTERS-02",
                      one.text(" area has one neighbour, which alone decides about it",
                               " areas have one neighbour, which alone decides about them"),
                      one.count, one.examples);
    }
}

// Where the fewest permutations leave no p small enough to stand among so many tests.
void note_resolution(const ClustersRequest& request, const ClustersFound& found,
                     Diagnostics& findings) {
    for (const LocalResult& local : found.local) {
        const double least = pseudo_p(0, request.permutations, request.permutations,
                                      request.tails == "one" ? Tails::one : Tails::two);
        std::uint64_t at_least_p = 0;
        bool any = false;
        for (std::size_t k = 0; k < local.p.values.size(); ++k) {
            at_least_p += local.p.status[k] == Status::ok && local.p.values[k] <= least ? 1 : 0;
            any = any || local.cluster[k] != 0;
        }
        if (!any && at_least_p > 0) {
            findings.note("N-CLUSTERS-03",
                          std::string{to_string(local.kind)} + ": " + grouped_text(at_least_p) +
                              " areas have the least p that so few permutations can give; with "
                              "more, some may be significant",
                          at_least_p);
        }
    }
}

std::optional<JoinCounts> joins_of(const ValuedAreas& areas, const PermutationOptions& options) {
    std::vector<std::uint8_t> ones;
    for (const double value : areas.values) {
        if (value != 0 && value != 1) {
            return std::nullopt;
        }
        ones.push_back(value == 1 ? 1 : 0);
    }
    return join_counts(areas.graph, ones, options);
}

ClustersFound find(const ClustersRequest& request, const ClustersCall& call,
                   const ClustersInputs& inputs) {
    ClustersFound found;
    found.areas = areas_with_values(inputs.graph, inputs.values);
    LocalOptions local = call.local;
    local.permute.threads = request.inputs.threads;
    local.permute.progress = request.inputs.progress;
    PermutationOptions whole = local.permute;
    whole.permutations = std::min(whole.permutations, most_global_permutations);
    found.global = global_moran(found.areas.graph, found.areas.deviations, whole);
    found.joins = joins_of(found.areas, whole);
    if (!local.kinds.empty()) {
        found.local = local_clusters(found.areas, local);
    }
    if (call.pockets) {
        PocketOptions options;
        options.low_is_need = request.low_is_need;
        options.own_share = request.need;
        options.around_share = request.prosperous;
        options.level = call.level;
        options.permute = local.permute;
        Surroundings around = neighbours_around(found.areas.graph, found.areas.deviations);
        if (!request.within.empty()) {
            std::vector<std::uint32_t> groups;
            // An area in no group is one of its own, and has no surroundings.
            auto next = static_cast<std::uint32_t>(inputs.groups.names.size());
            for (const std::uint32_t at : found.areas.position) {
                const std::uint32_t group = inputs.groups.of_area[at];
                groups.push_back(group == columns::Groups::none ? next++ : group);
            }
            around = group_around(groups, found.areas.deviations);
        }
        found.pockets = find_pockets(found.areas.values, found.areas.deviations, around, options);
    }
    return found;
}

DerivedFacts manifest_facts(const ClustersRequest& request, const ClustersInputs& inputs) {
    DerivedFacts facts;
    facts.command = "clusters";
    facts.time = request.time;
    facts.inputs = inputs.digests;
    facts.licences = inputs.result.licences;
    std::string statistics;
    for (const std::string& word : request.statistics) {
        statistics += (statistics.empty() ? "" : ", ") + word;
    }
    facts.options = {{"column", inputs.values.name},
                     {"selection", request.selection.string()},
                     {"weights", request.weights},
                     {"metres", request.metres ? shortest_text(*request.metres) : ""},
                     {"count", request.count ? std::to_string(*request.count) : ""},
                     {"sliver", shortest_text(request.sliver_m)},
                     {"bridges", request.inputs.bridges},
                     {"statistic", statistics},
                     {"permutations", std::to_string(request.permutations)},
                     {"seed", std::to_string(request.seed)},
                     {"fdr", shortest_text(request.fdr)},
                     {"p", request.p ? shortest_text(*request.p) : ""},
                     {"tails", request.tails},
                     {"within", request.within},
                     {"low", request.low_is_need ? "yes" : "no"},
                     {"need", shortest_text(request.need)},
                     {"prosperous", shortest_text(request.prosperous)},
                     {"people", request.people},
                     {"crs", request.inputs.crs},
                     {"grid", request.inputs.grid.string()}};
    return facts;
}

}  // namespace

ClustersOutcome clusters_result(const ClustersRequest& request) {
    const ClustersCall call = checked_call(request);
    constexpr std::array<std::string_view, 4> names{"clusters.csv", "clusters.geojson",
                                                    "report.json", "manifest.json"};
    ResultFolder folder(request.out, request.overwrite, names);
    const ClustersInputs inputs = read_clusters_inputs(request, call);
    ClustersOutcome outcome;
    outcome.findings = inputs.findings;
    const ClustersFound found = find(request, call, inputs);
    note_graph(inputs, found.areas, outcome.findings);
    note_resolution(request, found, outcome.findings);
    const ResultTable table = clusters_table(inputs, found);
    outcome.summary = clusters_summary(request, inputs, found);

    tell(request, "writing");
    geodata::GeoJsonOptions geojson;
    geojson.threads = request.inputs.threads;
    geojson.progress = request.inputs.progress;
    geojson.attribution = inputs.result.licences;
    outcome.findings.append(
        geodata::write_geojson(folder.file("clusters.geojson"), inputs.lon_lat, table, geojson));
    (void)folder.file("clusters.geojson").flush();
    outcome.report = clusters_report(request, inputs, found, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    folder.write("clusters.csv", csv_text(table, request.inputs.threads));
    folder.write("report.json", outcome.report);
    outcome.files = commit_with_manifest(folder, manifest_facts(request, inputs));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
