#include <array>
#include <charconv>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <stdexcept>

namespace levelin {

void append_shortest(std::string& out, double value) {
    if (!std::isfinite(value)) {
        throw std::invalid_argument("a number that is not finite has no text");
    }
    std::array<char, 32> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value == 0.0 ? 0.0 : value);
    out.append(buffer.data(), end);
}

std::string shortest_text(double value) {
    std::string out;
    append_shortest(out, value);
    return out;
}

std::string fixed_text(double value, int decimals) {
    if (!std::isfinite(value)) {
        throw std::invalid_argument("a number that is not finite has no text");
    }
    std::array<char, 400> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, decimals);
    std::string text{buffer.data(), end};
    if (!text.empty() && text.front() == '-' &&
        text.find_first_not_of("-0.") == std::string::npos) {
        text.erase(0, 1);
    }
    return text;
}

std::string with_groups(std::string digits) {
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    for (std::size_t i = digits.size(); i > first + 3;) {
        i -= 3;
        digits.insert(i, ",");
    }
    return digits;
}

std::optional<double> parse_plain_number(std::string_view text) noexcept {
    if (text.empty()) {
        return std::nullopt;
    }
    const std::size_t start = text.front() == '+' ? 1 : 0;
    if (start == text.size()) {
        return std::nullopt;
    }
    const char first = text[start];
    if (!((first >= '0' && first <= '9') || first == '.' || (first == '-' && start == 0))) {
        return std::nullopt;  // Keeps out "inf", "nan" and "+-1".
    }
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data() + start, text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

}  // namespace levelin
