#pragma once

#include <filesystem>
#include <levelin/classify/classify.hpp>
#include <levelin/render/map_page.hpp>
#include <levelin/render/palette.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::config {

enum class MapKind : std::uint8_t {
    choropleth,
    bivariate,
    symbols,
    dots,
    confidence,
    selection,
    difference,
    clusters,
};
[[nodiscard]] std::string_view to_string(MapKind kind) noexcept;

/// The classes of a map; what is not given follows from the column.
struct MapClassesConfig {
    std::optional<ClassMethod> method;
    std::optional<int> count;
    std::vector<double> breaks;
    std::optional<bool> lowest_is_worst;
};

struct MapColoursConfig {
    std::string palette;  ///< Empty = that of the kind.
    std::vector<draw::Colour> list;
    bool reverse = false;
};

struct MapLegendConfig {
    std::string title;
    std::optional<std::string> class_heading;
    std::optional<std::string> value_heading;
    std::optional<std::string> count_heading;
    std::optional<std::string> worst;
    std::optional<std::string> best;
    std::vector<std::string> labels;  ///< Of the classes, from the top of the legend.
};

/// A line around the areas whose column has a value.
struct MapOutlineConfig {
    std::string column;
    std::vector<std::string> values;  ///< As the table writes them; "1" unless told.
    std::string label = "Selected";
    draw::Colour colour{0x1b, 0x1b, 0x1b};
    double width = 1.8;
};

struct BivariateConfig {
    std::string column;       ///< The second value, upwards in the legend.
    std::string label;        ///< Empty = its column.
    std::string first_label;  ///< Empty = the first column.
    int side = 3;
    bool lowest_first = false;  ///< The first value is high where its column is low.
    bool lowest_second = false;
};

struct SymbolsConfig {
    std::string column;
    std::string label;
    double largest = 22;  ///< Radius, in units of the design.
    bool squares = false;
    bool graduated = false;  ///< One size for each class in place of one for each value.
};

struct DotsConfig {
    std::vector<std::string> columns;
    std::vector<std::string> labels;
    double value = 0;  ///< What a dot stands for; 0 = a round number that gives about 10,000 dots.
    double diameter = 1.6;
    std::string unit = "people";
};

struct FadeConfig {
    std::string column = "p_selected";
    /// From which certainty on an area counts as a level, falling: 0.95, 0.8.
    std::vector<double> levels{0.95, 0.8};
    bool probability = true;  ///< A column of chances: 0.1 is as certain as 0.9.
};

struct MultiplesConfig {
    std::vector<std::string> columns;
    std::vector<std::string> titles;
    std::string group;  ///< Or one map for each value of this column.
};

/// The map drawn on shapes that are not the true ones.
struct MapCartogramConfig {
    std::string kind;   ///< "flow", "dorling" or "hexagon".
    std::string by;     ///< The column that sizes areas; none for hexagons.
    std::string group;  ///< Hexagons: kept together; empty = nations.
};

/// What a style file says; docs/maps.md.
struct MapStyle {
    std::filesystem::path file;
    MapKind kind = MapKind::choropleth;
    std::optional<std::string> title;
    std::optional<std::string> subtitle;
    std::optional<std::string> note;
    std::vector<std::string> attribution;
    std::string date;
    std::optional<std::string> alt;
    std::string column;
    render::PageSize size;
    render::PageContents contents = render::PageContents::full;
    double type = 1;   ///< Times the usual size of type.
    double scale = 1;  ///< Pixels of a PNG for one of the page.
    double dpi = 0;    ///< 0 = 96 times `scale`.
    std::string font = "DejaVu Sans";
    MapClassesConfig classes;
    MapColoursConfig colours;
    MapLegendConfig legend;
    render::Shown borders = render::Shown::automatic;
    render::Shown north_arrow = render::Shown::automatic;
    std::optional<bool> scale_bar;
    std::optional<std::vector<std::string>> insets;  ///< Names; nothing = automatic.
    std::vector<render::Inset> own_insets;
    int towns = 0;
    std::string group_borders;  ///< Column of the groups that get a line around them.
    std::optional<MapOutlineConfig> outline;
    BivariateConfig bivariate;
    SymbolsConfig symbols;
    DotsConfig dots;
    FadeConfig confidence;
    std::string minus;  ///< Of `difference`: the column that is taken off.
    std::optional<MultiplesConfig> multiples;
    std::optional<MapCartogramConfig> cartogram;
};

/// Reads a style. @param text  the TOML. @param file  for messages.
/// @param settings  `--set KEY=VALUE`, by the path of a key in the file.
/// @throws ConfigError E-CONFIG-01 to -04, -06, -07; UsageError E-RENDER-10, -11, -13 (no such
///         palette, page, inset).
[[nodiscard]] MapStyle parse_map_style(
    std::string_view text, const std::filesystem::path& file,
    const std::vector<std::pair<std::string, std::string>>& settings);

/// Reads the file and parses it. @param file  empty = an empty style.
/// @throws ConfigError E-CONFIG-08 where it cannot be read.
[[nodiscard]] MapStyle read_map_style(
    const std::filesystem::path& file,
    const std::vector<std::pair<std::string, std::string>>& settings);

}  // namespace levelin::config
