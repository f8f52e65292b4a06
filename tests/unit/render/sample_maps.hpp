#pragma once

#include <levelin/classify/classify.hpp>
#include <levelin/render/choropleth.hpp>
#include <levelin/render/map_page.hpp>
#include <square_areas.hpp>
#include <string>
#include <utility>
#include <vector>

/// Deciles 1 to 10 in turn with scores 95, 85, ..., or the status given for an area.
inline levelin::Classification turns(
    std::size_t areas, const std::vector<std::pair<std::size_t, levelin::Status>>& without = {}) {
    levelin::WholeColumn decile;
    levelin::DecimalColumn score;
    for (std::size_t i = 0; i < areas; ++i) {
        decile.values.push_back(static_cast<std::int64_t>(i % 10) + 1);
        decile.status.push_back(levelin::Status::ok);
        score.values.push_back(95 - 10.0 * static_cast<double>(i % 10));
        score.status.push_back(levelin::Status::ok);
    }
    for (const auto& [area, status] : without) {
        decile.status[area] = score.status[area] = status;
    }
    return levelin::classify_deciles(decile, score);
}

inline levelin::render::ChoroplethOptions decile_options() {
    levelin::render::ChoroplethOptions options;
    options.legend_title = "Decile of the index";
    options.class_heading = "Decile";
    options.worst_note = "most deprived";
    options.best_note = "least deprived";
    return options;
}

inline levelin::render::ThematicMap decile_map(const levelin::Classification& c) {
    return levelin::render::choropleth(c.class_of_area, c.classes, decile_options());
}

inline levelin::render::MapPage sample_page() {
    levelin::render::MapPage page;
    page.title = "Amddifadedd yn Ynys M\u00f4n & Sir y Fflint <2019>";
    page.subtitle = "Eilean Siar, B\u00e9al Feirste";
    page.method_line = "Deciles of ranks: ceil(10 r / N)";
    page.attribution = {
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
        "Contains OS data \u00a9 Crown copyright and database right 2023"};
    page.alt_text = "The south is more deprived than the north.";
    return page;
}

/// Numbers that are all there.
inline levelin::DecimalColumn numbers(std::vector<double> values) {
    std::vector<levelin::Status> status(values.size(), levelin::Status::ok);
    return {std::move(values), std::move(status)};
}
