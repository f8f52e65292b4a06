#include "command.hpp"

#include <algorithm>
#include <charconv>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <limits>
#include <stdexcept>

namespace levelin::tool {

namespace {

std::optional<std::uint64_t> parse_count(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<int> parse_epsg(std::string_view text) {
    constexpr std::string_view prefix = "EPSG:";
    if (!text.starts_with(prefix)) {
        return std::nullopt;
    }
    const auto number = parse_count(text.substr(prefix.size()));
    if (!number || *number == 0 || *number > 999999) {
        return std::nullopt;
    }
    return static_cast<int>(*number);
}

/// YYYY-MM-DDThh:mm:ss, then Z or an offset; fractions of a second are allowed.
bool is_rfc3339(std::string_view text) {
    const auto digits = [&](std::size_t from, std::size_t count, unsigned low, unsigned high) {
        if (from + count > text.size()) {
            return false;
        }
        const auto value = parse_count(text.substr(from, count));
        return value && *value >= low && *value <= high;
    };
    const auto is = [&](std::size_t at, std::string_view any) {
        return at < text.size() && any.find(text[at]) != std::string_view::npos;
    };
    const bool moment = digits(0, 4, 0, 9999) && is(4, "-") && digits(5, 2, 1, 12) && is(7, "-") &&
                        digits(8, 2, 1, 31) && is(10, "Tt") && digits(11, 2, 0, 23) &&
                        is(13, ":") && digits(14, 2, 0, 59) && is(16, ":") && digits(17, 2, 0, 60);
    if (!moment) {
        return false;
    }
    std::size_t at = 19;
    if (is(at, ".")) {
        const std::size_t start = ++at;
        while (is(at, "0123456789")) {
            ++at;
        }
        if (at == start) {
            return false;
        }
    }
    if (is(at, "Zz")) {
        return at + 1 == text.size();
    }
    return is(at, "+-") && digits(at + 1, 2, 0, 23) && is(at + 3, ":") &&
           digits(at + 4, 2, 0, 59) && at + 6 == text.size();
}

/// What the kind asks for, where the value does not fit; else an empty text.
std::string_view misfit(ValueKind kind, std::string_view value) {
    switch (kind) {
        case ValueKind::flag:
        case ValueKind::text:
            return {};
        case ValueKind::file:
        case ValueKind::folder:
            return value.empty() ? "a name" : "";
        case ValueKind::number:
            return parse_plain_number(value) ? "" : "a plain number such as 0.25";
        case ValueKind::count:
            return parse_count(value) ? "" : "a whole number from 0";
        case ValueKind::pair: {
            const auto at = value.find('=');
            return at != std::string_view::npos && at > 0 ? "" : "a name, \"=\" and a value";
        }
        case ValueKind::crs:
            return parse_epsg(value) ? "" : "EPSG: and a number, such as EPSG:27700";
        case ValueKind::time:
            return is_rfc3339(value) ? "" : "a time such as 2026-01-31T12:00:00Z";
    }
    return {};
}

std::string help_hint(const CommandSpec& command) {
    return "see levelin " + std::string{command.name} + " --help";
}

const OptionSpec& find_option(const CommandSpec& command, const std::vector<OptionSpec>& options,
                              std::string_view name) {
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const OptionSpec& o) { return o.name == name; });
    if (found != options.end()) {
        return *found;
    }
    std::vector<std::string_view> names;
    for (const OptionSpec& option : options) {
        names.push_back(option.name);
    }
    const std::string near = nearest_word(name, names);
    throw UsageError("E-USAGE-02",
                     "levelin " + std::string{command.name} + " has no option " +
                         std::string{name} + (near.empty() ? "" : " (the nearest is " + near + ")"),
                     {}, help_hint(command));
}

void check_value(std::string_view name, std::string_view metavar, ValueKind kind,
                 const std::string& value) {
    if (const auto wanted = misfit(kind, value); !wanted.empty()) {
        const std::string shown = metavar.empty() ? "" : " " + std::string{metavar};
        throw UsageError("E-USAGE-04", "\"" + value + "\" does not fit " + std::string{name},
                         std::string{wanted}, "give " + std::string{name} + shown);
    }
}

}  // namespace

const std::vector<OptionSpec>& common_options() {
    using enum ValueKind;
    static const std::vector<OptionSpec> options = {
        {"--help", flag, "", "Show this help and end", "", false, false},
        {"--json", flag, "", "Write one JSON document to standard output, errors included", "",
         false, false},
        {"--quiet", flag, "", "Say nothing on standard error except errors", "", false, false},
        {"--overwrite", flag, "", "Replace files that exist already", "", false, false},
        {"--strict", flag, "", "End with status 3 where anything was lost, repaired or assumed", "",
         false, false},
        {"--threads", count, "N", "How many threads to use; 0 = one for each processor", "0", false,
         false},
        {"--grid", file, "FILE", "Datum grid (OSTN15) for British National Grid", "", false, false},
        {"--crs", crs, "EPSG:N", "Coordinate system of boundaries that carry none", "", false,
         false},
    };
    return options;
}

