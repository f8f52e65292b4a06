#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <numeric>
#include <stdexcept>

namespace levelin {

namespace {

void must_be_of_one_size(const NeighbourGraph& first, const NeighbourGraph& second) {
    if (first.size() != second.size()) {
        throw std::invalid_argument("two graphs of as many areas");
    }
}

// Appends a row that is sorted already.
void add_row(NeighbourGraph& graph, std::span<const std::uint32_t> neighbours,
             std::span<const double> weights) {
    graph.neighbour.insert(graph.neighbour.end(), neighbours.begin(), neighbours.end());
    graph.weight.insert(graph.weight.end(), weights.begin(), weights.end());
    graph.begin.push_back(graph.neighbour.size());
}

// The areas that `order` links reach from one, by steps; working memory for one thread.
class Reach {
  public:
    explicit Reach(const NeighbourGraph& graph) : m_graph(graph), m_seen_by(graph.size(), 0) {}

    std::vector<std::uint32_t> from(std::uint32_t area, unsigned order, bool lower) {
        std::vector<std::uint32_t> found;
        std::vector<std::uint32_t> edge{area};
        ++m_walk;
        m_seen_by[area] = m_walk;
        for (unsigned step = 1; step <= order && !edge.empty(); ++step) {
            std::vector<std::uint32_t> next;
            for (const std::uint32_t a : edge) {
                for (const std::uint32_t b : m_graph.neighbours_of(a)) {
                    if (m_seen_by[b] != m_walk) {
                        m_seen_by[b] = m_walk;
                        next.push_back(b);
                    }
                }
            }
            if (lower || step == order) {
                found.insert(found.end(), next.begin(), next.end());
            }
            edge = std::move(next);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

  private:
    const NeighbourGraph& m_graph;
    std::vector<std::uint32_t> m_seen_by;
    std::uint32_t m_walk = 0;
};

}  // namespace

NeighbourGraph make_graph(std::size_t areas, std::span<const NeighbourLink> links) {
    // A counting sort by row keeps the order of the links, so that sums have a fixed order.
    std::vector<std::uint64_t> begin(areas + 1, 0);
    for (const NeighbourLink& link : links) {
        if (link.from >= areas || link.to >= areas || !(link.weight >= 0) ||
            !std::isfinite(link.weight)) {
            throw std::invalid_argument("links between areas that are there, weights 0 or more");
        }
        begin[link.from + 1] += link.from != link.to ? 1 : 0;
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::pair<std::uint32_t, double>> cells(begin.back());
    std::vector<std::uint64_t> next(begin.begin(), begin.end() - 1);
    for (const NeighbourLink& link : links) {
        if (link.from != link.to) {
            cells[next[link.from]++] = {link.to, link.weight};
        }
    }
    NeighbourGraph graph;
    graph.begin.reserve(areas + 1);
    graph.neighbour.reserve(cells.size());
    graph.weight.reserve(cells.size());
    for (std::size_t a = 0; a < areas; ++a) {
        const auto first = cells.begin() + static_cast<std::ptrdiff_t>(begin[a]);
        const auto last = cells.begin() + static_cast<std::ptrdiff_t>(begin[a + 1]);
        std::stable_sort(first, last, [](const auto& one, const auto& other) {
            return one.first < other.first;
        });
        for (auto cell = first; cell != last; ++cell) {
            if (cell != first && cell->first == graph.neighbour.back()) {
                graph.weight.back() += cell->second;
            } else {
                graph.neighbour.push_back(cell->first);
                graph.weight.push_back(cell->second);
            }
        }
        graph.begin.push_back(graph.neighbour.size());
    }
    return graph;
}

NeighbourGraph make_graph(std::size_t areas, std::span<const BorderPair> pairs) {
    std::vector<NeighbourLink> links;
    links.reserve(2 * pairs.size());
    for (const auto& [a, b] : pairs) {
        links.push_back({a, b, 1});
        links.push_back({b, a, 1});
    }
    NeighbourGraph graph = make_graph(areas, links);
    std::fill(graph.weight.begin(), graph.weight.end(), 1.0);
    return graph;
}

std::vector<BorderPair> pairs_of(const NeighbourGraph& graph) {
    std::vector<BorderPair> pairs;
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        for (const std::uint32_t b : graph.neighbours_of(a)) {
            pairs.emplace_back(std::min(a, b), std::max(a, b));
        }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

NeighbourGraph transposed(const NeighbourGraph& graph) {
    NeighbourGraph out;
    out.begin.assign(graph.size() + 1, 0);
    for (const std::uint32_t b : graph.neighbour) {
        ++out.begin[b + 1];
    }
    std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
    out.neighbour.resize(graph.link_count());
    out.weight.resize(graph.link_count());
    std::vector<std::uint64_t> next(out.begin.begin(), out.begin.end() - 1);
    // Rows are walked in ascending order, and so the new rows ascend.
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        for (std::uint64_t i = graph.begin[a]; i < graph.begin[a + 1]; ++i) {
            const std::uint64_t at = next[graph.neighbour[i]]++;
            out.neighbour[at] = a;
            out.weight[at] = graph.weight[i];
        }
    }
    return out;
}

bool is_symmetric(const NeighbourGraph& graph) {
    return transposed(graph) == graph;
}

NeighbourGraph united(const NeighbourGraph& first, const NeighbourGraph& second) {
    must_be_of_one_size(first, second);
    NeighbourGraph out;
    for (std::size_t a = 0; a < first.size(); ++a) {
        std::uint64_t i = first.begin[a];
        std::uint64_t j = second.begin[a];
        while (i < first.begin[a + 1] || j < second.begin[a + 1]) {
            const bool left = j == second.begin[a + 1] ||
                              (i < first.begin[a + 1] && first.neighbour[i] <= second.neighbour[j]);
            if (left) {
                j += j < second.begin[a + 1] && second.neighbour[j] == first.neighbour[i] ? 1U : 0U;
                out.neighbour.push_back(first.neighbour[i]);
                out.weight.push_back(first.weight[i++]);
            } else {
                out.neighbour.push_back(second.neighbour[j]);
                out.weight.push_back(second.weight[j++]);
            }
        }
        out.begin.push_back(out.neighbour.size());
    }
    return out;
}

NeighbourGraph common(const NeighbourGraph& first, const NeighbourGraph& second) {
    must_be_of_one_size(first, second);
    NeighbourGraph out;
    for (std::size_t a = 0; a < first.size(); ++a) {
        const auto others = second.neighbours_of(a);
        for (std::uint64_t i = first.begin[a]; i < first.begin[a + 1]; ++i) {
            if (std::binary_search(others.begin(), others.end(), first.neighbour[i])) {
                out.neighbour.push_back(first.neighbour[i]);
                out.weight.push_back(first.weight[i]);
            }
        }
        out.begin.push_back(out.neighbour.size());
    }
    return out;
}

NeighbourGraph higher_order(const NeighbourGraph& graph, unsigned order, LowerOrders lower,
                            unsigned threads) {
    if (order == 0) {
        throw std::invalid_argument("an order of 1 or more");
    }
    constexpr std::size_t block = 4096;
    std::vector<std::vector<std::uint32_t>> rows(graph.size());
    parallel_blocks(graph.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        Reach reach(graph);
        for (std::size_t a = begin; a < end; ++a) {
            rows[a] = reach.from(static_cast<std::uint32_t>(a), order, lower == LowerOrders::with);
        }
    });
    NeighbourGraph out;
    for (const auto& row : rows) {
        add_row(out, row, std::vector<double>(row.size(), 1.0));
    }
    return out;
}

std::vector<std::uint32_t> components(const NeighbourGraph& graph) {
    std::vector<std::uint32_t> parent(graph.size());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&parent](std::uint32_t a) {
        while (parent[a] != a) {
            parent[a] = parent[parent[a]];
            a = parent[a];
        }
        return a;
    };
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        for (const std::uint32_t b : graph.neighbours_of(a)) {
            const std::uint32_t one = root(a);
            const std::uint32_t other = root(b);
            parent[std::max(one, other)] = std::min(one, other);  // The lowest stays the root.
        }
    }
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        parent[a] = root(a);
    }
    return parent;
}

std::size_t component_count(std::span<const std::uint32_t> components) {
    std::size_t count = 0;
    for (std::size_t a = 0; a < components.size(); ++a) {
        count += components[a] == a ? 1 : 0;
    }
    return count;
}

std::vector<std::uint32_t> islands(const NeighbourGraph& graph) {
    std::vector<bool> linked(graph.size(), false);
    for (const std::uint32_t b : graph.neighbour) {
        linked[b] = true;
    }
    std::vector<std::uint32_t> out;
    for (std::uint32_t a = 0; a < graph.size(); ++a) {
        if (!linked[a] && graph.neighbours_of(a).empty()) {
            out.push_back(a);
        }
    }
    return out;
}

}  // namespace levelin
