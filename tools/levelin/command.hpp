#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::tool {

class Console;
class Arguments;

/// What a value must look like; checked before a command starts, and told to shell completion.
enum class ValueKind : std::uint8_t {
    flag,    ///< No value: given or not.
    text,    ///< Any text.
    file,    ///< A file's name.
    folder,  ///< A folder's name.
    number,  ///< A plain decimal number.
    count,   ///< A whole number from 0.
    pair,    ///< KEY=VALUE.
    crs,     ///< EPSG:N.
    time,    ///< RFC 3339: 2026-01-31T12:00:00Z.
};

/// One option of a command, as help, man page, completion and parser see it.
struct OptionSpec {
    std::string_view name;  ///< With the dashes: "--out".
    ValueKind kind = ValueKind::flag;
    std::string_view metavar;  ///< "DIR", "ID=FILE"; empty for a flag.
    std::string_view help;     ///< One sentence without a full stop.
    std::string_view default_text;
    bool repeatable = false;
    bool required = false;
};

/// One argument without a dash.
struct ArgumentSpec {
    std::string_view name;  ///< As usage shows it: "PROJECT.toml".
    ValueKind kind = ValueKind::text;
    std::string_view help;
    bool required = true;
    bool repeatable = false;  ///< Only the last argument can be.
};

struct ExampleSpec {
    std::string_view call;
    std::string_view says;
};

/// One command. `run` returns the exit status and throws levelin::Error.
struct CommandSpec {
    std::string_view name;
    std::string_view summary;
    std::string_view description;
    std::vector<std::string_view> usages;  ///< Where empty, made from the arguments.
    std::vector<ArgumentSpec> arguments;
    std::vector<OptionSpec> options;  ///< Its own; the common ones come on top.
    std::vector<ExampleSpec> examples;
    bool plays_with_chance = false;  ///< Adds --seed.
    int (*run)(const Arguments&, Console&) = nullptr;

    /// Its own options, then those that every command has.
    [[nodiscard]] std::vector<OptionSpec> all_options() const;
};

/// What every command understands: --help, --json, --quiet, --overwrite, ...
[[nodiscard]] const std::vector<OptionSpec>& common_options();

/// The values of one call, checked against the command's table.
///
/// Names are those of the table ("--out", "PROJECT.toml"); asking for a name that is not in it
/// throws std::logic_error, since that is a mistake in the program and not in the call.
class Arguments {
  public:
    /// @throws UsageError E-USAGE-02 .. 07, with the nearest name where one is near.
    [[nodiscard]] static Arguments parse(const CommandSpec& command,
                                         const std::vector<std::string>& words);

    [[nodiscard]] const CommandSpec& command() const noexcept { return *m_command; }
    [[nodiscard]] bool given(std::string_view name) const { return !values_of(name).empty(); }
    [[nodiscard]] bool flag(std::string_view name) const { return given(name); }
    /// The value, or the table's default, or nothing.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    [[nodiscard]] std::optional<std::filesystem::path> path(std::string_view name) const;
    [[nodiscard]] std::vector<std::filesystem::path> paths(std::string_view name) const;
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    [[nodiscard]] std::optional<std::uint64_t> count(std::string_view name) const;
    /// KEY=VALUE, split at the first "=", in the order of the call.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs(
        std::string_view name) const;
    /// The number of EPSG:N.
    [[nodiscard]] std::optional<int> epsg(std::string_view name) const;
    /// --threads; 0 = as many as the machine has.
    [[nodiscard]] unsigned threads() const;

  private:
    [[nodiscard]] const std::vector<std::string>& values_of(std::string_view name) const;
    [[nodiscard]] std::string_view default_of(std::string_view name) const;

    const CommandSpec* m_command = nullptr;
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

}  // namespace levelin::tool
