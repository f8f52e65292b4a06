#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <levelin/core/random.hpp>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace levelin::clusters_detail {

/// The beginnings of some random orders of n areas, by place: `at(t)[p]` is the area at place t of
/// the p-th of these orders. An order follows from (seed, its number) alone.
class RandomOrders {
  public:
    RandomOrders(std::size_t areas, std::size_t places)
        : m_areas(areas), m_places(std::min(places, areas)), m_to(m_places) {
        m_order.resize(areas);
        std::iota(m_order.begin(), m_order.end(), 0U);
    }

    void draw(std::uint64_t seed, std::uint64_t first, std::size_t count) {
        m_count = count;
        m_area.resize(m_places * count);
        for (std::size_t p = 0; p < count; ++p) {
            RandomStream stream(seed, first + p);
            for (std::size_t t = 0; t < m_places; ++t) {
                const auto left = static_cast<std::uint32_t>(m_areas - t);
                m_to[t] = static_cast<std::uint32_t>(t) + stream.below(left);
                std::swap(m_order[t], m_order[m_to[t]]);
                m_area[t * count + p] = m_order[t];
            }
            // Back to 0, 1, 2 ..., so that no order depends on those before.
            for (std::size_t t = m_places; t-- > 0;) {
                std::swap(m_order[t], m_order[m_to[t]]);
            }
        }
    }

    [[nodiscard]] std::size_t count() const noexcept { return m_count; }
    [[nodiscard]] std::size_t places() const noexcept { return m_places; }
    [[nodiscard]] std::span<const std::uint32_t> at(std::size_t place) const noexcept {
        return {m_area.data() + place * m_count, m_count};
    }

  private:
    std::size_t m_areas;
    std::size_t m_places;
    std::size_t m_count = 0;
    std::vector<std::uint32_t> m_order;
    std::vector<std::uint32_t> m_to;
    std::vector<std::uint32_t> m_area;
};

/// Where each area stands in such orders: the (order, place) pairs of an area.
class Appearances {
  public:
    struct Place {
        std::uint32_t order;
        std::uint32_t place;
    };

    /// @param places  how many places of each order are looked at.
    void find(const RandomOrders& orders, std::size_t areas, std::size_t places) {
        m_begin.assign(areas + 1, 0);
        for (std::size_t t = 0; t < places; ++t) {
            for (const std::uint32_t a : orders.at(t)) {
                ++m_begin[a + 1];
            }
        }
        std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
        m_place.resize(places * orders.count());
        m_next.assign(m_begin.begin(), m_begin.end() - 1);
        for (std::size_t t = 0; t < places; ++t) {
            const auto column = orders.at(t);
            for (std::size_t p = 0; p < column.size(); ++p) {
                m_place[m_next[column[p]]++] = {static_cast<std::uint32_t>(p),
                                                static_cast<std::uint32_t>(t)};
            }
        }
    }
    [[nodiscard]] std::span<const Place> of(std::size_t area) const noexcept {
        return {m_place.data() + m_begin[area], m_begin[area + 1] - m_begin[area]};
    }

  private:
    std::vector<std::uint32_t> m_begin;
    std::vector<std::uint32_t> m_next;
    std::vector<Place> m_place;
};

}  // namespace levelin::clusters_detail
