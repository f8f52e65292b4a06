#include <levelin/topology/neighbours.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace levelin {

namespace {

void add_both(std::vector<NeighbourLink>& links, std::uint32_t a, std::uint32_t b, double weight) {
    links.push_back({a, b, weight});
    links.push_back({b, a, weight});
}

double arc_length(const Topology& topology, std::size_t k) {
    const auto points = topology.arc(k);
    double cells = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        cells += std::hypot(static_cast<double>(points[i].x) - points[i - 1].x,
                            static_cast<double>(points[i].y) - points[i - 1].y);
    }
    return cells * topology.grid.cell();
}

void add_border_links(const Topology& topology, const std::vector<ArcSides>& sides,
                      BorderWeight weight, std::vector<NeighbourLink>& links) {
    for (std::size_t k = 0; k < sides.size(); ++k) {
        const auto [left, right] = sides[k];
        if (left != no_area && right != no_area && left != right) {
            add_both(links, left, right,
                     weight == BorderWeight::length ? arc_length(topology, k) : 1.0);
        }
    }
}

// Links of weight 0 between all areas that have an arc to a node. Where three arcs meet, or fewer,
// any two of the areas between them have one of the arcs in common: only nodes of four arcs and
// more can add neighbours.
void add_node_links(const Topology& topology, const std::vector<ArcSides>& sides,
                    std::vector<NeighbourLink>& links) {
    struct End {
        std::uint64_t node = 0;
        std::uint32_t arc = 0;
        auto operator<=>(const End&) const = default;
    };
    const auto node_of = [](GridPoint p) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.x)) << 32U |
               static_cast<std::uint32_t>(p.y);
    };
    std::vector<End> ends;
    ends.reserve(2 * sides.size());
    for (std::uint32_t k = 0; k < sides.size(); ++k) {
        const auto points = topology.arc(k);
        ends.push_back({node_of(points.front()), k});
        ends.push_back({node_of(points.back()), k});
    }
    std::sort(ends.begin(), ends.end());
    constexpr std::size_t fewest = 4;
    std::vector<std::uint32_t> areas;
    for (std::size_t first = 0; first < ends.size();) {
        std::size_t last = first;
        while (last < ends.size() && ends[last].node == ends[first].node) {
            ++last;
        }
        areas.clear();
        for (std::size_t i = first; last - first >= fewest && i < last; ++i) {
            for (const std::uint32_t area : {sides[ends[i].arc].left, sides[ends[i].arc].right}) {
                if (area != no_area) {
                    areas.push_back(area);
                }
            }
        }
        std::sort(areas.begin(), areas.end());
        areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
        for (std::size_t i = 0; i < areas.size(); ++i) {
            for (std::size_t j = i + 1; j < areas.size(); ++j) {
                add_both(links, areas[i], areas[j], 0);
            }
        }
        first = last;
    }
}

NeighbourGraph weighted(std::size_t areas, const std::vector<NeighbourLink>& links,
                        BorderWeight weight) {
    NeighbourGraph graph = make_graph(areas, links);
    if (weight == BorderWeight::one) {
        std::fill(graph.weight.begin(), graph.weight.end(), 1.0);
    }
    return graph;
}

}  // namespace

std::string_view to_string(Contiguity contiguity) noexcept {
    return contiguity == Contiguity::rook ? "rook" : "queen";
}

NeighbourGraph rook_neighbours(const Topology& topology, BorderWeight weight) {
    std::vector<NeighbourLink> links;
    add_border_links(topology, arc_sides(topology), weight, links);
    return weighted(topology.size(), links, weight);
}

NeighbourGraph queen_neighbours(const Topology& topology, BorderWeight weight) {
    const std::vector<ArcSides> sides = arc_sides(topology);
    std::vector<NeighbourLink> links;
    add_border_links(topology, sides, weight, links);
    add_node_links(topology, sides, links);
    return weighted(topology.size(), links, weight);
}

NeighbourGraph edge_neighbours(const BoundarySet& boundaries) {
    using Edge = std::array<double, 4>;
    std::vector<std::pair<Edge, std::uint32_t>> edges;
    edges.reserve(boundaries.points.size());
    for (std::uint32_t area = 0; area < boundaries.size(); ++area) {
        const auto [first, last] = boundaries.rings_of_area(area);
        for (std::uint32_t r = first; r < last; ++r) {
            const auto ring = boundaries.ring(r);
            for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                const std::array one{ring[k].x, ring[k].y};
                const std::array other{ring[k + 1].x, ring[k + 1].y};
                const auto& [low, high] = std::minmax(one, other);
                edges.push_back({{low[0], low[1], high[0], high[1]}, area});
            }
        }
    }
    std::sort(edges.begin(), edges.end());
    std::vector<BorderPair> pairs;
    for (std::size_t first = 0; first < edges.size();) {
        std::size_t last = first + 1;
        while (last < edges.size() && edges[last].first == edges[first].first) {
            for (std::size_t i = first; i < last; ++i) {
                if (edges[i].second != edges[last].second) {
                    pairs.emplace_back(edges[i].second, edges[last].second);
                }
            }
            ++last;
        }
        first = last;
    }
    return make_graph(boundaries.size(), pairs);
}

}  // namespace levelin
