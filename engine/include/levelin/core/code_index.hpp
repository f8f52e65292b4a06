#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <span>
#include <vector>

namespace levelin {

/// Code -> first position in a list of codes that the caller keeps; open addressing with linear
/// probing at half load at most.
///
/// The list is given with each call, so that it may grow meanwhile; positions must stay what they
/// were. Cost: O(1) a call.
class CodeIndex {
  public:
    static constexpr std::int32_t empty = -1;

    explicit CodeIndex(std::size_t expected)
        : m_slots(std::bit_ceil(std::max<std::size_t>(16, expected * 2)), empty),
          m_mask(m_slots.size() - 1) {}
    /// Of a whole list; of a code that repeats, the first position.
    explicit CodeIndex(std::span<const AreaCode> codes) : CodeIndex(codes.size()) {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            (void)insert(codes, static_cast<std::int32_t>(i));
        }
    }

    /// The position that the code already has, or `position` if it is new. At most as many new
    /// ones as were expected.
    std::int32_t insert(std::span<const AreaCode> codes, std::int32_t position) {
        for (std::size_t s = codes[position].hash() & m_mask;; s = (s + 1) & m_mask) {
            if (m_slots[s] == empty) {
                m_slots[s] = position;
                return position;
            }
            if (codes[m_slots[s]] == codes[position]) {
                return m_slots[s];
            }
        }
    }
    /// The position of the code, or `empty`.
    [[nodiscard]] std::int32_t find(std::span<const AreaCode> codes, const AreaCode& code) const {
        for (std::size_t s = code.hash() & m_mask;; s = (s + 1) & m_mask) {
            if (m_slots[s] == empty || codes[m_slots[s]] == code) {
                return m_slots[s];
            }
        }
    }

  private:
    std::vector<std::int32_t> m_slots;
    std::size_t m_mask;
};

}  // namespace levelin
