#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/score/spec.hpp>
#include <span>
#include <vector>

namespace levelin {

/// Ranks scores in linear time, again and again for the same areas.
///
/// Scores become whole numbers k(s) = floor((max - s) 2^31 / (max - min)) (a little less, so that
/// none reaches 2^31), which keep the order: s > t gives k(s) <= k(t). These go into 2^b >= n
/// buckets by their leading bits, and what shares a bucket is put in order by insertion. Scores
/// with equal k are compared themselves, so order and ties are exactly those of a sort.
///
/// Guarantees: as `kernels::rank_descending`, for any values that are no NaN; same bits for any
/// order of the areas, but for what TieRule::first says. One object belongs to one thread.
/// Cost: O(n) where scores are spread so that buckets stay small; O(n log n) for any others.
/// Faster when the areas stand in about the order of their scores.
class BucketRank {
  public:
    /// @param areas  how many there are at most.
    explicit BucketRank(std::size_t areas);

    /// Orders areas 0 .. `complete` - 1 and those of `others`, all of which have a score.
    /// @param scores  by area; not NaN. @param others  areas beyond `complete`, ascending.
    void rank(std::span<const double> scores, std::size_t complete,
              std::span<const std::uint32_t> others = {});

    /// How many were ranked.
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }
    /// The area at a place, 0 for the highest score; equal scores by area.
    [[nodiscard]] std::uint32_t at(std::size_t place) const noexcept {
        return static_cast<std::uint32_t>(m_slots[place]);
    }
    /// By area: the lowest of the places that it shares, 0 for the highest score. Of areas that
    /// were not ranked what stood there before.
    [[nodiscard]] std::span<const std::uint32_t> places() const noexcept { return m_places; }

    /// Places first .. last - 1 that hold equal scores.
    struct Tie {
        std::uint32_t first;
        std::uint32_t last;
    };
    /// In the order of places.
    [[nodiscard]] std::span<const Tie> ties() const noexcept { return m_ties; }

  private:
    void make_keys(std::span<const double> scores, std::size_t complete,
                   std::span<const std::uint32_t> others, double highest, double scale);
    void scatter(std::size_t complete, std::span<const std::uint32_t> others);
    void order_buckets();
    void order_equal_keys(std::span<const double> scores, std::size_t first, std::size_t last);

    unsigned m_bits = 8;
    std::size_t m_count = 0;
    std::uint32_t m_fullest = 0;          // Of the buckets.
    std::vector<std::uint32_t> m_keys;    // By area.
    std::vector<std::uint32_t> m_starts;  // Of the buckets; after `scatter` their ends.
    std::vector<std::uint64_t> m_slots;   // By place: key in the high word, area in the low one.
    std::vector<std::uint32_t> m_places;  // By area.
    std::vector<Tie> m_ties;
};

}  // namespace levelin
