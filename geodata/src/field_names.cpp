#include "field_names.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <unordered_set>

namespace levelin::geodata::detail {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_plain(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Cut between characters of UTF-8.
std::string cut(const std::string& name, std::size_t bytes) {
    if (name.size() <= bytes) {
        return name;
    }
    std::size_t end = bytes;
    while (end > 0 && is_continuation(name[end])) {
        --end;
    }
    return name.substr(0, end);
}

std::string in_ascii(const std::string& name) {
    std::string out;
    for (const char c : name) {
        if (!is_continuation(c)) {
            out += is_plain(c) ? c : '_';
        }
    }
    return !out.empty() && is_letter(out.front()) ? out : "f" + out;
}

std::string without(std::string name, const std::string& forbidden) {
    for (char& c : name) {
        c = forbidden.find(c) == std::string::npos ? c : '_';
    }
    return name;
}

}  // namespace

FieldNames fit_field_names(std::span<const std::string> names, const FieldNameRules& rules) {
    FieldNames fitted;
    fitted.names.resize(names.size());
    std::unordered_set<std::string> taken(rules.reserved.begin(), rules.reserved.end());
    std::vector<std::string> wanted;
    for (std::size_t i = 0; i < names.size(); ++i) {
        wanted.push_back(rules.ascii ? in_ascii(names[i]) : without(names[i], rules.forbidden));
        const bool fits = wanted[i] == names[i] && !names[i].empty() &&
                          (rules.max_bytes == 0 || names[i].size() <= rules.max_bytes);
        if (fits && taken.insert(ascii_lower(names[i])).second) {
            fitted.names[i] = names[i];
        }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!fitted.names[i].empty()) {
            continue;
        }
        const std::string stem = wanted[i].empty() ? "field" : wanted[i];
        const std::size_t room = rules.max_bytes == 0 ? stem.size() + 12 : rules.max_bytes;
        std::string name = cut(stem, room);
        for (int number = 1; !taken.insert(ascii_lower(name)).second; ++number) {
            const std::string digits = std::to_string(number);
            name = cut(stem, room - digits.size()) + digits;
        }
        fitted.names[i] = name;
        fitted.renamed.emplace_back(names[i], std::move(name));
    }
    return fitted;
}

std::string free_name(std::string wanted, std::span<const std::string> names) {
    const auto is_taken = [&](const std::string& name) {
        return std::any_of(names.begin(), names.end(), [&](const std::string& other) {
            return ascii_lower(other) == ascii_lower(name);
        });
    };
    const std::string stem = wanted;
    for (int number = 1; is_taken(wanted); ++number) {
        wanted = stem + "_" + std::to_string(number);
    }
    return wanted;
}

}  // namespace levelin::geodata::detail
