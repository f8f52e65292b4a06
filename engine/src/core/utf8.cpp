#include <array>
#include <cstdint>
#include <cstring>
#include <levelin/core/utf8.hpp>

namespace levelin {

namespace {

constexpr char32_t replacement = 0xFFFD;

std::uint8_t byte_at(std::string_view text, std::size_t i) noexcept {
    return static_cast<std::uint8_t>(text[i]);
}

// The bytes 80 to 9F of Windows-1252; the rest is the same as Latin-1 and Unicode.
constexpr std::array<char32_t, 32> windows_1252{
    0x20AC,      replacement, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
    0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, replacement, 0x017D, replacement,
    replacement, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
    0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, replacement, 0x017E, 0x0178};

}  // namespace

void append_utf8(std::string& out, char32_t c) {
    const auto push = [&](char32_t v) { out += static_cast<char>(v); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xC0 | (c >> 6U));
        push(0x80 | (c & 0x3FU));
    } else if (c < 0x10000) {
        push(0xE0 | (c >> 12U));
        push(0x80 | ((c >> 6U) & 0x3FU));
        push(0x80 | (c & 0x3FU));
    } else {
        push(0xF0 | (c >> 18U));
        push(0x80 | ((c >> 12U) & 0x3FU));
        push(0x80 | ((c >> 6U) & 0x3FU));
        push(0x80 | (c & 0x3FU));
    }
}

std::optional<std::size_t> first_not_utf8(std::string_view bytes) noexcept {
    std::size_t i = 0;
    const std::size_t n = bytes.size();
    while (i < n) {
        if (i + 8 <= n) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, bytes.data() + i, 8);
            if ((eight & 0x8080808080808080ULL) == 0) {
                i += 8;
                continue;
            }
        }
        const std::uint8_t b = byte_at(bytes, i);
        if (b < 0x80) {
            ++i;
            continue;
        }
        std::size_t more = 0;
        std::uint8_t low = 0x80;
        std::uint8_t high = 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            more = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            more = 2;
            low = b == 0xE0 ? 0xA0 : low;
            high = b == 0xED ? 0x9F : high;
        } else if (b >= 0xF0 && b <= 0xF4) {
            more = 3;
            low = b == 0xF0 ? 0x90 : low;
            high = b == 0xF4 ? 0x8F : high;
        } else {
            return i;
        }
        if (i + more >= n) {
            return i;
        }
        for (std::size_t k = 1; k <= more; ++k) {
            const std::uint8_t next = byte_at(bytes, i + k);
            if (next < low || next > high) {
                return i;
            }
            low = 0x80;
            high = 0xBF;
        }
        i += more + 1;
    }
    return std::nullopt;
}

std::string windows_1252_to_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 16);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t b = byte_at(bytes, i);
        append_utf8(out, b >= 0x80 && b < 0xA0 ? windows_1252[b - 0x80U] : b);
    }
    return out;
}

}  // namespace levelin
