#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/error.hpp>
#include <levelin/harmonise/geography.hpp>
#include <levelin/read/cell.hpp>
#include <levelin/score/composite.hpp>
#include <levelin/score/spec.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::config {

/// A boundary file that a project names.
struct BoundaryConfig {
    std::filesystem::path file;
    std::string layer;
    std::string code_column;
    std::string name_column;
    std::string crs;
    std::string licence;
    std::string source;
};

/// A table that a project names, or that a recipe needs.
struct TableConfig {
    std::string id;
    std::string description;
    std::filesystem::path file;  ///< Empty until `--table ID=FILE` says where.
    std::string sheet;
    std::string code_column;
    std::string
        name_column;  ///< Rows are joined by the names in it; empty = by codes if there are.
    std::string encoding;
    char delimiter = 0;
    Markers markers = Markers::defaults();
    bool optional = false;  ///< A recipe can do without it.
    std::string geography;  ///< What the codes must be ("lsoa"); empty = anything.
    int vintage = 0;        ///< The year that they must be of; 0 = any.
    std::string licence;
    std::string source;
};

/// A column of a table, by its name or by patterns.
///
/// A pattern is a regular expression (ECMAScript) that the whole name must match, after both have
/// been put in lower case with every run of other characters than letters and digits as one blank.
struct ColumnConfig {
    std::string table;
    std::string name;                   ///< Exact; decides where given.
    std::vector<std::string> patterns;  ///< Tried in order; the first that fits any column counts.
    std::string used_by;                ///< The part's id, for messages and `--set`.
    Location where;
};

/// A column that is taken along into the result untouched.
struct CarryConfig {
    std::string id;
    ColumnConfig column;
    bool optional = false;  ///< Left out where the table has no such column.
};

/// A table that a composite index takes the nations' own scores from.
struct CompositeSource {
    std::string table;
    std::string nation;     ///< Whose areas it holds; empty = of every nation, told by the codes.
    std::size_t local = 0;  ///< Into `ProjectConfig::columns`, as the next two.
    std::size_t employment = 0;
    std::optional<std::size_t> income;       ///< Where the version asks for it.
    std::optional<std::size_t> nation_text;  ///< Into `ProjectConfig::texts`.
};

/// What a composite index is made of; see levelin/score/composite.hpp.
struct CompositeConfig {
    CompositeSpec spec;
    std::vector<CompositeSource> sources;
    std::optional<std::size_t> population;  ///< Into `ProjectConfig::columns`.
};

/// A column that knows which end of an index is which, and is compared with it after scoring.
struct CheckConfig {
    std::size_t text = 0;  ///< Into `ProjectConfig::texts`.
    Direction direction = Direction::higher_is_worse;
};

/// One index: the tree, whose leaves point into `ProjectConfig::columns`, or the composite.
struct IndexConfig {
    IndexSpec spec;
    std::optional<CompositeConfig> composite;
    std::vector<CheckConfig> checks;
    std::string description;
    std::string source;
};

/// The set of areas that ranks, means, extremes and N refer to.
enum class Reference : std::uint8_t {
    tables,  ///< Every area that a table of the index has: a council's map keeps national ranks.
    boundaries,  ///< The areas of the boundary files.
};
[[nodiscard]] std::string_view to_string(Reference reference) noexcept;

struct MapConfig {
    std::string title;
    std::string subtitle;
    std::string legend_title;
    std::vector<std::string> attribution;
    bool scale_bar = true;  ///< False for maps without a true scale, such as hexagons.
};

/// Who is to be supported: a rule that is applied to what was scored.
struct TargetConfig {
    std::filesystem::path rule;  ///< A file, or the name of a built-in rule.
    std::string rule_name;       ///< As the project file gives it.
    std::vector<std::filesystem::path> lookups;
    std::vector<std::filesystem::path> tables;
    std::string bridges = "none";  ///< "uk", "none" or a file.
};

/// All that a run needs to know, from a project file or a recipe with what the call adds.
struct ProjectConfig {
    std::string name;
    std::string title;
    std::string description;
    bool recipe = false;
    std::filesystem::path file;    ///< The file that was read.
    std::filesystem::path folder;  ///< Relative names of files refer to it.
    std::vector<BoundaryConfig> boundaries;
    std::vector<TableConfig> tables;
    std::vector<ColumnConfig> columns;
    std::vector<ColumnConfig> texts;  ///< Columns that results are compared with, never made of.
    std::vector<IndexConfig> indices;
    std::vector<CarryConfig> carry;
    Reference reference = Reference::boundaries;
    MapConfig map;
    std::optional<TargetConfig> target;
    std::string effective_json;  ///< The whole configuration after `--set`, for the manifest.

    [[nodiscard]] const TableConfig* table(std::string_view id) const noexcept;
};

/// What the call adds to a project file.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// Whether the files that a project names must be there.
enum class Files : std::uint8_t { needed, named_only };

/// Reads a project file or recipe.
///
/// @param text      the TOML text.
/// @param file      its name, for messages; relative names of files refer to its folder.
/// @param settings  `--set KEY=VALUE`: KEY is a path in the file ("map.title", "tables.pay.sheet")
///                  or begins with the id of a part or index ("income.weight"); VALUE is TOML, or a
///                  text without quotes.
/// @param files     named_only for a project that was run before, as a manifest tells it.
/// @throws ConfigError E-CONFIG-01 to -07 with file, line and column; see docs/errors.md.
[[nodiscard]] ProjectConfig parse_project(std::string_view text, const std::filesystem::path& file,
                                          const Settings& settings = {},
                                          Files files = Files::needed);

/// Reads the file and parses it. @throws ConfigError E-CONFIG-08 where it cannot be read.
[[nodiscard]] ProjectConfig read_project(const std::filesystem::path& file,
                                         const Settings& settings = {});

/// Which of the columns is meant.
/// @throws ConfigError E-CONFIG-09 no column of that name, with the nearest; two that fit, with
///         both and the `--set` that decides. @throws InputError E-INPUT-02 none fits a pattern.
[[nodiscard]] std::size_t find_column(const ColumnConfig& wanted,
                                      const std::vector<std::string>& names, std::string_view file);

/// Whether any of the columns fits, be it one or several.
[[nodiscard]] bool has_column(const ColumnConfig& wanted, const std::vector<std::string>& names);

}  // namespace levelin::config
