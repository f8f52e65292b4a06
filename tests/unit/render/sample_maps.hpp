#pragma once

#include <levelin/classify/classify.hpp>
#include <levelin/render/choropleth.hpp>
#include <string>
#include <vector>

/// Adds an area of one ring; the ring is closed here.
inline void add_area(levelin::BoundarySet& set, const std::string& code, const std::string& name,
                     std::vector<levelin::Point> ring) {
    ring.push_back(ring.front());
    set.points.insert(set.points.end(), ring.begin(), ring.end());
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_begin.size() - 1));
    set.codes.push_back(*levelin::AreaCode::parse(code));
    set.names.push_back(name);
}

inline std::vector<levelin::Point> square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

/// columns x rows squares of `side` metres, numbered from the south-west, row by row.
inline levelin::BoundarySet square_grid(int columns, int rows, double side) {
    levelin::BoundarySet set;
    for (int i = 0; i < columns * rows; ++i) {
        add_area(set, "S" + std::to_string(10000000 + i), "Ynys M\u00f4n " + std::to_string(i),
                 square(400000 + side * (i % columns), 300000 + side * (i / columns), side));
    }
    return set;
}

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

inline levelin::ChoroplethSpec sample_spec() {
    levelin::ChoroplethSpec spec;
    spec.title = "Amddifadedd yn Ynys M\u00f4n & Sir y Fflint <2019>";
    spec.subtitle = "Eilean Siar, B\u00e9al Feirste";
    spec.legend_title = "Decile of the index";
    spec.class_heading = "Decile";
    spec.method_line = "Deciles of ranks: ceil(10 r / N)";
    spec.attribution = {
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
        "Contains OS data \u00a9 Crown copyright and database right 2023"};
    spec.alt_text = "The south is more deprived than the north.";
    return spec;
}
