#pragma once

#include <cstdint>
#include <levelin/core/status.hpp>
#include <levelin/score/score.hpp>
#include <levelin/target/selection.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// Areas that one area is compared with: "nation" "England", "region" "North West".
struct PeerGroup {
    std::string kind;
    std::string name;
    std::vector<std::uint32_t> areas;  ///< By position; itself among them or not.
};

/// One part of an area beside the areas of a group that have a score.
struct PartStanding {
    std::size_t areas = 0;  ///< Of the group, with a score and this part.
    double median = 0;      ///< Of their contributions.
    double difference = 0;  ///< The area's contribution less that.
    double worse_than = 0;  ///< Share of the other areas whose value is lower, [0, 1].
};

/// One part of an area's score.
struct PartCard {
    std::string id;
    std::string title;
    double weight = 0;
    bool leaf = false;
    std::size_t depth = 1;
    double value = 0;  ///< After normalisation; higher is worse.
    Status status = Status::ok;
    double contribution = 0;             ///< To the score; 0 where the area has none.
    std::vector<PartStanding> standing;  ///< One a group.
};

/// What an area's score is made of.
///
/// Invariant: of an area with a score the contributions of the parts of depth 1 add up to it within
/// 1e-9 of its size, and those of a node's children to the node's.
struct AreaCard {
    double score = 0;
    double rank = 0;
    std::int64_t decile = 0;
    Status status = Status::ok;
    std::vector<PartCard> parts;  ///< In the order of the tree, parents before their children.

    /// The parts of depth 1 that the area has, by `difference` from the median of a group: those
    /// that push its score up most first. @param group  which of the groups.
    [[nodiscard]] std::vector<std::size_t> by_difference(std::size_t group) const;
};

/// The card of an area.
/// Cost: O(parts * areas of the groups).
[[nodiscard]] AreaCard area_card(const ScoredIndex& scored, std::size_t area,
                                 std::span<const PeerGroup> groups);

/// The neighbours of an area that got the other answer, in the order of the graph.
[[nodiscard]] std::vector<std::uint32_t> other_answers(const NeighbourGraph& graph,
                                                       const Selection& selection,
                                                       std::size_t area);

}  // namespace levelin
