#include "json_cursor.hpp"

#include <array>
#include <bitset>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <levelin/core/utf8.hpp>

namespace levelin::geodata::detail {

namespace {

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// All are exact, and so is the quotient of two exact doubles but for its one rounding.
constexpr std::array<double, 23> powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double any_number(const char* begin, const char* end) {
    double value = 0;
    const auto [last, error] = std::from_chars(begin, end, value);
    if (error == std::errc::result_out_of_range) {
        // Too large or too small: strtod tells which.
        return std::strtod(std::string{begin, end}.c_str(), nullptr);
    }
    if (last != end) {
        throw NotPlain();
    }
    return value;
}

// What stands there is no number: the text ends, or it is one of another kind.
[[noreturn]] void no_number(const char* at, const char* end) {
    if (at == end) {
        throw JsonEnd(at);
    }
    throw NotPlain();
}

// Four hexadecimal digits; -1 where there are none.
int hex4(std::string_view text, std::size_t at) {
    if (at + 4 > text.size()) {
        return -1;
    }
    int value = 0;
    const char* const begin = text.data() + at;
    const auto [last, error] = std::from_chars(begin, begin + 4, value, 16);
    return error == std::errc{} && last == begin + 4 && *begin != '-' ? value : -1;
}

}  // namespace

bool JsonCursor::more() noexcept {
    while (m_at != m_end && is_blank(*m_at)) {
        ++m_at;
    }
    return m_at != m_end;
}

char JsonCursor::peek() {
    if (!more()) {
        throw JsonEnd(m_at);
    }
    return *m_at;
}

bool JsonCursor::take(char c) {
    if (peek() != c) {
        return false;
    }
    ++m_at;
    return true;
}

void JsonCursor::expect(char c, const char* what) {
    if (!take(c)) {
        throw JsonFault(m_at, std::string{what} + " should stand here");
    }
}

bool JsonCursor::next(char close) {
    if (take(',')) {
        if (peek() == close) {
            throw JsonFault(m_at, "nothing follows the comma before this");
        }
        return true;
    }
    if (take(close)) {
        return false;
    }
    throw JsonFault(m_at, std::string{"a comma or "} + close + " should stand here");
}

JsonCursor::RawText JsonCursor::string() {
    expect('"', "a text in quotes");
    const char* const begin = m_at;
    bool escaped = false;
    while (m_at != m_end) {
        const char c = *m_at;
        if (c == '\0') {
            throw NotPlain();
        }
        if (c == '"') {
            return {{begin, static_cast<std::size_t>(m_at++ - begin)}, escaped};
        }
        if (c == '\\') {
            escaped = true;
            if (++m_at == m_end) {
                break;
            }
            const char kind = *m_at;
            if (kind == 'u') {
                if (m_end - m_at < 5) {
                    break;
                }
                if (hex4({m_at + 1, 4}, 0) < 0) {
                    throw JsonFault(m_at, "four hexadecimal digits should follow \\u");
                }
            } else if (std::strchr("\"\\/bfnrt", kind) == nullptr || kind == '\0') {
                throw JsonFault(m_at, "there is no such escape in a text");
            }
        }
        ++m_at;
    }
    throw JsonEnd(m_end);
}

JsonCursor::RawText JsonCursor::key() {
    if (peek() != '"') {
        throw JsonFault(m_at, "a member's name in quotes should stand here");
    }
    const RawText name = string();
    expect(':', "a colon");
    return name;
}

double JsonCursor::number() {
    const char* const begin = m_at;
    const char* p = m_at;
    const bool negative = p != m_end && *p == '-';
    p += negative ? 1 : 0;
    std::uint64_t mantissa = 0;
    const char* const first = p;
    while (p != m_end && is_digit(*p)) {
        mantissa = mantissa * 10 + static_cast<std::uint64_t>(*p++ - '0');
    }
    const auto whole_digits = p - first;
    if (whole_digits == 0 || (whole_digits > 1 && *first == '0')) {
        no_number(p, m_end);
    }
    std::ptrdiff_t decimals = 0;
    if (p != m_end && *p == '.') {
        const char* const point = ++p;
        while (p != m_end && is_digit(*p)) {
            mantissa = mantissa * 10 + static_cast<std::uint64_t>(*p++ - '0');
        }
        decimals = p - point;
        if (decimals == 0) {
            no_number(p, m_end);
        }
    }
    const bool exponent = p != m_end && (*p == 'e' || *p == 'E');
    const bool is_whole = decimals == 0 && !exponent;
    if (!exponent && whole_digits + decimals <= 19 && mantissa <= (1ULL << 53U)) {
        // W. D. Clinger (1990), "How to read floating point numbers accurately", section 3: both
        // are exact, the quotient is rounded once.
        m_at = p;
        const double size =
            static_cast<double>(mantissa) / powers_of_ten[static_cast<std::size_t>(decimals)];
        // A whole number has no negative zero.
        return negative && !(is_whole && mantissa == 0) ? -size : size;
    }
    if (exponent) {
        ++p;
        p += p != m_end && (*p == '+' || *p == '-') ? 1 : 0;
        const char* const digits = p;
        while (p != m_end && is_digit(*p)) {
            ++p;
        }
        if (p == digits) {
            no_number(p, m_end);
        }
    }
    m_at = p;
    return any_number(begin, p);
}

JsonKind JsonCursor::skip_number() {
    const char* const begin = m_at;
    static_cast<void>(number());
    for (const char* p = begin; p != m_at; ++p) {
        if (*p == '.' || *p == 'e' || *p == 'E') {
            return JsonKind::decimal;
        }
    }
    return JsonKind::whole;
}

void JsonCursor::literal(std::string_view word) {
    if (static_cast<std::size_t>(m_end - m_at) < word.size()) {
        throw JsonEnd(m_end);
    }
    if (std::string_view{m_at, word.size()} != word) {
        throw NotPlain();
    }
    m_at += word.size();
}

JsonKind JsonCursor::skip_scalar() {
    switch (peek()) {
        case '"':
            static_cast<void>(string());
            return JsonKind::text;
        case 't':
            literal("true");
            return JsonKind::boolean;
        case 'f':
            literal("false");
            return JsonKind::boolean;
        case 'n':
            literal("null");
            return JsonKind::null;
        case '}':
        case ']':
        case ',':
        case ':':
            throw JsonFault(m_at, "a value should stand here");
        default:
            return skip_number();
    }
}

JsonKind JsonCursor::skip() {
    const char opening = peek();
    if (opening != '{' && opening != '[') {
        return skip_scalar();
    }
    std::bitset<max_depth> is_object;
    int depth = 0;
    const auto open = [&] {
        if (depth == max_depth) {
            throw JsonTooDeep(m_at);
        }
        is_object[static_cast<std::size_t>(depth++)] = *m_at++ == '{';
    };
    const auto inside_object = [&] { return is_object[static_cast<std::size_t>(depth - 1)]; };
    open();
    bool fresh = true;  // Nothing stands in the innermost container yet.
    while (depth > 0) {
        const char close = inside_object() ? '}' : ']';
        if (fresh ? take(close) : !next(close)) {
            --depth;
            fresh = false;
            continue;
        }
        if (inside_object()) {
            static_cast<void>(key());
        }
        const char c = peek();
        fresh = c == '{' || c == '[';
        if (fresh) {
            open();
        } else {
            skip_scalar();
        }
    }
    return opening == '{' ? JsonKind::object : JsonKind::array;
}

std::string unescaped(std::string_view raw) {
    std::string text;
    text.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size();) {
        if (raw[i] != '\\') {
            text += raw[i++];
            continue;
        }
        const char kind = raw[i + 1];
        i += 2;
        if (kind != 'u') {
            constexpr std::string_view names = "bfnrt";
            constexpr std::string_view values = "\b\f\n\r\t";
            const std::size_t n = names.find(kind);
            text += n == std::string_view::npos ? kind : values[n];
            continue;
        }
        auto c = static_cast<char32_t>(hex4(raw, i));
        i += 4;
        if (c >= 0xD800 && c < 0xDC00 && raw.substr(i, 2) == "\\u") {
            const auto low = static_cast<char32_t>(hex4(raw, i + 2));
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
                i += 6;
            }
        }
        if (c == 0 || (c >= 0xD800 && c < 0xE000)) {
            throw NotPlain();
        }
        append_utf8(text, c);
    }
    return text;
}

}  // namespace levelin::geodata::detail
