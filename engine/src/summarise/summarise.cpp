#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/kernels.hpp>
#include <levelin/summarise/summarise.hpp>
#include <numeric>
#include <unordered_map>

namespace levelin {

namespace {

// An area's part in a target.
struct Member {
    std::size_t area = 0;
    double share = 1;
};

// The areas of every target, in the order of the areas.
struct Membership {
    std::vector<std::vector<Member>> of_target;
    std::vector<std::string> not_in_lookup;
    std::size_t outside = 0;
};

Membership membership(const Lookup& lookup, const SmallAreas& areas) {
    std::unordered_map<AreaCode, std::size_t> source_at;
    source_at.reserve(lookup.sources.size());
    for (std::size_t s = 0; s < lookup.sources.size(); ++s) {
        source_at.emplace(lookup.sources[s], s);
    }
    // Links are sorted by source, so a source's links stand together.
    std::vector<std::size_t> first_link(lookup.sources.size() + 1, 0);
    for (const Lookup::Link& link : lookup.links) {
        ++first_link[link.source + 1];
    }
    std::partial_sum(first_link.begin(), first_link.end(), first_link.begin());

    Membership out;
    out.of_target.resize(lookup.targets.size());
    for (std::size_t a = 0; a < areas.codes.size(); ++a) {
        const auto found = source_at.find(areas.codes[a]);
        if (found == source_at.end()) {
            ++out.outside;
            if (out.not_in_lookup.size() < Diagnostics::max_examples) {
                out.not_in_lookup.push_back(areas.codes[a].str());
            }
            continue;
        }
        for (std::size_t l = first_link[found->second]; l < first_link[found->second + 1]; ++l) {
            out.of_target[lookup.links[l].target].push_back({a, lookup.links[l].share});
        }
    }
    return out;
}

std::string of(std::size_t part, std::size_t whole) {
    return grouped_text(part) + " of " + grouped_text(whole);
}

void check_population(const SmallAreas& areas) {
    for (std::size_t a = 0; a < areas.codes.size(); ++a) {
        if (areas.population_status[a] == Status::ok &&
            !(areas.population[a] >= 0 && std::isfinite(areas.population[a]))) {
            throw InputError("E-SUMMARISE-01",
                             "the population of " + areas.codes[a].str() + " is " +
                                 shortest_text(areas.population[a]),
                             "a number of people, 0 or more",
                             "name the column of people with --population");
        }
    }
}

// The mean inverted rank of the most deprived areas that hold a tenth of the people.
double local_concentration(const SmallAreas& areas, std::vector<Member> members, double people) {
    std::stable_sort(members.begin(), members.end(), [&](const Member& a, const Member& b) {
        return areas.ranks[a.area] < areas.ranks[b.area];
    });
    const double wanted = 0.1 * people;
    double taken = 0;
    double sum = 0;
    for (const Member& member : members) {
        const double part = std::min(areas.population[member.area] * member.share, wanted - taken);
        if (!(part > 0)) {
            if (taken > 0 && taken >= wanted) {
                break;
            }
            continue;  // Nobody lives there.
        }
        sum += part * (static_cast<double>(areas.ranked) - areas.ranks[member.area] + 1);
        taken += part;
    }
    return sum / taken;
}

struct Sums {
    double areas = 0;
    double people = 0;
    std::array<double, summary_measure_count> measures{};
};

Sums sums_of(const SmallAreas& areas, const std::vector<Member>& members) {
    Sums sums;
    double score = 0;
    double rank = 0;
    double extent = 0;
    double worst = 0;
    for (const Member& member : members) {
        const std::size_t a = member.area;
        const double people = areas.population[a] * member.share;
        sums.areas += member.share;
        sums.people += people;
        score += people * areas.scores[a];
        rank += people * (static_cast<double>(areas.ranked) - areas.ranks[a] + 1);
        extent += people * extent_weight(areas.ranks[a], areas.ranked);
        const bool tenth =
            kernels::quantile_of_rank(areas.ranks[a], areas.ranked, 10, DecileRule::ceil) == 1;
        worst += tenth ? member.share : 0;
    }
    if (sums.people > 0) {
        sums.measures = {score / sums.people, rank / sums.people, worst / sums.areas,
                         extent / sums.people, local_concentration(areas, members, sums.people)};
    }
    return sums;
}

}  // namespace

std::string_view to_string(SummaryMeasure measure) noexcept {
    constexpr std::array<std::string_view, summary_measure_count> words{
        "average_score", "average_rank", "proportion", "extent", "local_concentration"};
    return words[static_cast<std::size_t>(measure)];
}

double extent_weight(double rank, std::size_t ranked) noexcept {
    const double percentile = std::ceil(100 * rank / static_cast<double>(ranked));
    if (percentile <= 10) {
        return 1;
    }
    return percentile <= 30 ? 0.95 - 0.9 / 19 * (percentile - 11) : 0;
}

Summary summarise(const Lookup& lookup, const SmallAreas& areas, double minimum_share) {
    if (!(minimum_share > 0) || minimum_share > 1) {
        throw ConfigError("E-SUMMARISE-03",
                          "the least share of areas is " + fixed_text(minimum_share, 3),
                          "a share above 0 and up to 1");
    }
    check_population(areas);
    const Membership members = membership(lookup, areas);
    if (members.outside == areas.codes.size()) {
        throw InputError("E-SUMMARISE-02",
                         "none of the " + grouped_text(areas.codes.size()) +
                             " areas is in the look-up (it has " + lookup.from.label() + ")",
                         "a look-up from the areas' own geography",
                         "give the look-up of that geography and vintage with --lookup",
                         {lookup.name, 0, 0});
    }

    std::vector<std::size_t> order(lookup.targets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return lookup.targets[a] < lookup.targets[b]; });

