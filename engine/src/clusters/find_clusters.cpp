#include <algorithm>
#include <array>
#include <levelin/clusters/false_discovery.hpp>
#include <levelin/clusters/find_clusters.hpp>
#include <levelin/clusters/weights.hpp>
#include <levelin/core/error.hpp>
#include <stdexcept>

namespace levelin {

namespace {

// The test of one statistic from the counts of the lag, or of Geary's sum.
TailCounts counts_of(LocalKind kind, const GraphCounts& counts, const Deviations& deviations) {
    if (kind == LocalKind::geary) {
        return counts.geary;
    }
    TailCounts out = counts.lag;
    if (kind != LocalKind::moran) {
        return out;
    }
    for (std::size_t a = 0; a < deviations.size(); ++a) {
        if (deviations.z[a] < 0) {
            std::swap(out.at_least[a], out.at_most[a]);
        } else if (deviations.z[a] == 0) {
            out.at_least[a] = out.at_most[a] = out.permutations;
        }
    }
    return out;
}

void test(LocalResult& result, const TailCounts& counts, Tails tails) {
    const std::vector<Status>& status = result.statistic.value.status;
    std::vector<double> tested;
    for (std::size_t a = 0; a < status.size(); ++a) {
        const bool has = status[a] == Status::ok;
        result.p.values.push_back(has ? counts.p(a, tails) : 0.0);
        if (has) {
            tested.push_back(result.p.values.back());
        }
    }
    result.p.status = status;
    result.q.status = status;
    const std::vector<double> q = benjamini_hochberg(tested);
    std::size_t next = 0;
    for (const Status s : status) {
        result.q.values.push_back(s == Status::ok ? q[next++] : 0.0);
    }
}

ClusterClass class_of(LocalKind kind, double z, double lag, bool upper_tail) {
    switch (kind) {
        case LocalKind::moran:
            if (z > 0) {
                return lag > 0 ? ClusterClass::high_high : ClusterClass::high_low;
            }
            return lag > 0 ? ClusterClass::low_high : ClusterClass::low_low;
        case LocalKind::g_star:
        case LocalKind::g:
            return upper_tail ? ClusterClass::hot_spot : ClusterClass::cold_spot;
        case LocalKind::geary:
            break;
    }
    if (upper_tail) {
        return ClusterClass::unlike;
    }
    if (z > 0 && lag > 0) {
        return ClusterClass::alike_high;
    }
    return z < 0 && lag < 0 ? ClusterClass::alike_low : ClusterClass::alike_middle;
}

void classify(LocalResult& result, const TailCounts& counts, const std::vector<double>& lag,
              const Deviations& deviations, const LocalOptions& options) {
    const DecimalColumn& measure = options.false_discovery ? result.q : result.p;
    for (std::size_t a = 0; a < deviations.size(); ++a) {
        ClusterClass word = ClusterClass::not_significant;
        if (measure.status[a] != Status::ok) {
            word = ClusterClass::island;
        } else if (measure.values[a] <= options.level) {
            word = class_of(result.kind, deviations.z[a], lag[a],
                            counts.at_least[a] < counts.at_most[a]);
        }
        result.classes.push_back(word);
    }
}

bool gathers(ClusterClass word) {
    return word != ClusterClass::not_significant && word != ClusterClass::island;
}

void gather_clusters(LocalResult& result, const NeighbourGraph& graph) {
    std::vector<NeighbourLink> links;
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        for (const std::uint32_t b : graph.neighbours_of(a)) {
            if (gathers(result.classes[a]) && result.classes[a] == result.classes[b]) {
                links.push_back({a, b, 1});
            }
        }
    }
    const std::vector<std::uint32_t> first = components(make_graph(graph.size(), links));
    std::vector<std::uint32_t> number(graph.size(), 0);
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        if (!gathers(result.classes[a])) {
            continue;
        }
        if (number[first[a]] == 0) {
            result.clusters.push_back({result.classes[a], {}});
            number[first[a]] = static_cast<std::uint32_t>(result.clusters.size());
        }
        result.clusters[number[first[a]] - 1].areas.push_back(a);
    }
    std::stable_sort(result.clusters.begin(), result.clusters.end(),
                     [](const Cluster& one, const Cluster& other) {
                         return one.areas.size() > other.areas.size();
                     });
    result.cluster.assign(graph.size(), 0);
    for (std::size_t c = 0; c < result.clusters.size(); ++c) {
        for (const std::uint32_t a : result.clusters[c].areas) {
            result.cluster[a] = static_cast<std::uint32_t>(c + 1);
        }
    }
}

LocalStatistic statistic_of(LocalKind kind, const ValuedAreas& areas) {
    switch (kind) {
        case LocalKind::moran:
            return local_moran(areas.graph, areas.deviations);
        case LocalKind::g_star:
            return local_g_star(areas.graph, areas.deviations);
        case LocalKind::g:
            return local_g(areas.graph, areas.deviations);
        case LocalKind::geary:
            break;
    }
    return local_geary(areas.graph, areas.deviations);
}

}  // namespace

std::string_view to_string(LocalKind kind) noexcept {
    constexpr std::array<std::string_view, 4> words{"moran", "gi_star", "gi", "geary"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view to_string(ClusterClass word) noexcept {
    constexpr std::array<std::string_view, 12> words{
        "not_significant", "high_high",  "low_low",   "high_low",     "low_high", "hot_spot",
        "cold_spot",       "alike_high", "alike_low", "alike_middle", "unlike",   "island"};
    return words[static_cast<std::size_t>(word)];
}

ValuedAreas areas_with_values(const NeighbourGraph& graph, const NumberColumn& column) {
    if (graph.size() != column.size()) {
        throw std::invalid_argument("one value an area");
    }
    ValuedAreas out;
    for (std::uint32_t a = 0; a < column.size(); ++a) {
        if (column.status[a] == Status::ok) {
            out.position.push_back(a);
            out.values.push_back(column.values[a]);
        }
    }
    out.deviations = deviations_of(out.values);
    out.graph = row_standardised(graph_among(graph, out.position));
    out.islands = areas_without_neighbours(out.graph);
    const std::vector<std::uint32_t> alone = areas_without_neighbours(graph);
    for (const std::uint32_t a : out.islands) {
        if (!std::binary_search(alone.begin(), alone.end(), out.position[a])) {
            out.cut_off.push_back(a);
        }
    }
    for (std::uint32_t a = 0; a < out.size(); ++a) {
        if (out.graph.neighbours_of(a).size() == 1) {
            out.with_one_neighbour.push_back(a);
        }
    }
    if (out.islands.size() == out.size()) {
        throw InputError("E-CLUSTERS-05", "no two areas with a value are neighbours",
                         "areas that touch, or another rule of who is a neighbour");
    }
    return out;
}

std::vector<LocalResult> local_clusters(const ValuedAreas& areas, const LocalOptions& options) {
    const bool geary = std::find(options.kinds.begin(), options.kinds.end(), LocalKind::geary) !=
                       options.kinds.end();
    const GraphCounts counts =
        permute_neighbours(areas.graph, areas.deviations, geary, options.permute);
    const std::vector<double> lag = spatial_lag(areas.graph, areas.deviations.z);
    std::vector<LocalResult> results;
    for (const LocalKind kind : options.kinds) {
        LocalResult result;
        result.kind = kind;
        result.statistic = statistic_of(kind, areas);
        const TailCounts own = counts_of(kind, counts, areas.deviations);
        test(result, own, options.tails);
        classify(result, own, lag, areas.deviations, options);
        gather_clusters(result, areas.graph);
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace levelin
