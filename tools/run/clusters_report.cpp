#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "clusters_findings.hpp"
#include "json_parts.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_clusters = 100;

// The classes that a statistic can give, in the order in which they are told.
std::vector<ClusterClass> classes_of(LocalKind kind) {
    using enum ClusterClass;
    switch (kind) {
        case LocalKind::moran:
            return {high_high, low_low, high_low, low_high, not_significant, island};
        case LocalKind::g_star:
        case LocalKind::g:
            return {hot_spot, cold_spot, not_significant, island};
        case LocalKind::geary:
            break;
    }
    return {alike_high, alike_low, alike_middle, unlike, not_significant, island};
}

struct Tally {
    std::size_t areas = 0;
    double people = 0;
    double sum = 0;

    void add(const ClustersInputs& inputs, const ValuedAreas& areas_with_value, std::uint32_t k) {
        ++areas;
        people += people_of(inputs, areas_with_value.position[k]);
        sum += areas_with_value.values[k];
    }
    [[nodiscard]] Json json(const ClustersInputs& inputs) const {
        Json out{{"areas", areas}};
        if (!inputs.people.values.empty()) {
            out["people"] = people;
        }
        out["mean_value"] = areas == 0 ? Json() : Json(sum / static_cast<double>(areas));
        return out;
    }
};

Tally tally_of(const ClustersInputs& inputs, const ClustersFound& found,
               const std::vector<std::uint32_t>& members) {
    Tally tally;
    for (const std::uint32_t k : members) {
        tally.add(inputs, found.areas, k);
    }
    return tally;
}

std::map<ClusterClass, Tally> tallies(const ClustersInputs& inputs, const ClustersFound& found,
                                      const LocalResult& local) {
    std::map<ClusterClass, Tally> counts;
    for (std::uint32_t k = 0; k < local.classes.size(); ++k) {
        counts[local.classes[k]].add(inputs, found.areas, k);
    }
    return counts;
}

Json codes_of(const ClustersInputs& inputs, const ValuedAreas& areas,
              const std::vector<std::uint32_t>& members) {
    Json list = Json::array();
    for (const std::uint32_t k : members) {
        list.push_back(inputs.result.table.codes[areas.position[k]].str());
    }
    return list;
}

Json test_json(const PermutationTest& test, Tails tails) {
    return {{"permutations", test.permutations}, {"at_least", test.at_least},
            {"at_most", test.at_most},           {"mean", test.mean},
            {"variance", test.variance},         {"p", test.p(tails)}};
}

Json join_json(const JoinCount& join, Tails tails) {
    return {{"count", join.count},
            {"expected", join.expected},
            {"variance", join.variance},
            {"z", join.z()},
            {"permuted", test_json(join.permuted, tails)}};
}

Json local_json(const ClustersInputs& inputs, const ClustersFound& found,
                const LocalResult& local) {
    std::map<ClusterClass, Tally> counts = tallies(inputs, found, local);
    Json classes = Json::object();
    for (const ClusterClass word : classes_of(local.kind)) {
        classes[std::string{to_string(word)}] = counts[word].json(inputs);
    }
    Json list = Json::array();
    for (std::size_t c = 0; c < std::min(local.clusters.size(), most_clusters); ++c) {
        const Cluster& cluster = local.clusters[c];
        Json json{{"number", c + 1}, {"class", to_string(cluster.kind)}};
        json.update(tally_of(inputs, found, cluster.areas).json(inputs));
        json["place"] = place_of(inputs, found.areas, cluster.areas);
        list.push_back(std::move(json));
    }
    return {{"id", to_string(local.kind)},
            {"tested", found.areas.size() - found.areas.islands.size()},
            {"classes", classes},
            {"clusters", local.clusters.size()},
            {"largest_clusters", list}};
}

// Areas in need with prosperous surroundings, pockets first, then the rest; within both, those
// that differ most from their surroundings first.
struct PocketOrder {
    std::vector<std::uint32_t> pockets;
    std::vector<std::uint32_t> weak;
};

PocketOrder pockets_in_order(const ClustersFound& found) {
    const Pockets& pockets = *found.pockets;
    PocketOrder order;
    for (std::uint32_t k = 0; k < pockets.pocket.size(); ++k) {
        if (pockets.pocket[k] != 0) {
            order.pockets.push_back(k);
        } else if (pockets.in_need[k] != 0 && pockets.prosperous[k] != 0) {
            order.weak.push_back(k);
        }
    }
    const auto contrast = [&](std::uint32_t k) {
        return std::abs(found.areas.values[k] - pockets.around.values[k]);
    };
    for (std::vector<std::uint32_t>* list : {&order.pockets, &order.weak}) {
        std::stable_sort(list->begin(), list->end(), [&](std::uint32_t a, std::uint32_t b) {
            return contrast(a) > contrast(b);
        });
    }
    return order;
}

