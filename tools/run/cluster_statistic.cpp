#include "cluster_statistic.hpp"

#include <array>
#include <string_view>

#include "map_columns.hpp"

namespace levelin::run {

ClusterStatistic cluster_statistic(const ResultTable& table, const std::string& column) {
    struct Known {
        std::string_view column;
        std::string_view title;
        std::string_view word;
    };
    constexpr std::array<Known, 5> known{{{"moran_class", "Local Moran's I", "high_high"},
                                          {"gi_star_class", "Getis and Ord's Gi*", "hot_spot"},
                                          {"gi_class", "Getis and Ord's Gi", "hot_spot"},
                                          {"geary_class", "Local Geary's C", "alike_high"},
                                          {"pocket_class", "Pockets of need", "pocket"}}};
    for (const Known& k : known) {
        const std::string name{k.column};
        if (column == name || (column.empty() && table.find(name) != nullptr)) {
            return {name, std::string{k.title}, true, std::string{k.word}};
        }
    }
    return {column, header_words(column), false, ""};
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
