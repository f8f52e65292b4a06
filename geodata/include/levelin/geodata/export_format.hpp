#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/geodata/export_layer.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata {

/// How rings of an outer border run in a file.
enum class Winding : std::uint8_t { counter_clockwise, clockwise };

/// What a reader of the file asks for: one line of the table of profiles.
struct ExportProfile {
    std::string_view name;    ///< "maplibre".
    std::string_view title;   ///< "MapLibre GL JS".
    std::string_view format;  ///< The format it takes where the file's name leaves a choice.
    Winding winding = Winding::counter_clockwise;
    int decimals = 6;
    bool integer_id = true;          ///< `id` of a feature as a whole number, else the code.
    bool text_numbers = false;       ///< Codes that look like numbers stay text in every profile.
    std::uint64_t budget_bytes = 0;  ///< Above it a warning W-EXPORT-*; 0 = none.
    std::uint64_t most_areas = 0;    ///< Above it an error that says what to aggregate to; 0 = any.
    std::string_view source;         ///< Where the figures come from, for the documentation.
};

/// What an export is asked for beside the layer.
struct ExportOptions {
    std::string format;  ///< A name of `export_formats()`; empty = by the file's name.
    const ExportProfile* profile = nullptr;
    std::optional<int> decimals;  ///< Empty = the profile's, else the format's.
    std::string target_crs;       ///< "EPSG:N" where a format leaves a choice; empty = default.
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
    std::filesystem::path path;
    FileDigest digest;
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
    std::span<const std::string_view> endings;  ///< ".geojson", ".json".
    bool has_geometry = true;
    ExportOutcome (*write)(const std::filesystem::path& to, const ExportLayer& layer,
                           const ExportOptions& options) = nullptr;
};

[[nodiscard]] std::span<const ExportFormat> export_formats();
[[nodiscard]] std::span<const ExportProfile> export_profiles();
/// @throws UsageError E-EXPORT-01 with the nearest name.
[[nodiscard]] const ExportProfile& find_profile(std::string_view name);
/// The format by name, or by the file's ending. @throws UsageError E-EXPORT-02 with those there
/// are.
[[nodiscard]] const ExportFormat& find_format(const std::filesystem::path& to,
                                              std::string_view name = {});

/// Writes a layer in the format that its name or the options say, as the profile asks.
/// @throws UsageError E-EXPORT-*; OutputError E-OUTPUT-*.
/// Guarantees: the file appears complete or not at all; the same bytes on every run, for any number
/// of threads.
[[nodiscard]] ExportOutcome export_layer(const std::filesystem::path& to, const ExportLayer& layer,
                                         const ExportOptions& options = {});

}  // namespace levelin::geodata
