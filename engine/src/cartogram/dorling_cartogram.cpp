#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/cartogram/dorling_cartogram.hpp>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/core/error.hpp>
#include <levelin/topology/neighbours.hpp>
#include <numbers>

#include "circle_packing.hpp"
#include "measure.hpp"

namespace levelin {

namespace {

using namespace cartogram_parts;

void check(const DorlingOptions& options) {
    const auto within = [](double x, double low, double high) { return x >= low && x <= high; };
    if (!within(options.fill, 0.05, 1) || options.steps < 1 || !within(options.sides, 12, 720) ||
        !within(options.gap, 0, 1) || !within(options.strait, options.gap, 100)) {
        throw UsageError(
            "E-CARTOGRAM-01", "options of a cartogram of circles are out of range",
            "a fill of 0.05 to 1, 1 step or more, 12 to 720 sides, a gap of 0 to 1 and "
            "straits as wide or wider");
    }
}

/// The circumradius of a polygon as large as a circle would be.
double corner_radius(double area_m2, int sides) {
    const double turn = 2 * std::numbers::pi / sides;
    return std::sqrt(2 * area_m2 / (sides * std::sin(turn)));
}

void add_circle(BoundarySet& set, Point centre, double radius, int sides) {
    const std::size_t first = set.points.size();
    for (int k = 0; k < sides; ++k) {
        const double angle = 2 * std::numbers::pi * k / sides;
        set.points.push_back(
            {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    const Point start = set.points[first];
    set.points.push_back(start);
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
}

}  // namespace

Cartogram dorling_cartogram(const Coverage& map, const NumberColumn& values,
                            const DorlingOptions& options) {
    check(options);
    const Topology& topology = map.topology();
    FlowOptions flowing;
    flowing.goal = 0.1;  // Circles start from it; they are sized by the values themselves.
    flowing.threads = options.threads;
    flowing.progress = options.progress;
    const Cartogram flow = flow_cartogram(map, values, flowing);
    const std::vector<Point> centroids =
        area_centroids(to_boundaries(topology, options.threads), options.threads);
    const NeighbourGraph neighbours = rook_neighbours(topology, BorderWeight::length);

    Cartogram out;
    for (const Finding& finding : flow.diagnostics.findings()) {
        if (finding.code != "W-CARTOGRAM-03" && finding.code != "N-CARTOGRAM-01") {
            out.diagnostics.add(finding);
        }
    }
    out.rounds = flow.rounds;
    // Areas that have a shape, with their places among all.
    const std::vector<std::uint32_t> land = components(neighbours);
    std::vector<std::uint32_t> areas;
    std::vector<std::uint32_t> place(topology.size(), no_area);
    CirclePacking packing;
    for (std::uint32_t a = 0; a < topology.size(); ++a) {
        out.goals_m2.push_back(options.fill * flow.goals_m2[a]);
        if (out.goals_m2[a] > 0) {
            place[a] = static_cast<std::uint32_t>(areas.size());
            areas.push_back(a);
            packing.places.push_back(flow.centres[a]);
            packing.centroids.push_back(centroids[a]);
            packing.radii.push_back(corner_radius(out.goals_m2[a], options.sides));
            packing.landmass.push_back(land[a]);
        }
    }
    std::vector<NeighbourLink> links;
    for (const std::uint32_t a : areas) {
        for (std::size_t k = 0; k < neighbours.neighbours_of(a).size(); ++k) {
            links.push_back(
                {place[a], place[neighbours.neighbours_of(a)[k]], neighbours.weights_of(a)[k]});
        }
    }
    packing.neighbours = make_graph(areas.size(), links);
    double mean_radius = 0;
    for (const double radius : packing.radii) {
        mean_radius += radius / static_cast<double>(areas.size());
    }
    packing.gap = options.gap * mean_radius;
    packing.strait = options.strait * mean_radius;
    packing.steps = options.steps;
    if (options.progress != nullptr) {
        options.progress->update("packing circles", -1.0);
    }
    const std::vector<Point> centres = pack(packing);

    out.boundaries.codes = topology.codes;
    out.boundaries.names = topology.names;
    for (const std::uint32_t at : place) {
        if (at != no_area) {
            add_circle(out.boundaries, centres[at], packing.radii[at], options.sides);
        }
        out.boundaries.area_begin.push_back(
            static_cast<std::uint32_t>(out.boundaries.polygon_begin.size() - 1));
    }
    constexpr double touching = 0.25;  // Of the smaller radius.
    std::vector<BorderPair> touch;
    const std::vector<BorderPair> borders = pairs_of(neighbours);
    for (const auto& [a, b] : borders) {
        const std::uint32_t p = place[a];
        const std::uint32_t q = place[b];
        const double apart = std::hypot(centres[p].x - centres[q].x, centres[p].y - centres[q].y);
        const double smaller = std::min(packing.radii[p], packing.radii[q]);
        if (apart - packing.radii[p] - packing.radii[q] <= touching * smaller) {
            touch.emplace_back(a, b);
        }
    }
    measure(out, centroids, borders, touch);
    return out;
}

}  // namespace levelin
