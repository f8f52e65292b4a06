#pragma once

#include <levelin/classify/classes.hpp>
#include <levelin/table/result_table.hpp>
#include <string>
#include <vector>

#include "map_inputs.hpp"

namespace levelin::run {

/// A column as a map shows it.
struct MapColumn {
    std::string name;   ///< Of the table: "imd_score".
    std::string title;  ///< "Index of Multiple Deprivation", or the column's name.
    std::string kind;   ///< "score", "rank", "decile", "value", "contribution" or "".
    DecimalColumn values;
    bool lowest_is_worst = false;  ///< Ranks and deciles: 1 is the worst.
};

/// A header as a title: "weekly_pay" -> "Weekly pay"; one with blanks or capitals is one already.
[[nodiscard]] std::string header_words(std::string name);

/// The title of the index or part that a column is of, or its header in words.
[[nodiscard]] std::string column_title(const MapInputs& inputs, const std::string& name);

/// @param name  empty = the first index's decile, or its score where it has none.
/// @throws ConfigError E-TARGET-01, -02; UsageError E-RENDER-20 no name, and no index to show.
[[nodiscard]] MapColumn map_column(const MapInputs& inputs, const std::string& name);

/// The classes that a style asks for; deciles as they were scored for a column of deciles.
[[nodiscard]] Classification map_classes(const MapInputs& inputs, const MapColumn& column,
                                         const config::MapClassesConfig& style,
                                         int otherwise_classes = 5);

/// What is said of each area: the value, or why there is none.
[[nodiscard]] std::vector<std::string> value_notes(const MapColumn& column);

/// "Highest: Blackpool (45.0), ..." of the worst three, or an empty text.
[[nodiscard]] std::string worst_areas(const MapInputs& inputs, const MapColumn& column,
                                      bool lowest_is_worst);

/// A number as notes and sentences show it: at most four significant digits after the point.
[[nodiscard]] std::string number_text(double value);

}  // namespace levelin::run
