#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace levelin::detail {

/// Picks values by their place in order, without sorting them all.
///
/// Values are counted in up to 1,024 bins of equal width; those of the bins that hold a wanted
/// place are gathered and sorted. Exactly what a sort would give. Cost: O(n) where values are
/// spread.
template <typename T>
class OrderStatistics {
  public:
    static constexpr std::size_t most = 8;

    /// @param places  ascending, below the number of values, at most `most`.
    /// @returns       the values at these places; the rest is 0.
    std::array<T, most> pick(std::span<const T> values, std::span<const std::size_t> places) {
        std::array<T, most> out{};
        if (values.empty()) {
            return out;
        }
        T low = values[0];
        T high = values[0];
        for (const T v : values) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
        const auto width = static_cast<std::uint32_t>(high - low);
        const int used = static_cast<int>(std::bit_width(width));
        const int shift = used > bits ? used - bits : 0;
        const std::size_t bins = (width >> shift) + 1;
        std::fill(m_count.begin(), m_count.begin() + static_cast<std::ptrdiff_t>(bins), 0U);
        for (const T v : values) {
            ++m_count[static_cast<std::uint32_t>(v - low) >> shift];
        }
        // Which bins hold wanted places, and how many values stand before them.
        std::array<std::size_t, most> offset{};  // Of a place among the gathered values.
        std::size_t bin = 0;
        std::size_t before = 0;    // Values in bins before `bin`.
        std::size_t gathered = 0;  // Values of wanted bins before `bin`.
        bool wanted = false;
        std::fill(m_wanted.begin(), m_wanted.begin() + static_cast<std::ptrdiff_t>(bins),
                  std::uint8_t{0});
        for (std::size_t i = 0; i < places.size(); ++i) {
            while (before + m_count[bin] <= places[i]) {
                gathered += wanted ? m_count[bin] : 0;
                before += m_count[bin++];
                wanted = false;
            }
            wanted = true;
            m_wanted[bin] = 1;
            offset[i] = gathered + places[i] - before;
        }
        gathered += wanted ? m_count[bin] : 0;
        m_gathered.resize(std::max(m_gathered.size(), values.size() + 1));
        std::size_t next = 0;
        for (const T v : values) {
            m_gathered[next] = v;
            next += m_wanted[static_cast<std::uint32_t>(v - low) >> shift];
        }
        std::sort(m_gathered.begin(), m_gathered.begin() + static_cast<std::ptrdiff_t>(next));
        for (std::size_t i = 0; i < places.size(); ++i) {
            out[i] = m_gathered[offset[i]];
        }
        return out;
    }

  private:
    static constexpr int bits = 10;
    std::array<std::uint32_t, 1U << bits> m_count{};
    std::array<std::uint8_t, 1U << bits> m_wanted{};
    std::vector<T> m_gathered;
};

}  // namespace levelin::detail