std::vector<OptionSpec> CommandSpec::all_options() const {
    std::vector<OptionSpec> all = options;
    if (plays_with_chance) {
        all.push_back(
            {"--seed", ValueKind::count, "N", "Start of the random numbers", "1", false, false});
    }
    all.insert(all.end(), common_options().begin(), common_options().end());
    return all;
}

Arguments Arguments::parse(const CommandSpec& command, const std::vector<std::string>& words) {
    const std::vector<OptionSpec> options = command.all_options();
    Arguments result;
    result.m_command = &command;
    for (const OptionSpec& option : options) {
        result.m_values[std::string{option.name}];
    }
    for (const ArgumentSpec& argument : command.arguments) {
        result.m_values[std::string{argument.name}];
    }

    std::size_t place = 0;  // Of the next argument without a dash.
    bool only_arguments = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!only_arguments && word == "--") {
            only_arguments = true;
            continue;
        }
        if (only_arguments || word.size() < 2 || word.front() != '-') {
            if (place >= command.arguments.size()) {
                throw UsageError("E-USAGE-07", "\"" + word + "\" is one argument too many", {},
                                 help_hint(command));
            }
            const ArgumentSpec& argument = command.arguments[place];
            check_value(argument.name, "", argument.kind, word);
            result.m_values[std::string{argument.name}].push_back(word);
            place += argument.repeatable ? 0 : 1;
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const OptionSpec& option = find_option(command, options, name);
        std::vector<std::string>& values = result.m_values[name];
        if (!values.empty() && !option.repeatable && option.kind != ValueKind::flag) {
            throw UsageError("E-USAGE-05", name + " is given twice", "it once", help_hint(command));
        }
        if (option.kind == ValueKind::flag) {
            if (equals != std::string::npos) {
                throw UsageError("E-USAGE-03", name + " takes no value", name + " alone",
                                 help_hint(command));
            }
            values.emplace_back("yes");
            continue;
        }
        if (equals == std::string::npos &&
            (i + 1 == words.size() || words[i + 1].starts_with("--"))) {
            throw UsageError("E-USAGE-03", name + " needs a value",
                             name + " " + std::string{option.metavar}, help_hint(command));
        }
        values.push_back(equals == std::string::npos ? words[++i] : word.substr(equals + 1));
        check_value(option.name, option.metavar, option.kind, values.back());
    }

    if (result.flag("--help")) {
        return result;
    }
    for (const ArgumentSpec& argument : command.arguments) {
        if (argument.required && !result.given(argument.name)) {
            throw UsageError("E-USAGE-06", std::string{argument.name} + " is missing", {},
                             help_hint(command));
        }
    }
    for (const OptionSpec& option : options) {
        if (option.required && !result.given(option.name)) {
            throw UsageError("E-USAGE-06", std::string{option.name} + " is missing",
                             std::string{option.name} + " " + std::string{option.metavar},
                             help_hint(command));
        }
    }
    return result;
}

const std::vector<std::string>& Arguments::values_of(std::string_view name) const {
    const auto found = m_values.find(name);
    if (found == m_values.end()) {
        throw std::logic_error("not in the table of commands: " + std::string{name});
    }
    return found->second;
}

std::string_view Arguments::default_of(std::string_view name) const {
    for (const OptionSpec& option : m_command->all_options()) {
        if (option.name == name) {
            return option.default_text;
        }
    }
    return {};
}

std::optional<std::string> Arguments::text(std::string_view name) const {
    const auto& values = values_of(name);
    if (!values.empty()) {
        return values.back();
    }
    const std::string_view fallback = default_of(name);
    return fallback.empty() ? std::nullopt : std::optional<std::string>{fallback};
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
    return values_of(name);
}

std::optional<std::filesystem::path> Arguments::path(std::string_view name) const {
    const auto value = text(name);
    return value ? std::optional<std::filesystem::path>{*value} : std::nullopt;
}

std::vector<std::filesystem::path> Arguments::paths(std::string_view name) const {
    const auto& values = values_of(name);
    return {values.begin(), values.end()};
}

std::optional<double> Arguments::number(std::string_view name) const {
    const auto value = text(name);
    return value ? parse_plain_number(*value) : std::nullopt;
}

std::optional<std::uint64_t> Arguments::count(std::string_view name) const {
    const auto value = text(name);
    return value ? parse_count(*value) : std::nullopt;
}

std::vector<std::pair<std::string, std::string>> Arguments::pairs(std::string_view name) const {
    std::vector<std::pair<std::string, std::string>> result;
    for (const std::string& value : values_of(name)) {
        const auto at = value.find('=');
        result.emplace_back(value.substr(0, at), value.substr(at + 1));
    }
    return result;
}

std::optional<int> Arguments::epsg(std::string_view name) const {
    const auto value = text(name);
    return value ? parse_epsg(*value) : std::nullopt;
}

unsigned Arguments::threads() const {
    const std::uint64_t wanted = count("--threads").value_or(0);
    return static_cast<unsigned>(std::min<std::uint64_t>(wanted, 1024));
}

}  // namespace levelin::tool
