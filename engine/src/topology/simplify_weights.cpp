#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <levelin/core/parallel.hpp>

#include "simplify_parts.hpp"

namespace levelin::topology_detail {

namespace {

constexpr std::size_t weight_block = 256;

// The weight of b between a and c, in square cells.
double weight_of(GridPoint a, GridPoint b, GridPoint c) noexcept {
    constexpr double k = 0.7;
    const double ux = static_cast<double>(a.x) - b.x;
    const double uy = static_cast<double>(a.y) - b.y;
    const double vx = static_cast<double>(c.x) - b.x;
    const double vy = static_cast<double>(c.y) - b.y;
    const double area = 0.5 * std::abs(static_cast<double>(side_of_line(a, b, c)));
    const double lengths = std::sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy));
    const double cosine = lengths > 0 ? std::clamp((ux * vx + uy * vy) / lengths, -1.0, 1.0) : 0.0;
    return area * (1 - k * cosine);
}

// The inner points of one arc in a heap by weight. A heap of four children a node: half as deep as
// one of two, and the children of a node lie in one cache line.
class ArcHeap {
  public:
    void remove_all(std::span<const GridPoint> arc, float* weights) {
        const auto n = static_cast<std::uint32_t>(arc.size());
        weights[0] = end_weight;
        weights[n - 1] = end_weight;
        if (n == 2) {
            return;
        }
        fill(arc);
        float last = 0;
        while (!m_heap.empty()) {
            const Entry least = m_heap.front();
            pop();
            const float own = static_cast<float>(least.weight);
            // Strictly above the last: every level is then a state that removal goes through.
            last = std::max(own, next_above(last));
            weights[least.point] = last;
            const std::uint32_t b = m_before[least.point];
            const std::uint32_t d = m_after[least.point];
            m_after[b] = d;
            m_before[d] = b;
            if (b > 0) {
                update(b, weight_of(arc[m_before[b]], arc[b], arc[d]));
            }
            if (d < n - 1) {
                update(d, weight_of(arc[b], arc[d], arc[m_after[d]]));
            }
        }
    }

  private:
    struct Entry {
        double weight;
        std::uint32_t point;
        // Of equal weights the point that comes first along the arc goes first.
        [[nodiscard]] bool before(const Entry& other) const noexcept {
            return weight < other.weight || (weight == other.weight && point < other.point);
        }
    };

    static float next_above(float value) noexcept {
        return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) + 1);
    }

    void fill(std::span<const GridPoint> arc) {
        const auto n = static_cast<std::uint32_t>(arc.size());
        m_before.resize(n);
        m_after.resize(n);
        m_place.resize(n);
        m_heap.resize(n - 2);
        for (std::uint32_t i = 1; i + 1 < n; ++i) {
            m_heap[i - 1] = {weight_of(arc[i - 1], arc[i], arc[i + 1]), i};
            m_place[i] = i - 1;
            m_before[i] = i - 1;
            m_after[i] = i + 1;
        }
        for (std::size_t i = (m_heap.size() + 2) / 4; i-- > 0;) {
            sift_down(i, m_heap[i]);
        }
    }

    void put(std::size_t at, Entry entry) noexcept {
        m_heap[at] = entry;
        m_place[entry.point] = static_cast<std::uint32_t>(at);
    }

    void sift_down(std::size_t at, Entry entry) noexcept {
        const std::size_t size = m_heap.size();
        for (;;) {
            const std::size_t first = 4 * at + 1;
            if (first >= size) {
                break;
            }
            std::size_t best = first;
            const std::size_t end = std::min(first + 4, size);
            for (std::size_t child = first + 1; child < end; ++child) {
                best = m_heap[child].before(m_heap[best]) ? child : best;
            }
            if (!m_heap[best].before(entry)) {
                break;
            }
            put(at, m_heap[best]);
            at = best;
        }
        put(at, entry);
    }

    void sift_up(std::size_t at, Entry entry) noexcept {
        while (at > 0) {
            const std::size_t parent = (at - 1) / 4;
            if (!entry.before(m_heap[parent])) {
                break;
            }
            put(at, m_heap[parent]);
            at = parent;
        }
        put(at, entry);
    }

    void pop() noexcept {
        const Entry last = m_heap.back();
        m_heap.pop_back();
        if (!m_heap.empty()) {
            sift_down(0, last);
        }
    }

    void update(std::uint32_t point, double weight) noexcept {
        const std::size_t at = m_place[point];
        const Entry entry{weight, point};
        if (entry.before(m_heap[at])) {
            sift_up(at, entry);
        } else {
            sift_down(at, entry);
        }
    }

    std::vector<Entry> m_heap;
    std::vector<std::uint32_t> m_place;
    std::vector<std::uint32_t> m_before;
    std::vector<std::uint32_t> m_after;
};

