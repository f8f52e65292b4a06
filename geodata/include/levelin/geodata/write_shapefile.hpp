#pragma once

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/table/result_table.hpp>
#include <map>
#include <string>

namespace levelin::geodata {

struct ShapefileOptions {
    std::string crs;                  ///< "EPSG:27700"; must be given.
    std::string code_field = "CODE";  ///< At most 10 ASCII characters, as all field names.
    std::string name_field = "NAME";
    std::string date = "2023-12-31";  ///< In the .dbf header; fixed, so that bytes are.
    bool overwrite = false;
};

/// Writes areas as an ESRI shapefile: .shp, .shx, .dbf (UTF-8), .prj and .cpg.
///
/// @param path     ends in .shp; the other files stand beside it.
/// @param results  columns for the .dbf, one row an area in the same order; `status` is not
///                 written. Values that are not there become nulls.
/// @returns        what was written, by the files' endings.
/// @throws UsageError E-DEMO-05  a field name that .dbf cannot hold, lengths that do not fit,
///                    an unknown CRS; E-OUTPUT-01 a file that exists.
///         OutputError E-OUTPUT-*, E-DEMO-05 what GDAL says.
///
/// Guarantees: coordinates are written as they are, bit for bit; the same bytes on every run; each
/// file appears complete or not at all, the .shp last.
/// Cost: O(points), in memory.
std::map<std::string, FileDigest> write_shapefile(const std::filesystem::path& path,
                                                  const BoundarySet& boundaries,
                                                  const ResultTable& results,
                                                  const ShapefileOptions& options);

}  // namespace levelin::geodata
