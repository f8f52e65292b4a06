#include <levelin/topology/neighbours.hpp>

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <levelin/core/parallel.hpp>
#include <limits>
#include <stdexcept>

namespace levelin {

namespace {

namespace index = boost::geometry::index;
using TreePoint = boost::geometry::model::point<double, 2, boost::geometry::cs::cartesian>;
using TreeBox = boost::geometry::model::box<TreePoint>;
using Entry = std::pair<TreePoint, std::uint32_t>;

constexpr std::size_t block = 512;

struct Near {
    double squared = 0;  // The same bits from either end: a difference only changes its sign.
    std::uint32_t place = 0;
    auto operator<=>(const Near&) const = default;
};

double squared_distance(Point a, Point b) {
    const double dx = a.x - b.x;
    const double dy = a.y - b.y;
    return dx * dx + dy * dy;
}

// An R-tree over places, packed when it is made (Boost.Geometry; Leutenegger et al., "STR: A Simple
// and Efficient Algorithm for R-tree Packing", 1997).
class PlaceTree {
  public:
    explicit PlaceTree(std::span<const Point> places)
        : m_places(places), m_tree(entries_of(places)) {}

    [[nodiscard]] bool has(std::size_t a) const { return is_place(m_places[a]); }

    // The places within a distance whose square is given, itself left out; by position.
    [[nodiscard]] std::vector<Near> within(std::size_t a, double distance, double squared) const {
        const Point p = m_places[a];
        // The box is a little wider than the circle, since its edges are rounded.
        const double reach = distance * (1 + 1e-9) + std::abs(p.x) * 1e-15 + std::abs(p.y) * 1e-15;
        const TreeBox box{{p.x - reach, p.y - reach}, {p.x + reach, p.y + reach}};
        std::vector<Near> found;
        for (auto it = m_tree.qbegin(index::intersects(box)); it != m_tree.qend(); ++it) {
            const double d = squared_distance(p, m_places[it->second]);
            if (it->second != a && d <= squared) {
                found.push_back({d, it->second});
            }
        }
        std::sort(found.begin(), found.end(),
                  [](const Near& one, const Near& other) { return one.place < other.place; });
        return found;
    }

    // The nearest `count`, the lower position first among equals; by position.
    [[nodiscard]] std::vector<Near> nearest(std::size_t a, std::size_t count) const {
        const Point p = m_places[a];
        // Which of several equally far ones the tree gives is left to it, so it is only asked how
        // far the last lies (one more than `count`: the place itself is among them).
        std::vector<Entry> some;
        m_tree.query(index::nearest(TreePoint{p.x, p.y}, static_cast<unsigned>(count) + 1),
                     std::back_inserter(some));
        double farthest = 0;
        for (const Entry& entry : some) {
            farthest = std::max(farthest, squared_distance(p, m_places[entry.second]));
        }
        std::vector<Near> found = within(a, std::sqrt(farthest), farthest);
        std::sort(found.begin(), found.end());
        found.resize(std::min(found.size(), count));
        std::sort(found.begin(), found.end(),
                  [](const Near& one, const Near& other) { return one.place < other.place; });
        return found;
    }

  private:
    static bool is_place(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }
    static std::vector<Entry> entries_of(std::span<const Point> places) {
        std::vector<Entry> entries;
        entries.reserve(places.size());
        for (std::size_t a = 0; a < places.size(); ++a) {
            if (is_place(places[a])) {
                entries.emplace_back(TreePoint{places[a].x, places[a].y},
                                     static_cast<std::uint32_t>(a));
            }
        }
        return entries;
    }

    std::span<const Point> m_places;
    index::rtree<Entry, index::linear<16>> m_tree;
};

template <class Find>
NeighbourGraph graph_of(std::span<const Point> places, PlaceWeight weight, unsigned threads,
                        const PlaceTree& tree, Find find) {
    std::vector<std::vector<Near>> rows(places.size());
    parallel_blocks(places.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            if (tree.has(a)) {
                rows[a] = find(a);
            }
        }
    });
    NeighbourGraph graph;
    for (const auto& row : rows) {
        for (const Near& near : row) {
            graph.neighbour.push_back(near.place);
            graph.weight.push_back(weight == PlaceWeight::distance ? std::sqrt(near.squared) : 1.0);
        }
        graph.begin.push_back(graph.neighbour.size());
    }
    return graph;
}

}  // namespace

NeighbourGraph neighbours_within(std::span<const Point> places, double distance, PlaceWeight weight,
                                 unsigned threads) {
    if (!(distance >= 0) || !std::isfinite(distance)) {
        throw std::invalid_argument("a distance of 0 or more");
    }
    const PlaceTree tree(places);
    return graph_of(places, weight, threads, tree,
                    [&](std::size_t a) { return tree.within(a, distance, distance * distance); });
}

NeighbourGraph nearest_neighbours(std::span<const Point> places, unsigned count, PlaceWeight weight,
                                  unsigned threads) {
    if (count == 0) {
        throw std::invalid_argument("a count of 1 or more");
    }
    const PlaceTree tree(places);
    const std::size_t most = std::min<std::size_t>(count, places.size());
    return graph_of(places, weight, threads, tree,
                    [&](std::size_t a) { return tree.nearest(a, most); });
}

double least_joining_distance(std::span<const Point> places, unsigned threads) {
    const NeighbourGraph nearest = nearest_neighbours(places, 1, PlaceWeight::distance, threads);
    if (nearest.weight.empty()) {
        return 0;
    }
    // One step up: a root that was rounded down would square to less than it came from.
    const double farthest = *std::max_element(nearest.weight.begin(), nearest.weight.end());
    return std::nextafter(farthest, std::numeric_limits<double>::infinity());
}

}  // namespace levelin
