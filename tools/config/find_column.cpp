#include <algorithm>
#include <cctype>
#include <levelin/core/nearest_word.hpp>
#include <regex>

#include "project.hpp"

namespace levelin::config {

namespace {

std::string simplified(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u) != 0 || u >= 0x80) {
            out += static_cast<char>(std::tolower(u));
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    while (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

// By name as written, else without case and signs; by the first pattern that fits any.
std::vector<std::size_t> fitting_columns(const ColumnConfig& wanted,
                                         const std::vector<std::string>& names) {
    std::vector<std::size_t> fits;
    const auto collect = [&](auto fit) {
        for (std::size_t c = 0; c < names.size(); ++c) {
            if (fit(names[c])) {
                fits.push_back(c);
            }
        }
        return !fits.empty();
    };
    if (!wanted.name.empty()) {
        if (!collect([&](const std::string& name) { return name == wanted.name; })) {
            (void)collect([&](const std::string& name) {
                return simplified(name) == simplified(wanted.name);
            });
        }
        return fits;
    }
    for (const std::string& pattern : wanted.patterns) {
        const std::regex expression(pattern, std::regex::icase);
        if (collect([&](const std::string& name) {
                return std::regex_match(simplified(name), expression);
            })) {
            break;
        }
    }
    return fits;
}

}  // namespace

bool has_column(const ColumnConfig& wanted, const std::vector<std::string>& names) {
    return !fitting_columns(wanted, names).empty();
}

std::size_t find_column(const ColumnConfig& wanted, const std::vector<std::string>& names,
                        std::string_view file) {
    const std::vector<std::size_t> fits = fitting_columns(wanted, names);
    const std::string how = wanted.name.empty() ? "the pattern of \"" + wanted.used_by + "\""
                                                : "\"" + wanted.name + "\"";
    if (fits.size() == 1) {
        return fits.front();
    }
    const std::string decide = "--set " + wanted.used_by + ".column=\"...\" decides";
    if (fits.empty()) {
        const std::vector<std::string_view> known(names.begin(), names.end());
        const std::string near = nearest_word(wanted.name, known);
        std::string list;
        for (const std::string& name : names) {
            if (!name.empty() && list.size() < 300) {
                list += (list.empty() ? "" : ", ") + name;
            }
        }
        const std::string problem = std::string{file} + " has no column for " + how;
        const std::string expected = near.empty() ? "one of " + list : "\"" + near + "\"";
        if (wanted.name.empty()) {
            throw InputError("E-INPUT-02", problem, expected, decide);
        }
        throw ConfigError("E-CONFIG-09", problem, expected, decide, wanted.where);
    }
    std::string list;
    for (const std::size_t c : fits) {
        list += (list.empty() ? "\"" : "\", \"") + names[c];
    }
    throw ConfigError("E-CONFIG-09",
                      std::to_string(fits.size()) + " columns of " + std::string{file} + " fit " +
                          how + ": " + list + "\"",
                      "one column", decide, wanted.where);
}

}  // namespace levelin::config
