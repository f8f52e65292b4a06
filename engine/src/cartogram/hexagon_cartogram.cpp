#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/cartogram/hexagon_cartogram.hpp>
#include <levelin/cartogram/hexagon_map.hpp>
#include <levelin/cartogram/hexagon_map_targets.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/topology/neighbours.hpp>
#include <numbers>

#include "measure.hpp"

namespace levelin {

namespace {

using namespace cartogram_parts;

constexpr std::size_t most_hexagons = 1'000;

void check(const Topology& topology, const std::vector<std::uint32_t>& groups) {
    if (!groups.empty() && groups.size() != topology.size()) {
        throw UsageError("E-CARTOGRAM-01", "groups and areas differ in number",
                         "a group for each area, or none at all");
    }
    if (topology.size() > most_hexagons) {
        throw InputError("E-CARTOGRAM-04",
                         grouped_text(topology.size()) + " areas are too many for hexagons",
                         "at most " + grouped_text(most_hexagons) + " areas",
                         "make it of larger areas (levelin summarise) or of one region, or take "
                         "--kind flow");
    }
}

/// Areas that have a shape, and where they stand among all.
struct Present {
    std::vector<std::uint32_t> areas;
    std::vector<std::uint32_t> place;  ///< Of each area among them; `no_area` where it is not.
    std::vector<BorderPair> borders;   ///< Between them.
    std::vector<std::uint32_t> landmass;
    std::vector<Point> centroids;
};

Present present(const Topology& topology, const std::vector<Point>& centroids,
                const NeighbourGraph& neighbours) {
    Present out;
    const std::vector<std::uint32_t> land = components(neighbours);
    for (std::uint32_t a = 0; a < topology.size(); ++a) {
        const bool shape = topology.area_begin[a] < topology.area_begin[a + 1];
        out.place.push_back(shape ? static_cast<std::uint32_t>(out.areas.size()) : no_area);
        if (shape) {
            out.areas.push_back(a);
            out.landmass.push_back(land[a]);
            out.centroids.push_back(centroids[a]);
        }
    }
    for (const auto& [a, b] : pairs_of(neighbours)) {
        out.borders.emplace_back(out.place[a], out.place[b]);
    }
    return out;
}

/// The hexagons in the order of all areas; none for those without a shape.
BoundarySet in_place(const Topology& topology, const Present& there, const BoundarySet& hexagons) {
    BoundarySet out;
    out.codes = topology.codes;
    out.names = topology.names;
    for (const std::uint32_t place : there.place) {
        if (place != no_area) {
            const auto ring = hexagons.points_of_area(place);
            out.points.insert(out.points.end(), ring.begin(), ring.end());
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
            out.polygon_begin.push_back(static_cast<std::uint32_t>(out.ring_begin.size() - 1));
        }
        out.area_begin.push_back(static_cast<std::uint32_t>(out.polygon_begin.size() - 1));
    }
    return out;
}

void note_faults(const HexagonMap& map, Diagnostics& diagnostics) {
    std::string text;
    const auto add = [&](int count, const char* one, const char* many) {
        if (count > 0) {
            text += (text.empty() ? "" : ", ") + std::to_string(count) + (count == 1 ? one : many);
        }
    };
    add(map.torn_groups, " piece of a group lies apart from the rest of it",
        " pieces of groups lie apart from the rest of theirs");
    add(map.closed_straits, " pair of hexagons of different landmasses touches",
        " pairs of hexagons of different landmasses touch");
    add(map.lakes, " empty cell is shut in", " empty cells are shut in");
    if (!text.empty()) {
        diagnostics.warn(
            "W-CARTOGRAM-05", text,
            static_cast<std::uint64_t>(map.torn_groups + map.closed_straits + map.lakes));
    }
}

}  // namespace

Cartogram hexagon_cartogram(const Coverage& map, const std::vector<std::uint32_t>& groups,
                            const HexagonCartogramOptions& options) {
    const Topology& topology = map.topology();
    check(topology, groups);
    NumberColumn ones;
    for (std::size_t a = 0; a < topology.size(); ++a) {
        ones.push(1.0);
    }
    FlowOptions flowing;
    flowing.goal = 0.05;
    flowing.threads = options.threads;
    flowing.progress = options.progress;
    const Cartogram equal = flow_cartogram(map, ones, flowing);

    const std::vector<Point> centroids =
        area_centroids(to_boundaries(topology, options.threads), options.threads);
    const NeighbourGraph neighbours = rook_neighbours(topology);
    const Present there = present(topology, centroids, neighbours);
    HexagonMapOptions placing;
    placing.cell_area_m2 = equal.goals_m2[there.areas.front()];
    placing.phases = options.phases;
    placing.moves = options.moves;
    placing.seed = options.seed;
    placing.threads = options.threads;
    placing.keep_borders = options.keep_borders;
    TargetOptions relaxing;
    relaxing.spacing_m = std::sqrt(placing.cell_area_m2 * 2 / std::numbers::sqrt3);
    std::vector<Point> places;
    for (const std::uint32_t a : there.areas) {
        places.push_back(equal.centres[a]);
    }
    if (options.progress != nullptr) {
        options.progress->update("placing hexagons", -1.0);
    }
    const std::vector<Point> targets =
        hexagon_targets(places, there.centroids, there.borders, there.landmass, relaxing);
    std::vector<HexagonSite> sites;
    for (std::size_t s = 0; s < there.areas.size(); ++s) {
        const std::uint32_t a = there.areas[s];
        sites.push_back({topology.codes[a], topology.names[a], targets[s],
                         groups.empty() ? 0 : groups[a], there.landmass[s]});
    }
    const HexagonMap placed = hexagon_map(sites, there.borders, placing);

    Cartogram out;
    out.boundaries = in_place(topology, there, placed.boundaries);
    out.goals_m2 = equal.goals_m2;
    out.rounds = equal.rounds;
    if (const Finding* shapeless = equal.diagnostics.find("W-CARTOGRAM-04")) {
        out.diagnostics.add(*shapeless);
    }
    note_faults(placed, out.diagnostics);
    std::vector<BorderPair> touch;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        for (std::size_t t = s + 1; t < sites.size(); ++t) {
            if (touching(placed.cells[s], placed.cells[t])) {
                touch.emplace_back(there.areas[s], there.areas[t]);
            }
        }
    }
    measure(out, centroids, pairs_of(neighbours), touch);
    return out;
}

}  // namespace levelin
