#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "order_statistics.hpp"

namespace levelin::detail {

/// The 5th, 50th and 95th percentile of ranks that come in rounds, exactly and without keeping
/// them all.
///
/// The p-th percentile is the smallest rank that at least p % of the ranks do not exceed: the
/// ceil(p n / 100)-th of n (Hyndman & Fan 1996, definition 1). After a round the percentile lies,
/// but for odds of 1 in 500 million, within 6 standard deviations of where it is now; ranks outside
/// that window are counted and not kept. Whether it did is checked in the end: `settled` is false
/// where it did not, and the ranks must then be given again with `windows` = 0.
template <typename T>
class RankPercentiles {
  public:
    static constexpr std::array<double, 3> shares{0.05, 0.5, 0.95};

    /// @param total    how many ranks there will be at most.
    /// @param windows  half the width of the windows in standard deviations; 0 = keep all.
    /// @param buffer   room that areas share.
    void add(std::span<const T> ranks, std::size_t total, OrderStatistics<T>& picker,
             std::vector<T>& buffer, double windows) {
        m_seen += static_cast<std::uint32_t>(ranks.size());
        for (std::size_t w = 0; w < shares.size(); ++w) {
            Window& window = m_windows[w];
            if (windows == 0 && w > 0) {
                break;  // All are in the first one.
            }
            window.take(ranks, buffer);
        }
        // Where half as many again have come, windows become narrower.
        if (windows > 0 && m_seen < total && m_seen >= m_narrow_at) {
            for (std::size_t w = 0; w < shares.size(); ++w) {
                narrow(m_windows[w], shares[w], total, picker, windows);
            }
            m_narrow_at = m_seen + m_seen / 2;
        }
    }

    [[nodiscard]] std::uint32_t seen() const noexcept { return m_seen; }

    /// Whether all three percentiles lie in their windows.
    [[nodiscard]] bool settled(double windows) const noexcept {
        for (std::size_t w = 0; w < shares.size(); ++w) {
            const Window& window = m_windows[windows == 0 ? 0 : w];
            const std::size_t place = place_of(shares[w]);
            if (m_seen > 0 &&
                (place < window.below || place - window.below >= window.kept.size())) {
                return false;
            }
        }
        return true;
    }

    /// @returns  the three ranks; 0 where none were given.
    [[nodiscard]] std::array<T, 3> get(OrderStatistics<T>& picker, double windows) const {
        std::array<T, 3> out{};
        for (std::size_t w = 0; w < shares.size() && m_seen > 0; ++w) {
            const Window& window = m_windows[windows == 0 ? 0 : w];
            const std::array<std::size_t, 1> place{place_of(shares[w]) - window.below};
            out[w] = picker.pick(window.kept, place)[0];
        }
        return out;
    }

    /// Of ranks that are all there.
    [[nodiscard]] static std::array<T, 3> of(std::span<const T> ranks, OrderStatistics<T>& picker) {
        std::array<std::size_t, 3> places{};
        for (std::size_t w = 0; w < shares.size() && !ranks.empty(); ++w) {
            places[w] = place_in(ranks.size(), shares[w]);
        }
        const auto picked = picker.pick(ranks, places);
        return {picked[0], picked[1], picked[2]};
    }

  private:
    struct Window {
        T low = 0;
        T high = static_cast<T>(~T{0});
        std::uint32_t below = 0;
        std::vector<T> kept;

        // What lies inside is gathered in `buffer`, so that no area keeps room for a whole round.
        void take(std::span<const T> ranks, std::vector<T>& buffer) {
            buffer.resize(std::max(buffer.size(), ranks.size() + 1));
            T* const to = buffer.data();
            std::size_t next = 0;
            const auto width = static_cast<T>(high - low);
            std::uint32_t under = 0;
            for (const T rank : ranks) {
                under += rank < low ? 1U : 0U;
                to[next] = rank;
                next += static_cast<T>(rank - low) <= width ? 1U : 0U;
            }
            below += under;
            kept.insert(kept.end(), to, to + next);
        }
    };

    [[nodiscard]] static std::size_t place_in(std::size_t count, double share) noexcept {
        const double place = std::ceil(share * static_cast<double>(count) - 1e-9);
        return static_cast<std::size_t>(std::max(place, 1.0)) - 1;
    }
    [[nodiscard]] std::size_t place_of(double share) const noexcept {
        return place_in(m_seen, share);
    }

    void narrow(Window& window, double share, std::size_t total, OrderStatistics<T>& picker,
                double windows) const {
        const double n = m_seen;
        const double sd = std::sqrt(share * (1 - share) * n * (1 - n / static_cast<double>(total)));
        const double reach = windows * sd + 2;
        const double middle = share * n - window.below;
        const double most = static_cast<double>(window.kept.size()) - 1;
        if (most < 1 || middle < 0 || middle > most) {
            return;  // Out of the window; `settled` will say so.
        }
        const std::array<std::size_t, 2> places{
            static_cast<std::size_t>(std::max(0.0, std::floor(middle - reach))),
            static_cast<std::size_t>(std::min(most, std::ceil(middle + reach)))};
        const auto bounds = picker.pick(window.kept, places);
        // Ends that the data has not reached stay open.
        const T low = middle - reach > 0 ? bounds[0] : window.low;
        const T high = middle + reach < most ? bounds[1] : window.high;
        std::vector<T> inside;
        for (const T rank : window.kept) {
            if (rank < low) {
                ++window.below;
            } else if (rank <= high) {
                inside.push_back(rank);
            }
        }
        window.low = low;
        window.high = high;
        window.kept = std::move(inside);
    }

    std::array<Window, 3> m_windows;
    std::uint32_t m_seen = 0;
    std::uint32_t m_narrow_at = 1;
};

}  // namespace levelin::detail
