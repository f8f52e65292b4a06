#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/export/geojson_text.hpp>
#include <levelin/geodata/export_layer.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata {

/// Where a figure of a profile comes from.
enum class FigureSource : std::uint8_t {
    published,  ///< The reader's own documentation or source.
    chosen,     ///< No published figure was found: a cautious choice of levelin's own.
};

/// What a reader of the file asks for: one line of the table of profiles.
struct ExportProfile {
    std::string_view name;           ///< "maplibre".
    std::string_view title;          ///< "MapLibre GL JS".
    std::string_view format;         ///< The format it takes where the file's name leaves a choice.
    FeatureStyle style;              ///< Winding, id, decimals, types.
    std::uint64_t budget_bytes = 0;  ///< Above it a warning W-EXPORT-01; 0 = none.
    std::uint64_t most_areas = 0;    ///< Above it an error that says what to aggregate to; 0 = any.
    FigureSource budget_source = FigureSource::chosen;
    std::string_view remedy;  ///< What to do above the budget: "write tiles", as a clause.
    std::string_view source;  ///< Where the figures come from, for the documentation.
};

/// What an export is asked for beside the layer.
struct ExportOptions {
    std::string format;  ///< A name of `export_formats()`; empty = by the file's name.
    const ExportProfile* profile = nullptr;
    std::optional<int> decimals;  ///< Empty = the profile's, else the format's.
    /// "EPSG:N" where a format leaves a choice: EPSG:4326, EPSG:27700, or the layer's own. Empty =
    /// longitude and latitude.
    std::string target_crs;
    /// TopoJSON: positions across the extent each way, as mapshaper counts them; 0 = by decimals.
    std::uint32_t quantization = 0;
    std::uint64_t max_bytes = 0;  ///< Simplify until the file is no larger; 0 = do not.
    int min_zoom = 0;             ///< Of tiles.
    int max_zoom = 12;
    bool overwrite = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
    ReprojectOptions reproject;
};

/// A file that was written.
struct ExportedFile {
    std::filesystem::path path;  ///< Of a data base: its connection without a password.
    FileDigest digest;           ///< Of a data base: nothing.
};

struct ExportOutcome {
    std::vector<ExportedFile> files;  ///< The one that was asked for first.
    std::uint64_t areas = 0;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// One format of the registry.
struct ExportFormat {
    std::string_view name;                      ///< "geojson".
    std::string_view title;                     ///< "GeoJSON (RFC 7946)".
    std::span<const std::string_view> endings;  ///< ".geojson", ".json"; or "PG:" for what a
                                                ///< connection begins with.
    bool has_geometry = true;
    bool any_crs = false;  ///< Takes coordinates that are no longitudes and latitudes.
    ExportOutcome (*write)(const std::filesystem::path& to, const ExportLayer& layer,
                           const ExportOptions& options) = nullptr;
};

[[nodiscard]] std::span<const ExportFormat> export_formats();
[[nodiscard]] std::span<const ExportProfile> export_profiles();
/// @throws UsageError E-EXPORT-01 with the nearest name.
[[nodiscard]] const ExportProfile& find_profile(std::string_view name);
/// The format by name, or by the file's ending, or that of a profile where neither tells.
/// @throws UsageError E-EXPORT-02 with those there are.
[[nodiscard]] const ExportFormat& find_format(const std::filesystem::path& to,
                                              std::string_view name = {},
                                              const ExportProfile* profile = nullptr);

/// Whether the target is a PostgreSQL connection ("PG:...", "postgresql://...") and no file.
[[nodiscard]] bool is_database(const std::filesystem::path& to);

/// What a layer needs to be written at all: shapes for a format that has them, no more areas than
/// the profile's reader takes. Checked before anything is written.
/// @throws UsageError E-EXPORT-03 (too many areas), E-EXPORT-05 (an option that the format does not
///         take); InputError E-EXPORT-04 (no shapes).
void check_export(const std::filesystem::path& to, const ExportLayer& layer,
                  const ExportOptions& options);

/// Writes a layer in the format that its name or the options say, as the profile asks.
/// @throws what `check_export` throws; UsageError E-OUTPUT-01; OutputError E-OUTPUT-*, E-EXPORT-06
///         (what GDAL says), E-EXPORT-08 (more than the format can hold).
/// Guarantees: the file appears complete or not at all; the same bytes on every run, for any number
/// of threads. Where a format cannot hold attribution, it stands beside in FILE.notes.txt.
[[nodiscard]] ExportOutcome export_layer(const std::filesystem::path& to, const ExportLayer& layer,
                                         const ExportOptions& options = {});

}  // namespace levelin::geodata
