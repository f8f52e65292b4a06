#include "text_encoding.hpp"

#include <cpl_string.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

namespace levelin::geodata::detail {

namespace {

// The length of the well-formed sequence at the start of the bytes; 0 where there is none.
std::size_t sequence_length(std::string_view bytes) noexcept {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned lead = at(0);
    if (lead < 0x80) {
        return 1;
    }
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    }
    if (length == 0 || bytes.size() < length || at(1) < low || at(1) > high) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (at(i) < 0x80 || at(i) > 0xBF) {
            return 0;
        }
    }
    return length;
}

// How many bytes from the start are well-formed.
std::size_t utf8_prefix(std::string_view bytes) noexcept {
    std::size_t i = 0;
    while (i < bytes.size()) {
        const std::size_t step = sequence_length(bytes.substr(i));
        if (step == 0) {
            break;
        }
        i += step;
    }
    return i;
}

std::string recode(std::string_view bytes, const char* from) {
    const std::string input{bytes};
    const std::unique_ptr<char, decltype(&VSIFree)> text{
        CPLRecode(input.c_str(), from, CPL_ENC_UTF8), &VSIFree};
    return text ? std::string{text.get()} : std::string{};
}

// Windows-1252 has five bytes without a meaning; they become U+FFFD, as in WHATWG's decoder they
// become controls, which no name holds.
std::string from_windows_1252(std::string_view bytes) {
    constexpr std::array<unsigned, 32> upper{
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    std::string out;
    for (const char c : bytes) {
        unsigned code = static_cast<unsigned char>(c);
        if (code >= 0x80 && code < 0xA0) {
            code = upper[code - 0x80];
        }
        if (code < 0x80) {
            out += static_cast<char>(code);
        } else if (code < 0x800) {
            out += static_cast<char>(0xC0 | (code >> 6U));
            out += static_cast<char>(0x80 | (code & 0x3FU));
        } else {
            out += static_cast<char>(0xE0 | (code >> 12U));
            out += static_cast<char>(0x80 | ((code >> 6U) & 0x3FU));
            out += static_cast<char>(0x80 | (code & 0x3FU));
        }
    }
    return out;
}

}  // namespace

bool is_utf8(std::string_view bytes) noexcept {
    return utf8_prefix(bytes) == bytes.size();
}

std::string encoding_name(std::string_view declared) {
    std::string name;
    for (const char c : declared) {
        if (std::isgraph(static_cast<unsigned char>(c))) {
            name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    if (name.empty() || name == "SYSTEM") {
        return {};
    }
    if (name == "UTF8" || name == "UTF-8" || name == "65001") {
        return "UTF-8";
    }
    if (name.starts_with("LDID/")) {
        return {};  // Writers leave 87 ("ANSI") there whatever they write.
    }
    if (std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return name.starts_with("8859") && name.size() > 4 ? "ISO-8859-" + name.substr(4)
                                                           : "CP" + name;
    }
    if (name.starts_with("ANSI1252")) {
        return "CP1252";
    }
    return name;
}

DecodedText decode_text(std::string_view bytes, const std::string& declared) {
    const std::size_t good = utf8_prefix(bytes);
    if (good == bytes.size()) {
        return {std::string{bytes}, Decoded::as_is};
    }
    if (declared == "UTF-8") {
        // A lead byte and fewer continuation bytes than it announces, at the very end.
        const std::string_view rest = bytes.substr(good);
        const bool cut = rest.size() < 4 && static_cast<unsigned char>(rest[0]) >= 0xC2 &&
                         std::all_of(rest.begin() + 1, rest.end(), [](char c) {
                             return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
                         });
        if (cut) {
            return {std::string{bytes.substr(0, good)}, Decoded::cut};
        }
        return {from_windows_1252(bytes), Decoded::contradicts};
    }
    if (!declared.empty() && declared != "CP1252" && declared != "ISO-8859-1") {
        std::string text = recode(bytes, declared.c_str());
        if (!text.empty() && is_utf8(text)) {
            return {std::move(text), Decoded::recoded};
        }
    }
    return {from_windows_1252(bytes), Decoded::recoded};
}

}  // namespace levelin::geodata::detail
