#include <algorithm>
#include <levelin/explain/standing.hpp>
#include <numeric>

namespace levelin {

namespace {

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

PartStanding standing_of(const ScoredIndex& scored, const ScoredPart& part, std::size_t area,
                         const PeerGroup& group) {
    PartStanding out;
    std::vector<double> contributions;
    std::size_t others = 0;
    std::size_t lower = 0;
    for (const std::uint32_t peer : group.areas) {
        if (scored.status[peer] != Status::ok || part.status[peer] != Status::ok) {
            continue;
        }
        contributions.push_back(part.contributions[peer]);
        if (peer != area) {
            ++others;
            lower += part.values[peer] < part.values[area] ? 1 : 0;
        }
    }
    out.areas = contributions.size();
    if (contributions.empty()) {
        return out;
    }
    out.median = median_of(std::move(contributions));
    out.difference = part.contributions[area] - out.median;
    out.worse_than = others == 0 ? 0 : static_cast<double>(lower) / static_cast<double>(others);
    return out;
}

}  // namespace

std::vector<std::size_t> AreaCard::by_difference(std::size_t group) const {
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        if (parts[p].depth == 1 && parts[p].status == Status::ok && status == Status::ok) {
            order.push_back(p);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return parts[a].standing[group].difference > parts[b].standing[group].difference;
    });
    return order;
}

AreaCard area_card(const ScoredIndex& scored, std::size_t area, std::span<const PeerGroup> groups) {
    AreaCard card;
    card.status = scored.status[area];
    card.score = scored.scores[area];
    card.rank = scored.ranks[area];
    card.decile = scored.deciles[area];
    for (const ScoredPart& part : scored.parts) {
        PartCard out{part.id,
                     part.title,
                     part.weight,
                     part.leaf,
                     part.depth,
                     part.values[area],
                     part.status[area],
                     card.status == Status::ok ? part.contributions[area] : 0,
                     {}};
        for (const PeerGroup& group : groups) {
            out.standing.push_back(part.status[area] == Status::ok && card.status == Status::ok
                                       ? standing_of(scored, part, area, group)
                                       : PartStanding{});
        }
        card.parts.push_back(std::move(out));
    }
    return card;
}

std::vector<std::uint32_t> other_answers(const NeighbourGraph& graph, const Selection& selection,
                                         std::size_t area) {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t near : graph.neighbours_of(area)) {
        if (selection.has(near) != selection.has(area)) {
            out.push_back(near);
        }
    }
    return out;
}

}  // namespace levelin
