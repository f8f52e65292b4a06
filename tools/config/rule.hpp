#pragma once

#include <filesystem>
#include <levelin/target/selection.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::config {

/// The page that lists every key of a rule file.
inline constexpr std::string_view rules_manual = "docs/rules.md";

/// What a scorecard counts; see docs/rules.md.
struct ScorecardConfig {
    std::string people;               ///< Column of people; "none" = every area counts as one.
    std::string in_need;              ///< Column of people in need, or
    std::string in_need_percent;      ///< of the per cent of `people` that are, or
    std::string in_need_share;        ///< of the share, 0 to 1.
    std::vector<std::string> groups;  ///< Columns that the figures are split by.
    std::string score;                ///< Column that orders areas by need; empty = the index's.
    bool lowest = false;              ///< Its lowest value comes first, as for ranks.
};

/// A rule file without its sections for money, choice and confidence, which have their own readers.
struct RuleFile {
    std::filesystem::path file;
    std::string text;  ///< The whole file.
    SelectionRule selection;
    ScorecardConfig scorecard;
};

/// Reads a rule file; docs/rules.md lists its keys.
/// @param text  the TOML. @param file  for messages; lists of codes are named from its folder.
/// @throws ConfigError E-CONFIG-01 to -04, -06 with file, row and column; E-TARGET-06 for a
///         condition, with its row; E-CONFIG-08 for a list of codes that cannot be read.
[[nodiscard]] RuleFile parse_rule(std::string_view text, const std::filesystem::path& file);

/// The file of a rule that a call or project names: a file, or the name of a built-in rule.
/// @param built_in  levelin's own folder of rules.
/// @throws UsageError E-USAGE-29 with the names there are. A file with a folder or an ending is
///         taken as it is: where it is not there, reading it says so.
[[nodiscard]] std::filesystem::path find_rule(const std::filesystem::path& given,
                                              const std::filesystem::path& built_in);

/// Reads the file and parses it. @throws ConfigError E-CONFIG-08 where it cannot be read.
[[nodiscard]] RuleFile read_rule(const std::filesystem::path& file);

}  // namespace levelin::config