// A council or ward that holds pockets: what its average hides.
struct HidingGroup {
    std::string name;
    Tally all;
    Tally pockets;
};

std::vector<HidingGroup> hiding_groups(const ClustersInputs& inputs, const ClustersFound& found) {
    std::vector<HidingGroup> groups(inputs.groups.names.size());
    for (std::uint32_t k = 0; k < found.areas.size(); ++k) {
        const std::uint32_t at = found.areas.position[k];
        const std::uint32_t group = inputs.groups.of_area[at];
        if (group == columns::Groups::none) {
            continue;
        }
        groups[group].name = inputs.groups.names[group];
        if (!inputs.group_names.empty()) {
            groups[group].name += " " + inputs.group_names[at];
        }
        groups[group].all.add(inputs, found.areas, k);
        if (found.pockets->pocket[k] != 0) {
            groups[group].pockets.add(inputs, found.areas, k);
        }
    }
    std::erase_if(groups, [](const HidingGroup& group) { return group.pockets.areas == 0; });
    std::stable_sort(groups.begin(), groups.end(),
                     [](const HidingGroup& one, const HidingGroup& other) {
                         return one.pockets.areas > other.pockets.areas;
                     });
    return groups;
}

Json pocket_list(const ClustersInputs& inputs, const ClustersFound& found,
                 const std::vector<std::uint32_t>& members) {
    const ResultTable& table = inputs.result.table;
    const Pockets& pockets = *found.pockets;
    Json list = Json::array();
    for (const std::uint32_t k : members) {
        const std::uint32_t at = found.areas.position[k];
        Json json{{"code", table.codes[at].str()},
                  {"name", table.names[at]},
                  {"value", found.areas.values[k]},
                  {"around", pockets.around.values[k]},
                  {"p", pockets.p.values[k]},
                  {"q", pockets.q.status[k] == Status::ok ? Json(pockets.q.values[k]) : Json()}};
        if (!inputs.people.values.empty()) {
            json["people"] = people_of(inputs, at);
        }
        list.push_back(std::move(json));
    }
    return list;
}

Json pockets_json(const ClustersRequest& request, const ClustersInputs& inputs,
                  const ClustersFound& found) {
    const Pockets& pockets = *found.pockets;
    const PocketOrder order = pockets_in_order(found);
    Json json{{"surroundings", request.within.empty() ? "neighbours" : request.within},
              {"need", request.low_is_need ? "low values" : "high values"},
              {"own_value_from", pockets.own_from},
              {"mean_around_to", pockets.around_to},
              {"in_need", std::count(pockets.in_need.begin(), pockets.in_need.end(), 1)},
              {"tested", std::count(pockets.q.status.begin(), pockets.q.status.end(), Status::ok)},
              {"pockets", tally_of(inputs, found, order.pockets).json(inputs)},
              {"weak_pockets", tally_of(inputs, found, order.weak).json(inputs)}};
    if (!request.within.empty()) {
        Json groups = Json::array();
        for (const HidingGroup& group : hiding_groups(inputs, found)) {
            groups.push_back({{"group", group.name},
                              {"all", group.all.json(inputs)},
                              {"pockets", group.pockets.json(inputs)}});
        }
        json["groups"] = std::move(groups);
    }
    json["list"] = pocket_list(inputs, found, order.pockets);
    json["weak_list"] = pocket_list(inputs, found, order.weak);
    return json;
}

std::string counted(double n) {
    return grouped_text(std::llround(n));
}

std::string with_people(const ClustersInputs& inputs, const Tally& tally) {
    return inputs.people.values.empty() ? counted_text(tally.areas, "area", "areas")
                                        : counted_text(tally.areas, "area", "areas") + ", " +
                                              counted(tally.people) + " people";
}

