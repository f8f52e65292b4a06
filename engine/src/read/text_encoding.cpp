#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <levelin/core/error.hpp>
#include <levelin/core/utf8.hpp>
#include <levelin/read/text_encoding.hpp>

namespace levelin {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr char32_t replacement = 0xFFFD;  // For halves of pairs that stand alone.

std::uint8_t byte_at(std::string_view text, std::size_t i) noexcept {
    return static_cast<std::uint8_t>(text[i]);
}

std::string with_stray_bytes_mended(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (const auto bad = first_not_utf8(bytes)) {
        out += bytes.substr(0, *bad);
        out += windows_1252_to_utf8(bytes.substr(*bad, 1));
        bytes.remove_prefix(*bad + 1);
    }
    out += bytes;
    return out;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string out;
    out.reserve(bytes.size());
    const auto unit = [&](std::size_t i) -> char32_t {
        const char32_t first = byte_at(bytes, i);
        const char32_t second = byte_at(bytes, i + 1);
        return big_endian ? first << 8U | second : second << 8U | first;
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
            const char32_t low = unit(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
                i += 2;
            }
        }
        append_utf8(out, c >= 0xD800 && c < 0xE000 ? replacement : c);
    }
    return out;
}

// UTF-16 without a mark: Western text has a zero in every second byte.
enum class Zeros { none, some, little_endian, big_endian };
Zeros look_for_zeros(std::string_view bytes) noexcept {
    if (std::memchr(bytes.data(), 0, bytes.size()) == nullptr) {
        return Zeros::none;
    }
    const std::size_t sample = std::min<std::size_t>(bytes.size(), 4096) / 2 * 2;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < sample; i += 2) {
        even += bytes[i] == '\0' ? 1 : 0;
        odd += bytes[i + 1] == '\0' ? 1 : 0;
    }
    const std::size_t most = sample / 2 - sample / 8;
    if (sample >= 4 && odd >= most && even < sample / 16 + 1) {
        return Zeros::little_endian;
    }
    if (sample >= 4 && even >= most && odd < sample / 16 + 1) {
        return Zeros::big_endian;
    }
    return Zeros::some;
}

struct Place {
    std::uint64_t row = 1;
    std::uint64_t column = 1;
};

// Row by line ends, column by bytes: what an editor shows for a text that cannot be parsed.
Place place_of(std::string_view bytes, std::size_t offset) noexcept {
    Place place;
    std::size_t line_start = 0;
    for (std::size_t i = 0; i < offset; ++i) {
        const bool lone_return =
            bytes[i] == '\r' && (i + 1 >= bytes.size() || bytes[i + 1] != '\n');
        if (bytes[i] == '\n' || lone_return) {
            ++place.row;
            line_start = i + 1;
        }
    }
    place.column = offset - line_start + 1;
    return place;
}

[[noreturn]] void fail_on_zero(std::string_view bytes) {
    const auto* zero = static_cast<const char*>(std::memchr(bytes.data(), 0, bytes.size()));
    const Place place = place_of(bytes, static_cast<std::size_t>(zero - bytes.data()));
    throw InputError("E-INPUT-12", "holds a NUL byte, so it is not a text table",
                     "a CSV, XLSX, XLS or ODS table", "check that the download is complete",
                     {{}, place.row, place.column});
}

std::string upper_letters_and_digits(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
            out += c;
        } else if (c >= 'a' && c <= 'z') {
            out += static_cast<char>(c - ('a' - 'A'));
        }
    }
    return out;
}

DecodedText as_utf8(std::string bytes, bool marked) {
    if (marked) {
        bytes.erase(0, utf8_mark.size());
    }
    if (std::memchr(bytes.data(), 0, bytes.size()) != nullptr) {
        fail_on_zero(bytes);
    }
    return {std::move(bytes), marked ? "UTF-8 with BOM" : "UTF-8"};
}

DecodedText as_utf16(std::string_view bytes, bool big_endian) {
    DecodedText text{from_utf16(bytes, big_endian), "UTF-16"};
    if (text.bytes.find('\0') != std::string::npos) {
        fail_on_zero(text.bytes);
    }
    return text;
}

DecodedText as_given(std::string bytes, std::string_view encoding) {
    const std::string name = upper_letters_and_digits(encoding);
    const bool marked = bytes.starts_with(utf8_mark);
    if (name == "UTF8" || name == "UTF8WITHBOM") {
        if (const auto bad = first_not_utf8(bytes)) {
            const Place place = place_of(bytes, *bad);
            throw InputError("E-INPUT-15", "is not UTF-8 here", "UTF-8 text, as `encoding` says",
                             "leave `encoding` away, or set it to Windows-1252",
                             {{}, place.row, place.column});
        }
        return as_utf8(std::move(bytes), marked);
    }
    if (name == "WINDOWS1252" || name == "CP1252" || name == "ISO88591" || name == "LATIN1") {
        if (std::memchr(bytes.data(), 0, bytes.size()) != nullptr) {
            fail_on_zero(bytes);
        }
        return {windows_1252_to_utf8(bytes), "Windows-1252"};
    }
    if (name.starts_with("UTF16")) {
        const bool little = bytes.starts_with("\xFF\xFE");
        const bool big = bytes.starts_with("\xFE\xFF");
        const std::string_view rest = std::string_view{bytes}.substr(little || big ? 2 : 0);
        return as_utf16(rest, big || (!little && (name == "UTF16BE" ||
                                                  look_for_zeros(rest) == Zeros::big_endian)));
    }
    throw InputError("E-INPUT-16", "the encoding " + std::string{encoding} + " is not known",
                     "UTF-8, Windows-1252 or UTF-16", "leave `encoding` away to have it found");
}

}  // namespace

DecodedText decode_text(std::string bytes, std::string_view encoding) {
    if (!encoding.empty()) {
        return as_given(std::move(bytes), encoding);
    }
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return as_utf16(std::string_view{bytes}.substr(2), bytes.starts_with("\xFE\xFF"));
    }
    switch (look_for_zeros(bytes)) {
        case Zeros::little_endian:
            return as_utf16(bytes, false);
        case Zeros::big_endian:
            return as_utf16(bytes, true);
        case Zeros::some:
            fail_on_zero(bytes);
        case Zeros::none:
            break;
    }
    const bool marked = bytes.starts_with(utf8_mark);
    if (!first_not_utf8(bytes)) {
        return as_utf8(std::move(bytes), marked);
    }
    if (marked) {  // Says that it is UTF-8; only the bytes that are not can be something else.
        return as_utf8(with_stray_bytes_mended(bytes), marked);
    }
    return {windows_1252_to_utf8(bytes), "Windows-1252"};
}

}  // namespace levelin
