#pragma once

#include <cstddef>
#include <cstdint>

namespace levelin {

/// Writes coordinates as scaled integers: a coordinate is rounded once to a whole number of
/// 10^-decimals and its text made from that number's digits.
///
/// Formula: n = round(value * 10^d), half away from zero; text = n / 10^d without trailing zeros.
/// Error: half a unit of the last decimal; the rounding of the product (1 part in 2^53 of n) can
/// only decide what is a tie within that.
class CoordinateScale {
  public:
    static constexpr int max_decimals = 9;
    /// The longest text of one coordinate: sign, 19 digits, point.
    static constexpr std::size_t max_text = 21;

    /// @param decimals  0 to 9; other values throw std::invalid_argument.
    explicit CoordinateScale(int decimals);

    [[nodiscard]] int decimals() const noexcept { return m_decimals; }
    /// The whole number of units. @param value  finite, below 2^62 units in size.
    [[nodiscard]] std::int64_t units(double value) const noexcept {
        const double scaled = value * m_factor;
        return static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    /// Writes the text of a number of units and returns its end.
    /// @param out  room for `max_text` characters.
    [[nodiscard]] char* write(char* out, std::int64_t units) const noexcept;

  private:
    int m_decimals;
    double m_factor;
    std::uint64_t m_divisor;
};

}  // namespace levelin
