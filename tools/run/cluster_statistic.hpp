#pragma once

#include <levelin/render/thematic_map.hpp>
#include <levelin/table/result_table.hpp>
#include <string>

namespace levelin::run {

/// A column of words that areas are coloured by, in a table of `levelin clusters` or any other.
struct ClusterStatistic {
    std::string column;  ///< Empty: the table has none.
    std::string title;   ///< "Local Moran's I"; of other columns the header in words.
    bool known = false;  ///< One that `levelin clusters` writes.
    std::string word;    ///< One of its words.
};

/// What a column of classes is called.
/// @param column  empty for the first of moran_class, gi_star_class, gi_class, geary_class and
///                pocket_class that the table has.
[[nodiscard]] ClusterStatistic cluster_statistic(const ResultTable& table,
                                                 const std::string& column);

/// "High among high 4, Low among low 14", from the first rows of a map's legend.
[[nodiscard]] std::string legend_counts(const render::ThematicMap& map);

}  // namespace levelin::run
