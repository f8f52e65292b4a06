#include "cluster_statistic.hpp"

#include <array>
#include <string_view>

#include "map_columns.hpp"

namespace levelin::run {

ClusterStatistic cluster_statistic(const ResultTable& table, const std::string& column) {
    struct Known {
        std::string_view column;
        std::string_view title;
    };
    constexpr std::array<Known, 5> known{{{"moran_class", "Local Moran's I"},
                                          {"gi_star_class", "Getis and Ord's Gi*"},
                                          {"gi_class", "Getis and Ord's Gi"},
                                          {"geary_class", "Local Geary's C"},
                                          {"pocket_class", "Pockets of need"}}};
    for (const Known& k : known) {
        const std::string name{k.column};
        if (column == name || (column.empty() && table.find(name) != nullptr)) {
            return {name, std::string{k.title}, true};
        }
    }
    return {column, header_words(column), false};
}

std::string legend_counts(const render::ThematicMap& map) {
    std::string text;
    for (const render::LegendRow& row :
         std::get<render::LegendRows>(map.legend.parts.front()).rows) {
        text += (text.empty() ? "" : ", ") + row.label + " " + row.count;
    }
    return text;
}

}  // namespace levelin::run
