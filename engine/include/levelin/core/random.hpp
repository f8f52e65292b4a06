#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace levelin {

/// Four words that follow from a counter and a key alone: Philox4x32 with 10 rounds.
///
/// Every counter may be asked for in any order and on any thread.
/// Source: Salmon, Moraes, Dror & Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key) noexcept;

/// The x with P(X <= x) = p for a standard normal X.
///
/// @param p  (0, 1). Within 1e-15 of the size of x; exactly antisymmetric about 0.5.
/// Source: Wichura, Algorithm AS 241, Applied Statistics 37, 1988 (PPND16).
[[nodiscard]] double normal_quantile(double p) noexcept;

/// Random numbers that follow from (seed, stream, part, place) alone.
///
/// Work that is cut into draws, permutations or areas takes one stream each: its numbers then do
/// not depend on what other work has used or on which thread it runs. Streams are independent for
/// all purposes here: each is a range of Philox counters of its own.
///
/// Invariant: same seed, stream and part give the same numbers on every machine; normal() and
/// gamma() with the same maths library. One stream holds 2^34 words of 32 bits.
class RandomStream {
  public:
    /// @param seed    of the whole piece of work. @param stream  which draw or permutation.
    /// @param part    tells purposes within a draw apart: weights, noise.
    explicit RandomStream(std::uint64_t seed, std::uint64_t stream = 0,
                          std::uint32_t part = 0) noexcept
        : m_key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
          m_counter{0, part, static_cast<std::uint32_t>(stream),
                    static_cast<std::uint32_t>(stream >> 32)} {}

    /// 32 random bits.
    [[nodiscard]] std::uint32_t next32() noexcept {
        if (m_used == m_block.size()) {
            m_block = philox(m_counter, m_key);
            ++m_counter[0];
            m_used = 0;
        }
        return m_block[m_used++];
    }
    /// 64 random bits; the first word is the low one.
    [[nodiscard]] std::uint64_t next64() noexcept {
        const std::uint64_t low = next32();
        return low | static_cast<std::uint64_t>(next32()) << 32;
    }
    /// A multiple of 2^-53 in [0, 1).
    [[nodiscard]] double uniform() noexcept {
        return static_cast<double>(next64() >> 11) * 0x1p-53;
    }
    /// An odd multiple of 2^-53 in (0, 1), for what has no value at 0 or 1.
    [[nodiscard]] double uniform_inside() noexcept {
        return (static_cast<double>(next64() >> 12) + 0.5) * 0x1p-52;
    }
    /// A whole number from 0 to `count` - 1, each as likely; `count` is above 0.
    /// Source: Lemire, Fast random integer generation in an interval, ACM TOMACS 29, 2019.
    [[nodiscard]] std::uint32_t below(std::uint32_t count) noexcept {
        std::uint64_t wide = static_cast<std::uint64_t>(next32()) * count;
        if (static_cast<std::uint32_t>(wide) < count) {
            const std::uint32_t least = (0U - count) % count;
            while (static_cast<std::uint32_t>(wide) < least) {
                wide = static_cast<std::uint64_t>(next32()) * count;
            }
        }
        return static_cast<std::uint32_t>(wide >> 32);
    }
    /// A standard normal number, one uniform number each.
    [[nodiscard]] double normal() noexcept { return normal_quantile(uniform_inside()); }
    /// A gamma number with scale 1.
    /// @param shape  above 0. Below 2^-10 results may be 0 by underflow.
    /// Source: Marsaglia & Tsang, A simple method for generating gamma variables, ACM TOMS 26,
    /// 2000.
    [[nodiscard]] double gamma(double shape) noexcept;

  private:
    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 4> m_counter;
    std::array<std::uint32_t, 4> m_block{};
    std::size_t m_used = 4;
};

/// Puts the first `count` places of `items` (all, if left out) in random order: each ordered choice
/// of `count` of the items is as likely as any other. Cost: O(count).
/// Source: Durstenfeld, Algorithm 235: random permutation, CACM 7, 1964.
template <typename T>
void shuffle_first(RandomStream& stream, std::span<T> items, std::size_t count) noexcept {
    for (std::size_t i = 0; i < count && i + 1 < items.size(); ++i) {
        const std::size_t left = items.size() - i;
        std::swap(items[i], items[i + stream.below(static_cast<std::uint32_t>(left))]);
    }
}
template <typename T>
void shuffle(RandomStream& stream, std::span<T> items) noexcept {
    shuffle_first(stream, items, items.size());
}

/// `count` different whole numbers below `of`, each set as likely, in no particular order.
/// @param count  up to `of`. Cost: O(count) for few of many, else O(of).
/// Source: Floyd, in Bentley, Programming pearls, CACM 30, 1987.
[[nodiscard]] std::vector<std::uint32_t> sample(RandomStream& stream, std::uint32_t of,
                                                std::uint32_t count);

}  // namespace levelin
