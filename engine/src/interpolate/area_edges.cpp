#include "area_edges.hpp"

#include <cmath>
#include <levelin/core/parallel.hpp>
#include <numeric>

namespace levelin::interpolate_detail {

namespace {

constexpr std::size_t area_block = 256;
constexpr std::size_t edges_per_stripe = 4;
constexpr std::uint32_t most_stripes = 1U << 20U;

}  // namespace

AreaEdges::AreaEdges(const BoundarySet& set, std::size_t few_edges, unsigned threads)
    : m_set(set),
      m_boxes(set.size()),
      m_areas_m2(set.size()),
      m_turned(set.ring_count()),
      m_stripes(set.size()) {
    parallel_blocks(set.size(), area_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            m_boxes[a] = bounding_box(set.points_of_area(a));
            m_areas_m2[a] = area_of(set, a);
            for (std::uint32_t p = set.area_begin[a]; p < set.area_begin[a + 1]; ++p) {
                const std::uint32_t outer = set.polygon_begin[p];
                for (std::uint32_t r = outer; r < set.polygon_begin[p + 1]; ++r) {
                    const double area = signed_area(set.ring(r));
                    m_turned[r] = (r == outer ? area < 0 : area > 0) ? 1 : 0;
                }
            }
            if (set.points_of_area(a).size() > few_edges) {
                m_stripes[a] = make_stripes(a);
            }
        }
    });
}

std::unique_ptr<AreaEdges::Stripes> AreaEdges::make_stripes(std::size_t area) const {
    const auto [first_ring, last_ring] = m_set.rings_of_area(area);
    const std::size_t edges = m_set.points_of_area(area).size() - (last_ring - first_ring);
    auto out = std::make_unique<Stripes>();
    const Box& box = m_boxes[area];
    out->min_y = box.min_y;
    auto count = static_cast<std::uint32_t>(
        std::min<std::size_t>(edges / edges_per_stripe + 1, most_stripes));
    const auto each_edge = [&, first = first_ring, last = last_ring](const auto& use) {
        for (std::uint32_t r = first; r < last; ++r) {
            for (std::uint32_t i = m_set.ring_begin[r]; i + 1 < m_set.ring_begin[r + 1]; ++i) {
                const Point a = m_set.points[i];
                const Point b = m_set.points[i + 1];
                use(r, i, a, b, out->of(std::min(a.y, b.y)), out->of(std::max(a.y, b.y)));
            }
        }
    };
    // Edges that are long against the stripes would stand in many: fewer stripes then.
    std::vector<std::uint32_t> sizes;
    for (;; count = count / 2) {
        const double height = box.max_y - box.min_y;
        if (!(height > 0)) {
            count = 1;
        }
        out->per_metre = count > 1 ? static_cast<double>(count) / height : 0;
        out->widest.assign(count, 0);
        sizes.assign(count + 1, 0);
        std::size_t total = 0;
        each_edge([&](std::uint32_t, std::uint32_t, Point, Point, std::uint32_t lowest,
                      std::uint32_t highest) {
            total += highest - lowest + 1;
            if (total <= 3 * edges) {
                for (std::uint32_t s = lowest; s <= highest; ++s) {
                    ++sizes[s + 1];
                }
            }
        });
        if (count == 1 || total <= 3 * edges) {
            break;
        }
    }
    std::partial_sum(sizes.begin(), sizes.end(), sizes.begin());
    out->begin = sizes;
    out->entries.resize(sizes.back());
    each_edge([&](std::uint32_t r, std::uint32_t i, Point a, Point b, std::uint32_t lowest,
                  std::uint32_t highest) {
        const Entry entry{std::min(a.x, b.x), i, lowest << 1U | m_turned[r]};
        // A little wider than it is, so that no rounding passes over an edge.
        const double width = std::abs(a.x - b.x) + 0x1p-40 * (std::abs(a.x) + std::abs(b.x));
        for (std::uint32_t s = lowest; s <= highest; ++s) {
            out->entries[sizes[s]++] = entry;
            out->widest[s] = std::max(out->widest[s], width);
        }
    });
    for (std::uint32_t s = 0; s < count; ++s) {
        std::sort(out->entries.begin() + out->begin[s], out->entries.begin() + out->begin[s + 1],
                  [](const Entry& l, const Entry& r) {
                      return l.min_x != r.min_x ? l.min_x < r.min_x : l.point < r.point;
                  });
    }
    return out;
}

}  // namespace levelin::interpolate_detail
