#include <algorithm>
#include <array>
#include <cstdint>
#include <levelin/core/number_text.hpp>
#include <levelin/read/cell.hpp>
#include <optional>

namespace levelin {

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::string_view pound = "\xC2\xA3";
constexpr std::string_view minus_sign =
    "\xE2\x88\x92";  // U+2212, as typesetting programs write it.
constexpr std::size_t longest_number = 64;

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same_without_case(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower(x) == lower(y); });
}

bool stands_in(std::string_view text, const std::vector<std::string>& markers) noexcept {
    return std::any_of(markers.begin(), markers.end(),
                       [&](const std::string& marker) { return same_without_case(text, marker); });
}

// The digits of "1,234,567.8" without the commas, or nothing where they do not stand in threes.
struct Plain {
    std::array<char, longest_number> text{};
    std::size_t size = 0;
    bool valid = false;
};

Plain without_groups(std::string_view text) noexcept {
    Plain plain;
    if (text.size() > longest_number) {
        return plain;
    }
    const std::size_t first_comma = text.find(',');
    if (first_comma == std::string_view::npos) {
        std::copy(text.begin(), text.end(), plain.text.begin());
        plain.size = text.size();
        plain.valid = true;
        return plain;
    }
    const std::size_t start = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (first_comma <= start || first_comma > start + 3) {
        return plain;
    }
    std::size_t i = 0;
    for (; i < first_comma; ++i) {
        if (i >= start && !is_digit(text[i])) {
            return plain;
        }
        plain.text[plain.size++] = text[i];
    }
    while (i < text.size() && text[i] == ',') {
        if (i + 3 >= text.size() || !is_digit(text[i + 1]) || !is_digit(text[i + 2]) ||
            !is_digit(text[i + 3])) {
            return plain;
        }
        plain.text[plain.size++] = text[i + 1];
        plain.text[plain.size++] = text[i + 2];
        plain.text[plain.size++] = text[i + 3];
        i += 4;
    }
    if (i < text.size() && text[i] != '.') {
        return plain;
    }
    for (; i < text.size(); ++i) {
        if (text[i] != '.' && !is_digit(text[i])) {
            return plain;
        }
        plain.text[plain.size++] = text[i];
    }
    plain.valid = true;
    return plain;
}

// Digits with at most one point and 15 digits: their whole number and the power of ten are exact in
// a double, so that one division rounds once and gives the nearest double. Source: Clinger 1990,
// How to Read Floating Point Numbers Accurately, section 3.
std::optional<double> parse_short_decimal(std::string_view text) noexcept {
    constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                            1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (text.empty() || text.size() > 16) {
        return std::nullopt;
    }
    std::int64_t whole = 0;
    std::size_t digits = 0;
    std::size_t decimals = 0;
    bool point = false;
    for (const char c : text) {
        if (is_digit(c)) {
            whole = 10 * whole + (c - '0');
            ++digits;
            decimals += point ? 1 : 0;
        } else if (c == '.' && !point) {
            point = true;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 || digits > 15) {
        return std::nullopt;
    }
    return static_cast<double>(whole) / powers[decimals];
}

// A number as tables write it, sign and pound sign already looked at by the caller's order.
std::optional<double> parse_table_number(std::string_view text) noexcept {
    bool negative = false;
    if (text.starts_with(minus_sign)) {
        negative = true;
        text.remove_prefix(minus_sign.size());
    } else if (text.starts_with('-') && text.substr(1).starts_with(pound)) {
        negative = true;
        text.remove_prefix(1);
    }
    if (text.starts_with(pound)) {
        text = cut_blanks(text.substr(pound.size()));
    }
    if (negative && (text.empty() || !(is_digit(text[0]) || text[0] == '.'))) {
        return std::nullopt;
    }
    std::optional<double> value = parse_short_decimal(text);
    if (value) {
        return negative ? -*value : *value;
    }
    const Plain plain = without_groups(text);
    if (!plain.valid) {
        return std::nullopt;
    }
    value = parse_plain_number({plain.text.data(), plain.size});
    return value && negative ? std::optional{-*value} : value;
}

}  // namespace

std::string_view cut_blanks(std::string_view text) noexcept {
    // Most cells have nothing to cut: neither a blank nor half a no-break space at either end.
    const auto plain = [](char c) { return c > ' ' && c <= '~'; };
    if (text.empty() || (plain(text.front()) && plain(text.back()))) {
        return text;
    }
    for (bool cut = true; cut;) {
        cut = false;
        while (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        }
        while (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        }
        if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
            cut = true;
        }
        if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
            cut = true;
        }
    }
    return text;
}

Markers Markers::defaults() {
    return {
        {"NA", "[x]", ".", ":", "null", "#N/A"}, {"*", "[c]", "c", "..", "x"}, {"n/a", "[z]", "-"}};
}

CellValue parse_cell(std::string_view text, const Markers& markers) noexcept {
    text = cut_blanks(text);
    CellValue value;
    if (text.empty()) {
        return value;
    }
    // Markers come first, so that a publisher's "-99" can be one.
    if (stands_in(text, markers.missing)) {
        return value;
    }
    if (stands_in(text, markers.suppressed)) {
        value.status = Status::suppressed;
        return value;
    }
    if (stands_in(text, markers.not_applicable)) {
        value.status = Status::not_applicable;
        return value;
    }
    value.status = Status::ok;
    std::string_view digits = text;
    if (digits.ends_with('%')) {
        digits = cut_blanks(digits.substr(0, digits.size() - 1));
        value.percent = true;
    }
    if (const auto number = parse_table_number(digits)) {
        value.kind = CellValue::Kind::number;
        value.number = *number;
        return value;
    }
    value.percent = false;
    value.kind = CellValue::Kind::text;
    return value;
}

}  // namespace levelin
