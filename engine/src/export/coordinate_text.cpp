#include <array>
#include <cstring>
#include <levelin/export/coordinate_text.hpp>
#include <stdexcept>

namespace levelin {

namespace {

constexpr std::array<std::uint64_t, 10> powers{1,      10,      100,      1000,      10000,
                                               100000, 1000000, 10000000, 100000000, 1000000000};

// "00" to "99".
constexpr auto pairs = [] {
    std::array<char, 200> table{};
    for (std::size_t i = 0; i < 100; ++i) {
        table[2 * i] = static_cast<char>('0' + i / 10);
        table[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return table;
}();

// Exactly `count` digits of a number, leading zeros kept.
void put_digits(char* out, std::uint32_t value, int count) noexcept {
    while (count >= 2) {
        count -= 2;
        std::memcpy(out + count, pairs.data() + static_cast<std::size_t>(value % 100) * 2, 2);
        value /= 100;
    }
    if (count == 1) {
        out[0] = static_cast<char>('0' + value % 10);
    }
}

}  // namespace

CoordinateScale::CoordinateScale(int decimals) : m_decimals(decimals) {
    if (decimals < 0 || decimals > max_decimals) {
        throw std::invalid_argument("coordinates have 0 to 9 decimals");
    }
    m_divisor = powers[static_cast<std::size_t>(decimals)];
    m_factor = static_cast<double>(m_divisor);
}

char* CoordinateScale::write(char* out, std::int64_t units) const noexcept {
    auto size = static_cast<std::uint64_t>(units);
    if (units < 0) {
        *out++ = '-';
        size = 0 - size;
    }
    // The usual number of decimals is a constant, which the compiler divides by fast.
    std::uint64_t whole = m_decimals == 6 ? size / 1000000 : size / m_divisor;
    const auto fraction = static_cast<std::uint32_t>(size - whole * m_divisor);
    if (whole < 10) {
        *out++ = static_cast<char>('0' + whole);
    } else if (whole < 100) {
        std::memcpy(out, pairs.data() + whole * 2, 2);
        out += 2;
    } else {
        std::array<char, 20> reversed{};
        std::size_t length = 0;
        do {
            reversed[length++] = static_cast<char>('0' + whole % 10);
            whole /= 10;
        } while (whole != 0);
        while (length != 0) {
            *out++ = reversed[--length];
        }
    }
    if (fraction != 0) {
        *out = '.';
        put_digits(out + 1, fraction, m_decimals);
        out += 1 + m_decimals;
        while (out[-1] == '0') {
            --out;
        }
    }
    return out;
}

}  // namespace levelin
