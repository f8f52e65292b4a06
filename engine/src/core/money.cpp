#include <levelin/core/money.hpp>
#include <levelin/core/number_text.hpp>

namespace levelin {

namespace {

constexpr std::string_view pound = "\xC2\xA3";

void trim(std::string_view& text) {
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
}

// Decimals that the unit stands for: "m" multiplies by 10^6.
int unit_of(std::string_view& text) {
    for (const auto& [name, places] :
         {std::pair<std::string_view, int>{"bn", 9}, {"m", 6}, {"k", 3}}) {
        if (text.ends_with(name)) {
            text.remove_suffix(name.size());
            trim(text);
            return places;
        }
    }
    return 0;
}

// Commas stand between groups of three digits or not at all.
std::optional<std::string> without_commas(std::string_view whole) {
    std::string digits;
    std::size_t since = 0;
    bool comma = false;
    for (const char c : whole) {
        if (c == ',') {
            if (since == 0 || since > 3 || (comma && since != 3)) {
                return std::nullopt;
            }
            comma = true;
            since = 0;
        } else if (c >= '0' && c <= '9') {
            digits += c;
            ++since;
        } else {
            return std::nullopt;
        }
    }
    if (digits.empty() || (comma && since != 3)) {
        return std::nullopt;
    }
    return digits;
}

}  // namespace

std::string pounds_text(std::uint64_t pence) {
    const std::uint64_t rest = pence % 100;
    return std::string{pound} + grouped_text(pence / 100) + (rest < 10 ? ".0" : ".") +
           std::to_string(rest);
}

std::optional<std::uint64_t> parse_pounds(std::string_view text) noexcept {
    trim(text);
    if (text.starts_with(pound)) {
        text.remove_prefix(pound.size());
        trim(text);
    }
    int places = unit_of(text) + 2;
    const std::size_t point = text.find('.');
    std::string_view after = point == std::string_view::npos ? "" : text.substr(point + 1);
    auto digits = without_commas(text.substr(0, point));
    if (!digits || (point != std::string_view::npos && after.empty())) {
        return std::nullopt;
    }
    while (after.ends_with('0')) {
        after.remove_suffix(1);
    }
    for (const char c : after) {
        if (c < '0' || c > '9' || places == 0) {
            return std::nullopt;
        }
        *digits += c;
        --places;
    }
    digits->append(static_cast<std::size_t>(places), '0');
    std::uint64_t pence = 0;
    for (const char c : *digits) {
        pence = pence * 10 + static_cast<std::uint64_t>(c - '0');
        if (pence > max_pence) {
            return std::nullopt;
        }
    }
    return pence;
}

}  // namespace levelin
