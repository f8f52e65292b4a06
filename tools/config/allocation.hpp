#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/allocate/allocate.hpp>
#include <levelin/choose/choose.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rule.hpp"

namespace levelin::config {

/// A column of numbers, or the percentile of its values among all areas (100 = highest).
struct NeedColumn {
    std::string column;
    bool percentile = false;
};

/// One part of the formula of [money].
struct MoneyPart {
    double share = 1;
    bool by_people = true;
    std::optional<NeedCurve> curve;  ///< None: need does not count.
    NeedColumn need;
};

struct MoneyPots {
    std::string per;  ///< Column of text.
    PotRule rule;
};

struct MoneyGroups {
    std::string per;
    GroupRule rule;
};

/// [money]: a fixed sum, or so many whole things, shared out.
struct MoneyConfig {
    std::uint64_t total = 0;  ///< In pence, or in things.
    std::uint64_t step = 1;
    UnitName unit;
    std::string people;  ///< Empty = `population` where there is one; "none" = areas count as one.
    std::vector<MoneyPart> parts;
    AreaBounds bounds;
    std::optional<MoneyPots> pots;
    std::optional<MoneyGroups> groups;
};

/// [choice]: areas or sites that reach the most need.
struct ChoiceConfig {
    std::string need;  ///< Column of people in need, or of any need of 0 or more.
    std::string need_percent;
    std::string need_share;  ///< The share of `people`, 0 to 1; all empty = as [scorecard] has it.
    std::string people;
    std::optional<std::uint32_t> at_most;
    std::optional<std::uint64_t> budget;     ///< Pence.
    std::optional<std::uint64_t> cost_each;  ///< Pence.
    std::string cost;                        ///< Column of pounds; empty = `cost_each`.
    std::optional<double> metres;            ///< None: every area reaches itself alone.
    double minutes = 0;                      ///< What `metres` was said as; 0 = as metres.
    double speed_km_h = 0;
    std::filesystem::path places;  ///< Where people live; empty = from the boundaries.
    std::filesystem::path sites;   ///< Candidates; empty = the areas' own places.
    std::string per;               ///< Column of groups with least numbers.
    std::uint32_t at_least = 0;    ///< In every group.
    std::vector<std::pair<std::string, std::uint64_t>> at_least_in;
    ChoiceOptions options;
};

/// What a rule file says of money or of a choice; one of the two.
struct AllocationConfig {
    std::optional<MoneyConfig> money;
    std::optional<ChoiceConfig> choice;
};

/// Reads the sections [money] and [choice] of a rule file; docs/rules.md lists their keys.
/// @throws ConfigError E-CONFIG-01 to -04, -06 with file, row and column; E-ALLOCATE-12 where the
///         file has neither section, or both.
[[nodiscard]] AllocationConfig parse_allocation(const RuleFile& rule);

}  // namespace levelin::config
