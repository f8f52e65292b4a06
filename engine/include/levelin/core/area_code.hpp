#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace levelin {

/// The code of an area (`E01000001`, `95AA01S1`), held inline and checked once.
///
/// Invariant: 0 to 15 printable ASCII characters without blanks, commas or quotes; unused bytes are
/// zero, so that equality and order are those of the bytes. A default-made code is empty.
/// Codes are compared as they are written: `e01000001` is not `E01000001`.
class AreaCode {
  public:
    static constexpr std::size_t max_length = 15;

    constexpr AreaCode() = default;

    /// The code that a text holds once blanks around it are cut, or nothing if it cannot be one.
    [[nodiscard]] static std::optional<AreaCode> parse(std::string_view text) noexcept;

    [[nodiscard]] std::string_view view() const noexcept {
        return {m_text.data(), static_cast<std::size_t>(m_text[max_length])};
    }
    [[nodiscard]] std::string str() const { return std::string{view()}; }
    [[nodiscard]] bool empty() const noexcept { return m_text[max_length] == 0; }

    friend bool operator==(const AreaCode&, const AreaCode&) noexcept = default;
    friend std::strong_ordering operator<=>(const AreaCode& a, const AreaCode& b) noexcept {
        return a.view() <=> b.view();
    }

    /// A well-mixed 64-bit hash; the same on every machine.
    [[nodiscard]] std::uint64_t hash() const noexcept {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::memcpy(&low, m_text.data(), 8);
        std::memcpy(&high, m_text.data() + 8, 8);
        std::uint64_t h = low * 0x9E3779B97F4A7C15ULL ^ (high + 0xD1B54A32D192ED03ULL);
        h ^= h >> 32U;
        h *= 0xD6E8FEB86659FD93ULL;
        h ^= h >> 32U;
        return h;
    }

  private:
    std::array<char, max_length + 1> m_text{};  // The last byte holds the length.
};

}  // namespace levelin

template <>
struct std::hash<levelin::AreaCode> {
    std::size_t operator()(const levelin::AreaCode& code) const noexcept {
        return static_cast<std::size_t>(code.hash());
    }
};
