#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gdal_support.hpp"

namespace levelin::geodata::detail {

enum class BoundaryFormat : unsigned char {
    shapefile,
    geopackage,
    geojson,
    geojson_lines,
    topojson,
    flatgeobuf
};

/// One file that GDAL can open: the file itself, or one inside a .zip.
struct BoundarySource {
    std::string gdal_name;  ///< "/vsizip/..." for one inside a .zip.
    BoundaryFormat format = BoundaryFormat::shapefile;
    bool zipped = false;
};

/// What a boundary file's name leads to; more than one for a .zip that holds several.
/// @throws InputError E-INPUT-40 not there; 41 a directory; 42 no boundary file by its name; 43 a
///         .zip without one; 44 an empty file.
[[nodiscard]] std::vector<BoundarySource> boundary_sources(const std::filesystem::path& path);

/// Looks at a shapefile's parts before GDAL does, since it passes over some faults in silence.
/// @throws InputError E-INPUT-45 .shx or .dbf not there; 46 .shp shorter than it says; 47 the parts
///         have different numbers of records; 48 not a shapefile.
void check_shapefile(const BoundarySource& source);

/// Opens a source. @throws InputError E-INPUT-49 with GDAL's reason where it cannot be read.
[[nodiscard]] DatasetPtr open_source(const BoundarySource& source);

/// What the shapefile's .cpg says, as an iconv name; empty where it says nothing.
[[nodiscard]] std::string declared_encoding(const BoundarySource& source);

}  // namespace levelin::geodata::detail
