#pragma once

#include <ogrsf_frmts.h>

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/geodata/export_format.hpp>
#include <string>
#include <vector>

#include "field_names.hpp"
#include "gdal_support.hpp"

namespace levelin::geodata::detail {

/// A configuration option of GDAL for this thread, for as long as the object lives.
class GdalSetting {
  public:
    GdalSetting(std::string key, const std::string& value);
    ~GdalSetting();
    GdalSetting(const GdalSetting&) = delete;
    GdalSetting& operator=(const GdalSetting&) = delete;

  private:
    std::string m_key;
    std::string m_before;
    bool m_was_set = false;
};

/// The moment that formats with a time stamp are given, so that the same input gives the same
/// bytes.
inline constexpr const char* fixed_moment = "2000-01-01T00:00:00.000Z";

/// Decimals of longitude and latitude where nobody asks for others: a hundredth of a metre, the
/// finest that stays on the grid of all longitudes and latitudes.
inline constexpr int gdal_decimals = 7;

/// How areas become features of a GDAL layer.
struct GdalLayerSpec {
    std::string layer_name;
    std::vector<std::string> options;  ///< Creation options of the layer, "KEY=VALUE".
    /// Names of the fields: code, name, status (where there is one) and the table's columns.
    std::vector<std::string> field_names;
    std::vector<int> widths;    ///< Of texts and decimals; empty = the driver's own.
    std::vector<int> decimals;  ///< Of decimals, with `widths`.
    /// Decimals are handed to the driver as their shortest text, where it would cut their digits;
    /// the options must then say that the columns are numbers.
    bool decimals_as_text = false;
    bool only_with_shape = false;  ///< Areas without polygons are not written.
    std::vector<std::pair<std::string, std::string>> metadata;
    std::string_view stage;  ///< For the progress: "writing GeoPackage".
};

/// Makes the layer in an open dataset and writes every area as a MultiPolygon, in order; an area
/// without polygons has no geometry, or is left out by the spec.
/// @throws OutputError E-EXPORT-06 with what GDAL says.
void write_gdal_layer(GDALDataset& dataset, const ExportLayer& layer, const BoundarySet& shapes,
                      const CrsInfo& crs, const GdalLayerSpec& spec, const ExportOptions& options,
                      const GdalMessages& messages);

/// A new dataset of that driver. @throws OutputError E-EXPORT-06.
[[nodiscard]] DatasetPtr create_dataset(const char* driver, const std::filesystem::path& path,
                                        const GdalMessages& messages);

/// Closes it; what goes wrong while buffers are written out is an error as well.
/// @throws OutputError E-EXPORT-06.
void close_dataset(DatasetPtr& dataset, GdalMessages& messages);

/// Opens a file that was written and counts its features: a driver may leave out what it cannot
/// hold and say nothing. @throws OutputError E-EXPORT-06 where the number is another.
void check_count(const char* driver, const std::filesystem::path& path, std::uint64_t expected,
                 const GdalMessages& messages);

/// The areas that have no polygons.
[[nodiscard]] std::vector<std::size_t> areas_without_shape(const BoundarySet& shapes);

/// Tells of columns that had to be renamed (N-EXPORT-02).
void note_renames(const FieldNames& names, std::string_view format, ExportOutcome& outcome);

/// Throws E-EXPORT-06 with what GDAL says.
[[noreturn]] void fail_in_gdal(const std::string& what, const GdalMessages& messages);

}  // namespace levelin::geodata::detail