// The place along a Hilbert curve of 2^16 by 2^16 cells (J. Skilling, 2004, in two dimensions).
std::uint32_t hilbert_place(std::uint32_t x, std::uint32_t y) noexcept {
    std::uint32_t place = 0;
    for (std::uint32_t side = 1U << 15U; side > 0; side >>= 1U) {
        const std::uint32_t right = (x & side) != 0 ? 1 : 0;
        const std::uint32_t upper = (y & side) != 0 ? 1 : 0;
        place = 4 * place + ((3 * right) ^ upper);
        if (upper == 0) {
            if (right == 1) {
                x = ~x;
                y = ~y;
            }
            std::swap(x, y);
        }
    }
    return place;
}

}  // namespace

std::vector<float> visvalingam_weights(const Topology& topology, unsigned threads) {
    std::vector<float> weights(topology.arc_points.size());
    parallel_blocks(
        topology.arc_count(), weight_block, threads, [&](std::size_t begin, std::size_t end) {
            ArcHeap heap;
            for (std::size_t k = begin; k < end; ++k) {
                heap.remove_all(topology.arc(k), weights.data() + topology.arc_begin[k]);
            }
        });
    return weights;
}

std::vector<std::uint32_t> hilbert_order(const Topology& topology) {
    const std::size_t arcs = topology.arc_count();
    // Twice the middle of each arc, from two of its points.
    const auto twice_middle = [&](std::size_t k) {
        const auto arc = topology.arc(k);
        const GridPoint p = arc.front();
        const GridPoint q = arc[arc.size() / 2];
        return std::pair{static_cast<std::uint32_t>(p.x) + static_cast<std::uint32_t>(q.x),
                         static_cast<std::uint32_t>(p.y) + static_cast<std::uint32_t>(q.y)};
    };
    std::uint32_t all = 0;
    for (std::size_t k = 0; k < arcs; ++k) {
        const auto [x, y] = twice_middle(k);
        all |= x | y;
    }
    const int shift = std::max(0, static_cast<int>(std::bit_width(all)) - 16);
    std::vector<std::uint64_t> places(arcs);
    for (std::size_t k = 0; k < arcs; ++k) {
        const auto [x, y] = twice_middle(k);
        places[k] = std::uint64_t{hilbert_place(x >> shift, y >> shift)} << 32U | k;
    }
    std::sort(places.begin(), places.end());
    std::vector<std::uint32_t> order(arcs);
    std::transform(places.begin(), places.end(), order.begin(),
                   [](std::uint64_t place) { return static_cast<std::uint32_t>(place); });
    return order;
}

std::uint64_t count_nodes(const Topology& topology) {
    constexpr std::uint64_t none = UINT64_MAX;
    const std::size_t arcs = topology.arc_count();
    const std::size_t size = std::bit_ceil(4 * arcs + 1);
    std::vector<std::uint64_t> table(size, none);
    std::uint64_t nodes = 0;
    const auto add = [&](GridPoint p) {
        const std::uint64_t key =
            std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32U | static_cast<std::uint32_t>(p.y);
        // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
        std::uint64_t at = (key * 0x9E3779B97F4A7C15ULL) >> 20U;
        for (;; ++at) {
            std::uint64_t& slot = table[at & (size - 1)];
            if (slot == key) {
                return;
            }
            if (slot == none) {
                slot = key;
                ++nodes;
                return;
            }
        }
    };
    for (std::size_t k = 0; k < arcs; ++k) {
        add(topology.arc(k).front());
        add(topology.arc(k).back());
    }
    return nodes;
}

}  // namespace levelin::topology_detail