// "0.0002", "0.58": six decimals at most.
std::string short_figure(double x) {
    constexpr int decimals = 6;
    std::string text = fixed_text(x, decimals);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string heading_of(LocalKind kind) {
    switch (kind) {
        case LocalKind::moran:
            return "Local Moran";
        case LocalKind::g_star:
            return "Gi*, an area with its neighbours";
        case LocalKind::g:
            return "Gi, its neighbours alone";
        case LocalKind::geary:
            break;
    }
    return "Local Geary";
}

void add_local(std::string& text, const ClustersRequest& request, const ClustersInputs& inputs,
               const ClustersFound& found, const LocalResult& local) {
    text += "\n" + heading_of(local.kind) +
            (request.p ? ", p up to " + shortest_text(*request.p)
                       : ", false discoveries up to " + shortest_text(100 * request.fdr) + " %") +
            ":\n";
    std::map<ClusterClass, Tally> counts = tallies(inputs, found, local);
    for (const ClusterClass word : classes_of(local.kind)) {
        if (word != ClusterClass::island) {
            constexpr std::size_t width = 17;
            std::string name{to_string(word)};
            name.resize(width, ' ');
            text += "  " + name + with_people(inputs, counts[word]) + "\n";
        }
    }
}

void add_largest(std::string& text, const ClustersInputs& inputs, const ClustersFound& found,
                 const LocalResult& local) {
    constexpr std::size_t most = 5;
    if (local.clusters.empty()) {
        return;
    }
    text += "Largest clusters:\n";
    for (std::size_t c = 0; c < std::min(most, local.clusters.size()); ++c) {
        const Cluster& cluster = local.clusters[c];
        text += "  " + std::to_string(c + 1) + "  " + std::string{to_string(cluster.kind)} + ", " +
                with_people(inputs, tally_of(inputs, found, cluster.areas)) + ": " +
                place_of(inputs, found.areas, cluster.areas) + "\n";
    }
}

void add_groups(std::string& text, const ClustersInputs& inputs,
                const std::vector<HidingGroup>& groups) {
    constexpr std::size_t most = 5;
    text += "What averages hide most:\n";
    for (std::size_t g = 0; g < std::min(most, groups.size()); ++g) {
        const HidingGroup& group = groups[g];
        text += "  " + group.name + ": mean " +
                fixed_text(group.all.sum / static_cast<double>(group.all.areas), 1) + ", " +
                with_people(inputs, group.pockets) + " in pockets, mean " +
                fixed_text(group.pockets.sum / static_cast<double>(group.pockets.areas), 1) + "\n";
    }
}

void add_pockets(std::string& text, const ClustersRequest& request, const ClustersInputs& inputs,
                 const ClustersFound& found) {
    constexpr std::size_t most = 5;
    const Pockets& pockets = *found.pockets;
    const PocketOrder order = pockets_in_order(found);
    const bool low = request.low_is_need;
    text += "\nPockets: areas in need (" + std::string{low ? "at most " : "at least "} +
            fixed_text(pockets.own_from, 2) + ") " +
            (request.within.empty() ? "whose neighbours are prosperous"
                                    : "in a " + request.within + " that is prosperous otherwise") +
            " (mean " + (low ? "at least " : "at most ") + fixed_text(pockets.around_to, 2) +
            "):\n" + "  pocket           " +
            with_people(inputs, tally_of(inputs, found, order.pockets)) + "\n  weak_pocket      " +
            with_people(inputs, tally_of(inputs, found, order.weak)) +
            ", no more than chance might make\n";
    const std::vector<HidingGroup> groups =
        request.within.empty() ? std::vector<HidingGroup>{} : hiding_groups(inputs, found);
    if (!groups.empty()) {
        add_groups(text, inputs, groups);
        return;
    }
    const auto& shown = order.pockets.empty() ? order.weak : order.pockets;
    text += shown.empty() ? "" : "Furthest from their surroundings:\n";
    for (std::size_t i = 0; i < std::min(most, shown.size()); ++i) {
        const std::uint32_t at = found.areas.position[shown[i]];
        const std::string& name = inputs.result.table.names[at];
        text += "  " + inputs.result.table.codes[at].str() + (name.empty() ? "" : " " + name) +
                ": " + fixed_text(found.areas.values[shown[i]], 1) + " among " +
                fixed_text(pockets.around.values[shown[i]], 1) + "\n";
    }
}

}  // namespace

double people_of(const ClustersInputs& inputs, std::uint32_t position) {
    const NumberColumn& people = inputs.people;
    return people.values.empty() || people.status[position] != Status::ok ? 0
                                                                          : people.values[position];
}

std::string place_of(const ClustersInputs& inputs, const ValuedAreas& areas,
                     const std::vector<std::uint32_t>& members) {
    if (!inputs.places.empty()) {
        std::map<std::string, std::size_t> counts;
        for (const std::uint32_t k : members) {
            ++counts[inputs.places[areas.position[k]]];
        }
        const auto most = std::max_element(
            counts.begin(), counts.end(),
            [](const auto& one, const auto& other) { return one.second < other.second; });
        if (!most->first.empty()) {
            return most->first + (counts.size() == 1 ? "" : " and around");
        }
    }
    const std::uint32_t furthest =
        *std::max_element(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::abs(areas.deviations.z[a]) < std::abs(areas.deviations.z[b]);
        });
    const ResultTable& table = inputs.result.table;
    const std::uint32_t at = areas.position[furthest];
    return (members.size() == 1 ? "" : "around ") + table.codes[at].str() +
           (table.names[at].empty() ? "" : " " + table.names[at]);
}