    Summary out;
    std::size_t left_out = 0;
    std::vector<std::string> left_out_examples;
    for (const std::size_t target : order) {
        std::vector<Member> present;
        double all = 0;
        double there = 0;
        Status first_absent = Status::ok;
        for (const Member& member : members.of_target[target]) {
            const Status status = areas.status[member.area] != Status::ok
                                      ? areas.status[member.area]
                                      : areas.population_status[member.area];
            all += member.share;
            if (status == Status::ok) {
                there += member.share;
                present.push_back(member);
            } else if (first_absent == Status::ok) {
                first_absent = status;
            }
        }
        const bool complete = first_absent == Status::ok;
        Status status = all == 0 ? Status::no_row : Status::ok;
        if (!complete && (present.empty() || there < minimum_share * all)) {
            status = present.empty() || minimum_share == 1 ? first_absent : Status::below_minimum;
        }
        Sums sums;
        if (status == Status::ok) {
            sums = sums_of(areas, present);
            status = sums.people > 0 ? Status::ok : Status::not_applicable;
        }
        const std::string& name = lookup.target_names[target];
        if (!complete && !present.empty()) {
            ++left_out;
            if (left_out_examples.size() < Diagnostics::max_examples) {
                left_out_examples.push_back(lookup.targets[target].str() + " " + name);
            }
        }
        out.codes.push_back(lookup.targets[target]);
        out.names.push_back(name);
        out.status.push_back(status);
        out.areas.push_back(sums.areas);
        out.population.push_back(sums.people);
        for (std::size_t m = 0; m < summary_measure_count; ++m) {
            out.measures[m].values.push_back(sums.measures[m]);
        }
    }
    for (MeasuredColumn& column : out.measures) {
        column.ranks = kernels::rank_descending(column.values, out.status, TieRule::min);
    }

    if (members.outside != 0) {
        out.findings.warn("W-SUMMARISE-01",
                          "not in the look-up, and counted nowhere: " +
                              of(members.outside, areas.codes.size()) + " small areas",
                          members.outside, members.not_in_lookup);
    }
    if (left_out != 0) {
        out.findings.warn("W-SUMMARISE-02",
                          "small areas without a score or without people lie in " +
                              of(left_out, out.size()) + " areas",
                          left_out, left_out_examples);
    }
    return out;
}

}  // namespace levelin
