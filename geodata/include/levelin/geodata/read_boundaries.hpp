#pragma once

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/harmonise/geography.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <string>
#include <vector>

namespace levelin::geodata {

/// How the coordinates of a layer are to be understood.
struct CrsInfo {
    std::string name;            ///< As in the file, "OSGB36 / British National Grid".
    std::string authority_code;  ///< "EPSG:27700", empty where not known.
    std::string how;  ///< "from the file", "recognised by its parameters", "given by --crs".
    std::string wkt;  ///< The full definition that PROJ is given; empty = none.
};

struct ReadBoundariesOptions {
    std::string layer;         ///< Empty = the only one, or the only one with polygons and codes.
    std::string code_column;   ///< Empty = find it.
    std::string name_column;   ///< Empty = find it.
    std::string crs;           ///< "EPSG:N" for data that carry none; checked against the extent.
    bool need_crs = true;      ///< False: a missing CRS is a warning (`inspect`).
    bool need_codes = true;    ///< False: a layer without a code column is read all the same.
    bool with_fields = false;  ///< Reads all fields. Without `need_codes`, two equally good code
                               ///< columns are then none: both are among the fields.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// A layer as read, before any reprojection.
struct Boundaries {
    BoundarySet set;
    CrsInfo crs;
    std::string layer;
    std::string code_column;
    std::string name_column;
    DetectedGeography geography;
    /// All fields in the file's order where `with_fields` asks for them, the columns of codes and
    /// names among them: integers whole, reals decimal, all else text; null is missing.
    std::vector<ResultColumn> fields;
    std::vector<std::string> repaired;  ///< Codes of areas whose rings were repaired.
    Diagnostics findings;
};

/// What a boundary file holds, without its coordinates; for `inspect`.
struct LayerSummary {
    std::string name;
    std::uint64_t features = 0;
    std::string geometry;  ///< "polygon", "point", "none".
    CrsInfo crs;
    std::vector<std::string> fields;
};

/// Whether the name's ending is that of a boundary file (.shp .gpkg .geojson .geojsonl .geojsons
/// .ndjson .json .topojson .fgb, and .zip that holds one).
[[nodiscard]] bool is_boundary_name(const std::filesystem::path& path);

[[nodiscard]] std::vector<LayerSummary> list_layers(const std::filesystem::path& path);

/// Reads shapefiles (also zipped), GeoPackage, TopoJSON and FlatGeobuf through GDAL, and GeoJSON
/// (also newline-delimited) with a reader of its own, which gives what GDAL would.
/// @throws InputError E-INPUT-*, GeometryError E-GEOMETRY-*, JoinError E-JOIN-* (two equally good
///         code columns).
[[nodiscard]] Boundaries read_boundaries(const std::filesystem::path& path,
                                         const ReadBoundariesOptions& options = {});

}  // namespace levelin::geodata