std::string clusters_report(const ClustersRequest& request, const ClustersInputs& inputs,
                            const ClustersFound& found, const Diagnostics& findings) {
    const Tails tails = request.tails == "one" ? Tails::one : Tails::two;
    const ValuedAreas& areas = found.areas;
    Json weights{{"rule", request.weights}};
    if (request.metres) {
        weights["metres"] = *request.metres;
    }
    if (request.weights == "nearest") {
        weights["count"] = request.count.value_or(FindNeighboursOptions{}.count);
    }
    weights["bridges"] = request.inputs.bridges;
    weights["standardised"] = "rows";
    weights["links"] = areas.graph.link_count();
    weights["mean_neighbours"] =
        static_cast<double>(areas.graph.link_count()) / static_cast<double>(areas.size());
    const GlobalMoran& global = found.global;
    Json document{{"column", inputs.values.name},
                  {"areas", inputs.values.size()},
                  {"status", status_counts(inputs.values.status)},
                  {"mean", areas.deviations.mean},
                  {"standard_deviation", std::sqrt(areas.deviations.m2)},
                  {"weights", weights},
                  {"islands", codes_of(inputs, areas, areas.islands)},
                  {"with_one_neighbour", codes_of(inputs, areas, areas.with_one_neighbour)},
                  {"permutations", request.permutations},
                  {"seed", request.seed},
                  {"tails", request.tails},
                  {"classes_by", request.p ? "p" : "q"},
                  {"level", request.p.value_or(request.fdr)},
                  {"global_moran",
                   {{"value", global.value},
                    {"expected", global.expected},
                    {"variance_normal", global.variance_normal},
                    {"variance_randomised", global.variance_randomised},
                    {"z_normal", global.z_normal()},
                    {"z_randomised", global.z_randomised()},
                    {"permuted", test_json(global.permuted, tails)}}}};
    if (found.joins) {
        document["join_counts"] = {{"ones", found.joins->black},
                                   {"zeros", found.joins->white},
                                   {"one_one", join_json(found.joins->black_black, tails)},
                                   {"one_zero", join_json(found.joins->black_white, tails)},
                                   {"zero_zero", join_json(found.joins->white_white, tails)}};
    }
    Json local = Json::array();
    for (const LocalResult& result : found.local) {
        local.push_back(local_json(inputs, found, result));
    }
    document["statistics"] = std::move(local);
    if (found.pockets) {
        document["pockets"] = pockets_json(request, inputs, found);
    }
    document["findings"] = findings_json<Json>(findings);
    return document_text(document);
}

std::string clusters_summary(const ClustersRequest& request, const ClustersInputs& inputs,
                             const ClustersFound& found) {
    const ValuedAreas& areas = found.areas;
    const Tails tails = request.tails == "one" ? Tails::one : Tails::two;
    std::string text =
        counted_text(areas.size(), "area", "areas") + " with a value, on average " +
        fixed_text(
            static_cast<double>(areas.graph.link_count()) / static_cast<double>(areas.size()), 2) +
        " neighbours (" + request.weights + "); " + grouped_text(areas.islands.size()) +
        (areas.islands.size() == 1 ? " island, " : " islands, ") +
        grouped_text(areas.with_one_neighbour.size()) + " with one neighbour\n";
    const double p = found.global.permuted.p(tails);
    const bool significant = p <= request.p.value_or(request.fdr);
    text +=
        "Moran's I " + fixed_text(found.global.value, 4) + " (by chance " +
        short_figure(found.global.expected) + "), z " + fixed_text(found.global.z_randomised(), 1) +
        ", p " + short_figure(p) + " of " + grouped_text(found.global.permuted.permutations) +
        " permutations: " +
        (!significant                                 ? "values might lie as they do by chance"
         : found.global.value > found.global.expected ? "values lie beside values like them"
                                                      : "values lie beside values unlike them") +
        "\n";
    if (found.joins) {
        text += "Joins of ones " + counted(found.joins->black_black.count) + " (by chance " +
                fixed_text(found.joins->black_black.expected, 1) + "), of ones and zeros " +
                counted(found.joins->black_white.count) + " (" +
                fixed_text(found.joins->black_white.expected, 1) + "), of zeros " +
                counted(found.joins->white_white.count) + " (" +
                fixed_text(found.joins->white_white.expected, 1) + ")\n";
    }
    for (const LocalResult& local : found.local) {
        add_local(text, request, inputs, found, local);
        if (&local == &found.local.front()) {
            add_largest(text, inputs, found, local);
        }
    }
    if (found.pockets) {
        add_pockets(text, request, inputs, found);
    }
    return text;
}

}  // namespace levelin::run
