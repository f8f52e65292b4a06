#pragma once

#include <algorithm>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <vector>

namespace levelin::interpolate_detail {

/// Where the segment from the lower to the upper point meets the height y, between its ends. The
/// same bits whichever way round an area runs along it.
[[nodiscard]] inline double crossing_x(Point lower, Point upper, double y) noexcept {
    const double x = lower.x + (upper.x - lower.x) * ((y - lower.y) / (upper.y - lower.y));
    return std::clamp(x, std::min(lower.x, upper.x), std::max(lower.x, upper.x));
}

/// The edges of a layer, found area by area and window by window.
///
/// Edges are handed out so that the area lies to their left. Areas of many edges keep them in
/// horizontal stripes, sorted by their left end.
class AreaEdges {
  public:
    /// @param few_edges  areas of no more have no stripes: looking at each edge is faster.
    AreaEdges(const BoundarySet& set, std::size_t few_edges, unsigned threads);

    [[nodiscard]] const Box& box(std::size_t area) const noexcept { return m_boxes[area]; }
    /// In square metres; as `area_of`.
    [[nodiscard]] double area_m2(std::size_t area) const noexcept { return m_areas_m2[area]; }
    [[nodiscard]] const std::vector<double>& areas_m2() const noexcept { return m_areas_m2; }
    [[nodiscard]] const std::vector<Box>& boxes() const noexcept { return m_boxes; }

    /// Calls `use(a, b)` once for every edge that what lies in the window depends on: those that
    /// meet it, and those to the left of it that cross the height of its upper side. Others may
    /// come too. In an order that depends on the layer alone.
    template <typename Use>
    void visit(std::size_t area, const Box& window, Use&& use) const {
        if (const Stripes* stripes = m_stripes[area].get()) {
            visit_stripes(*stripes, window, use);
            return;
        }
        const auto [first, last] = m_set.rings_of_area(area);
        for (std::uint32_t r = first; r < last; ++r) {
            const auto ring = m_set.ring(r);
            const bool turned = m_turned[r] != 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                turned ? use(ring[i + 1], ring[i]) : use(ring[i], ring[i + 1]);
            }
        }
    }

  private:
    struct Entry {
        double min_x;
        std::uint32_t point;  // The edge runs from it to the next one.
        std::uint32_t first_stripe_and_turn;
    };
    struct Stripes {
        double min_y = 0;
        double per_metre = 0;
        std::vector<std::uint32_t> begin;
        std::vector<double> widest;  // The widest edge of each stripe.
        std::vector<Entry> entries;

        [[nodiscard]] std::uint32_t of(double y) const noexcept {
            const double at = (y - min_y) * per_metre;
            const double last = static_cast<double>(widest.size() - 1);
            return at > 0 ? static_cast<std::uint32_t>(std::min(at, last)) : 0;
        }
    };

    [[nodiscard]] std::unique_ptr<Stripes> make_stripes(std::size_t area) const;

    template <typename Use>
    void visit_stripes(const Stripes& stripes, const Box& window, Use& use) const {
        const std::uint32_t first = stripes.of(window.min_y);
        const std::uint32_t last = stripes.of(window.max_y);
        for (std::uint32_t s = first; s <= last; ++s) {
            auto entry = stripes.entries.begin() + stripes.begin[s];
            const auto end = stripes.entries.begin() + stripes.begin[s + 1];
            if (s != last) {  // Only the uppermost has a use for what lies to the left.
                entry = std::lower_bound(entry, end, window.min_x - stripes.widest[s],
                                         [](const Entry& e, double x) { return e.min_x < x; });
            }
            for (; entry != end && entry->min_x <= window.max_x; ++entry) {
                const Point a = m_set.points[entry->point];
                const Point b = m_set.points[entry->point + 1];
                const bool left = std::max(a.x, b.x) < window.min_x;
                // An edge of several stripes is taken in one of them.
                const std::uint32_t own = entry->first_stripe_and_turn >> 1U;
                if (s == (left ? last : std::max(own, first))) {
                    (entry->first_stripe_and_turn & 1U) != 0 ? use(b, a) : use(a, b);
                }
            }
        }
    }

    const BoundarySet& m_set;
    std::vector<Box> m_boxes;
    std::vector<double> m_areas_m2;
    std::vector<std::uint8_t> m_turned;  // A ring: 1 where it runs the other way round.
    std::vector<std::unique_ptr<Stripes>> m_stripes;  // None for areas of few edges.
};

}  // namespace levelin::interpolate_detail
