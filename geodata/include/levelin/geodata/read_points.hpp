#pragma once

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>
#include <string>
#include <vector>

namespace levelin::geodata {

struct ReadPointsOptions {
    std::string people;  ///< The column of people; empty = the only one whose name speaks of them.
    bool with_people = true;  ///< False: people are not looked for.
    bool with_cells = false;  ///< All cells are kept.
    ReprojectOptions reproject;
};

/// Places, with the codes and people that the file gives them.
struct Points {
    std::vector<Point> places;                    ///< British National Grid, metres.
    std::vector<AreaCode> codes;                  ///< Empty where the file has none.
    std::vector<double> people;                   ///< 0 or more; empty where the file has none.
    std::vector<std::string> rows;                ///< "row 12", for messages.
    std::vector<std::string> columns;             ///< Names; with `with_cells`.
    std::vector<std::vector<std::string>> cells;  ///< A run for each of the columns.
    std::string code_column;
    std::string people_column;
    CrsInfo crs;  ///< `how` says "recognised by its extent" where the file says nothing.
};

/// Reads a table with coordinates (X,Y; Easting,Northing; Longitude,Latitude) or a layer of points.
///
/// A row without people counts nobody.
/// @throws InputError as `read_table` and `read_boundaries`; E-INPUT-63 no coordinates, or no
///         coordinate system that fits them; E-INPUT-64 a coordinate or count that is not a number,
///         a negative count, no column of that name, or several that fit.
/// Cost: O(cells).
[[nodiscard]] Points read_points(const std::filesystem::path& path,
                                 const ReadPointsOptions& options = {});

}  // namespace levelin::geodata
