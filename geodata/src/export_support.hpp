#pragma once

#include <levelin/geodata/export_format.hpp>
#include <string>

namespace levelin::geodata::detail {

/// What the options, the profile and the format together ask for of coordinates.
struct Coordinates {
    bool lon_lat = true;  ///< Longitude and latitude, else the metres of `crs`.
    CrsInfo crs;          ///< As they are written.
    int decimals = 6;
};

/// @param degree_decimals  of the format, where neither options nor profile say.
[[nodiscard]] Coordinates coordinates_of(const ExportLayer& layer, const ExportOptions& options,
                                         int degree_decimals);

/// The shapes in those coordinates; their findings and operation go to the outcome.
[[nodiscard]] PreparedShapes prepare_for(const ExportLayer& layer, const ExportOptions& options,
                                         const Coordinates& coordinates, ExportOutcome& outcome);

/// The style of features: the profile's, with the decimals of the call.
[[nodiscard]] FeatureStyle style_of(const ExportLayer& layer, const ExportOptions& options);

/// code, name, status (where the layer has one) and the names of the table's columns.
[[nodiscard]] std::vector<std::string> column_names(const ExportLayer& layer);

/// Attribution and notes as plain text, one a line; empty where there are none.
[[nodiscard]] std::string notes_text(const ExportLayer& layer);

/// "areas_fields.csv" beside "areas.shp".
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& to,
                                           std::string_view ending);

/// FILE.notes.txt beside a file that cannot hold attribution and notes; nothing where there are
/// none. Opened before the work, so that a name that is taken is known at once.
class NotesBeside {
  public:
    NotesBeside(const std::filesystem::path& to, const ExportLayer& layer,
                const ExportOptions& options);
    void commit(ExportOutcome& outcome);

  private:
    std::filesystem::path m_path;
    std::string m_text;
    std::optional<OutputFile> m_file;
};

/// Tells how far the writing is; may throw to stop it.
void tell(const ExportOptions& options, std::string_view stage, std::size_t done, std::size_t all);

// The writers of the registry, one a format.
using Path = std::filesystem::path;
[[nodiscard]] ExportOutcome export_geojson(const Path&, const ExportLayer&, const ExportOptions&);
[[nodiscard]] ExportOutcome export_geojson_lines(const Path&, const ExportLayer&,
                                                 const ExportOptions&);
[[nodiscard]] ExportOutcome export_geojson_sequence(const Path&, const ExportLayer&,
                                                    const ExportOptions&);
[[nodiscard]] ExportOutcome export_csv(const Path&, const ExportLayer&, const ExportOptions&);
[[nodiscard]] ExportOutcome export_workbook(const Path&, const ExportLayer&, const ExportOptions&);
[[nodiscard]] ExportOutcome export_flatgeobuf(const Path&, const ExportLayer&,
                                              const ExportOptions&);
[[nodiscard]] ExportOutcome export_geopackage(const Path&, const ExportLayer&,
                                              const ExportOptions&);
[[nodiscard]] ExportOutcome export_shapefile(const Path&, const ExportLayer&, const ExportOptions&);
[[nodiscard]] ExportOutcome export_postgis(const Path&, const ExportLayer&, const ExportOptions&);

}  // namespace levelin::geodata::detail
