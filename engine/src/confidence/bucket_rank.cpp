#include <algorithm>
#include <bit>
#include <cmath>
#include <levelin/confidence/bucket_rank.hpp>

namespace levelin {

namespace {

constexpr double key_range = 2147483647.0;  // 2^31 - 1: keys fit a signed word.
constexpr std::uint32_t crowded = 48;       // Above this a bucket is sorted, not inserted.

// Extremes of a run. Written for the vectoriser: four independent chains.
struct Extremes {
    double low;
    double high;
};
Extremes extremes_of(std::span<const double> scores, std::size_t complete,
                     std::span<const std::uint32_t> others) {
    const double start = complete > 0 ? scores[0] : scores[others[0]];
    double low[4] = {start, start, start, start};
    double high[4] = {start, start, start, start};
    std::size_t i = 0;
    for (; i + 4 <= complete; i += 4) {
        for (std::size_t c = 0; c < 4; ++c) {
            const double s = scores[i + c];
            low[c] = s < low[c] ? s : low[c];
            high[c] = s > high[c] ? s : high[c];
        }
    }
    for (; i < complete; ++i) {
        low[0] = std::min(low[0], scores[i]);
        high[0] = std::max(high[0], scores[i]);
    }
    for (const std::uint32_t a : others) {
        low[0] = std::min(low[0], scores[a]);
        high[0] = std::max(high[0], scores[a]);
    }
    return {std::min(std::min(low[0], low[1]), std::min(low[2], low[3])),
            std::max(std::max(high[0], high[1]), std::max(high[2], high[3]))};
}

}  // namespace

BucketRank::BucketRank(std::size_t areas)
    : m_bits(std::clamp(static_cast<unsigned>(std::bit_width(areas)), 8U, 24U)),
      m_keys(areas),
      m_starts(std::size_t{1} << m_bits),
      m_slots(areas),
      m_places(areas) {}

void BucketRank::make_keys(std::span<const double> scores, std::size_t complete,
                           std::span<const std::uint32_t> others, double highest, double scale) {
    const double* const score = scores.data();
    std::uint32_t* const key = m_keys.data();
    for (std::size_t i = 0; i < complete; ++i) {
        key[i] =
            static_cast<std::uint32_t>(static_cast<std::int32_t>((highest - score[i]) * scale));
    }
    for (const std::uint32_t a : others) {
        key[a] =
            static_cast<std::uint32_t>(static_cast<std::int32_t>((highest - score[a]) * scale));
    }
}

void BucketRank::scatter(std::size_t complete, std::span<const std::uint32_t> others) {
    const unsigned shift = 31 - m_bits;
    std::fill(m_starts.begin(), m_starts.end(), 0U);
    std::uint32_t* const start = m_starts.data();
    for (std::size_t i = 0; i < complete; ++i) {
        ++start[m_keys[i] >> shift];
    }
    for (const std::uint32_t a : others) {
        ++start[m_keys[a] >> shift];
    }
    std::uint32_t before = 0;
    m_fullest = 0;
    for (std::uint32_t& bucket : m_starts) {
        const std::uint32_t here = bucket;
        bucket = before;
        before += here;
        m_fullest = std::max(m_fullest, here);
    }
    std::uint64_t* const slot = m_slots.data();
    for (std::size_t i = 0; i < complete; ++i) {
        const std::uint64_t key = m_keys[i];
        slot[start[key >> shift]++] = key << 32 | i;
    }
    for (const std::uint32_t a : others) {
        const std::uint64_t key = m_keys[a];
        slot[start[key >> shift]++] = key << 32 | a;
    }
}

void BucketRank::order_buckets() {
    std::uint64_t* const slot = m_slots.data();
    if (m_fullest > crowded) {
        std::uint32_t first = 0;
        for (const std::uint32_t last : m_starts) {
            if (last - first > crowded) {
                std::sort(slot + first, slot + last);
            }
            first = last;
        }
    }
    // One pass upwards that carries the larger along and one downwards that carries the smaller
    // put nearly all in order without a branch that is hard to foresee.
    if (m_count > 1) {
        std::uint64_t carried = slot[0];
        for (std::size_t i = 1; i < m_count; ++i) {
            const std::uint64_t one = slot[i];
            slot[i - 1] = one < carried ? one : carried;
            carried = one < carried ? carried : one;
        }
        slot[m_count - 1] = carried;
        for (std::size_t i = m_count - 1; i > 0; --i) {
            const std::uint64_t one = slot[i - 1];
            slot[i] = one > carried ? one : carried;
            carried = one > carried ? carried : one;
        }
        slot[0] = carried;
    }
    // Buckets are in order, so an insertion never leaves its own.
    for (std::size_t i = 1; i < m_count; ++i) {
        const std::uint64_t one = slot[i];
        std::size_t to = i;
        while (to > 0 && slot[to - 1] > one) {
            slot[to] = slot[to - 1];
            --to;
        }
        slot[to] = one;
    }
}

void BucketRank::order_equal_keys(std::span<const double> scores, std::size_t first,
                                  std::size_t last) {
    const auto score_of = [&](std::uint64_t slot) { return scores[slot & 0xffffffffU]; };
    const auto begin = m_slots.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = m_slots.begin() + static_cast<std::ptrdiff_t>(last);
    std::stable_sort(begin, end,
                     [&](std::uint64_t a, std::uint64_t b) { return score_of(a) > score_of(b); });
    for (std::size_t i = first; i < last;) {
        std::size_t next = i + 1;
        while (next < last && score_of(m_slots[next]) == score_of(m_slots[i])) {
            ++next;
        }
        for (std::size_t k = i; k < next; ++k) {
            m_places[at(k)] = static_cast<std::uint32_t>(i);
        }
        if (next - i > 1) {
            m_ties.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(next)});
        }
        i = next;
    }
}

void BucketRank::rank(std::span<const double> scores, std::size_t complete,
                      std::span<const std::uint32_t> others) {
    m_count = complete + others.size();
    m_ties.clear();
    if (m_count == 0) {
        return;
    }
    const Extremes e = extremes_of(scores, complete, others);
    // Where there is no range, or none that numbers can hold, all keys are 0 and scores decide.
    double scale = key_range / (e.high - e.low) * (1 - 0x1p-50);
    const bool usable = e.high > e.low && std::isfinite(e.high - e.low) && std::isfinite(scale);
    if (usable) {
        make_keys(scores, complete, others, e.high, scale);
    } else {
        std::fill(m_keys.begin(), m_keys.end(), 0U);
    }
    scatter(complete, others);
    order_buckets();
    const std::uint64_t* const slot = m_slots.data();
    std::uint32_t* const place = m_places.data();
    for (std::size_t i = 0; i < m_count;) {
        place[static_cast<std::uint32_t>(slot[i])] = static_cast<std::uint32_t>(i);
        std::size_t next = i + 1;
        if (next < m_count && slot[next] >> 32 == slot[i] >> 32) {
            while (next < m_count && slot[next] >> 32 == slot[i] >> 32) {
                ++next;
            }
            order_equal_keys(scores, i, next);
        }
        i = next;
    }
}

}  // namespace levelin
