#pragma once

#include <functional>
#include <levelin/core/error.hpp>
#include <levelin/table/column.hpp>

#include "coverage_world.hpp"

/// Small maps and columns that the tests of cartograms share.
inline levelin::NumberColumn column(const std::vector<double>& numbers) {
    levelin::NumberColumn out;
    for (const double number : numbers) {
        out.push(number);
    }
    return out;
}

/// A block of squares of 10 km, west to east in rows from the south.
inline levelin::BoundarySet squares(int columns, int rows) {
    std::vector<std::vector<coverage_world::Polygon>> shapes;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const double w = 10'000.0 * x;
            const double s = 10'000.0 * y;
            shapes.push_back({{{{w, s}, {w + 1e4, s}, {w + 1e4, s + 1e4}, {w, s + 1e4}}}});
        }
    }
    return coverage_world::areas(shapes);
}

/// The same with one more area that has no shape.
inline levelin::BoundarySet squares_and_none(int columns, int rows) {
    levelin::BoundarySet set = squares(columns, rows);
    set.codes.push_back(*levelin::AreaCode::parse("NONE"));
    set.names.emplace_back();
    set.area_begin.push_back(set.area_begin.back());
    return set;
}

inline levelin::Coverage joined(const levelin::BoundarySet& set) {
    return coverage_world::coverage_of(set, 1000);
}

inline std::string error_code(const std::function<void()>& work) {
    try {
        work();
    } catch (const levelin::Error& error) {
        return error.code();
    }
    return "none";
}
