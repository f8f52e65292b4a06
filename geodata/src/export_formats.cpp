#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/write_tiles.hpp>
#include <levelin/geodata/write_topojson.hpp>

#include "export_support.hpp"
#include "tile_run.hpp"

namespace levelin::geodata {

namespace {

using Endings = std::string_view;
constexpr std::array<Endings, 2> geojson_endings{".geojson", ".json"};
constexpr std::array<Endings, 2> lines_endings{".geojsonl", ".ndjson"};
constexpr std::array<Endings, 1> sequence_endings{".geojsons"};
constexpr std::array<Endings, 1> topojson_endings{".topojson"};
constexpr std::array<Endings, 1> flatgeobuf_endings{".fgb"};
constexpr std::array<Endings, 1> geopackage_endings{".gpkg"};
constexpr std::array<Endings, 1> shapefile_endings{".shp"};
constexpr std::array<Endings, 1> pmtiles_endings{".pmtiles"};
constexpr std::array<Endings, 1> mbtiles_endings{".mbtiles"};
constexpr std::array<Endings, 1> csv_endings{".csv"};
constexpr std::array<Endings, 1> workbook_endings{".xlsx"};
constexpr std::array<Endings, 3> postgis_endings{"PG:", "postgresql://", "postgres://"};

constexpr std::array formats{
    ExportFormat{"geojson", "GeoJSON", geojson_endings, true, false, &detail::export_geojson},
    ExportFormat{"geojsonl", "GeoJSON lines", lines_endings, true, false,
                 &detail::export_geojson_lines},
    ExportFormat{"geojsons", "GeoJSON sequence", sequence_endings, true, false,
                 &detail::export_geojson_sequence},
    ExportFormat{"topojson", "TopoJSON", topojson_endings, true, false, &export_topojson},
    ExportFormat{"flatgeobuf", "FlatGeobuf", flatgeobuf_endings, true, true,
                 &detail::export_flatgeobuf},
    ExportFormat{"gpkg", "GeoPackage", geopackage_endings, true, true, &detail::export_geopackage},
    ExportFormat{"shapefile", "shapefile", shapefile_endings, true, true,
                 &detail::export_shapefile},
    ExportFormat{"pmtiles", "PMTiles", pmtiles_endings, true, false, &export_pmtiles},
    ExportFormat{"mbtiles", "MBTiles", mbtiles_endings, true, false, &export_mbtiles},
    ExportFormat{"postgis", "PostGIS", postgis_endings, true, true, &detail::export_postgis},
    ExportFormat{"csv", "CSV", csv_endings, false, false, &detail::export_csv},
    ExportFormat{"xlsx", "workbook", workbook_endings, false, false, &detail::export_workbook},
};

std::string listed(const std::vector<std::string_view>& words) {
    std::string list;
    for (const std::string_view word : words) {
        list += (list.empty() ? "" : ", ") + std::string{word};
    }
    return list;
}

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const ExportFormat& format : formats) {
        names.push_back(format.name);
    }
    return names;
}

const ExportFormat* format_named(std::string_view name) {
    const auto* found = std::find_if(formats.begin(), formats.end(),
                                     [&](const ExportFormat& f) { return f.name == name; });
    return found == formats.end() ? nullptr : found;
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr std::uint64_t mega = 1000000;
    return bytes < mega ? grouped_text((bytes + 999) / 1000) + " kB"
                        : fixed_text(static_cast<double>(bytes) / mega, 1) + " MB";
}

void warn_of_size(const ExportOptions& options, ExportOutcome& outcome) {
    const ExportProfile* profile = options.profile;
    if (profile == nullptr || profile->budget_bytes == 0 || outcome.files.empty() ||
        outcome.files.front().digest.bytes <= profile->budget_bytes) {
        return;
    }
    const ExportedFile& file = outcome.files.front();
    outcome.findings.warn(
        "W-EXPORT-01",
        file.path.filename().string() + " has " + bytes_text(file.digest.bytes) + "; " +
            std::string{profile->title} + " is meant for up to " +
            bytes_text(profile->budget_bytes) +
            (profile->budget_source == FigureSource::published ? "" : " (levelin's own choice)") +
            ": " + std::string{profile->remedy});
}

bool has_shapes(const ExportLayer& layer) {
    return layer.coverage || layer.shapes.polygon_count() > 0;
}

void check_crs(const ExportFormat& format, const ExportLayer& layer, const ExportOptions& options) {
    const std::string& crs = options.target_crs;
    if (crs.empty() || crs == "EPSG:4326") {
        return;
    }
    if (!format.any_crs) {
        throw UsageError(
            "E-EXPORT-05",
            std::string{format.title} + " holds longitude and latitude alone, not " + crs,
            format.has_geometry ? "EPSG:4326" : "no --crs-out",
            "leave --crs-out out, or write a GeoPackage");
    }
    if (crs != "EPSG:27700" && crs != layer.crs.authority_code) {
        throw UsageError("E-EXPORT-05", "coordinates cannot be brought to " + crs,
                         "EPSG:4326, EPSG:27700" +
                             (layer.crs.authority_code.empty() || layer.crs.authority_code == crs
                                  ? std::string{}
                                  : " or the layer's own " + layer.crs.authority_code),
                         "give one of these with --crs-out");
    }
}

}  // namespace

std::span<const ExportFormat> export_formats() {
    return formats;
}

bool is_database(const std::filesystem::path& to) {
    const std::string text = to.string();
    return std::any_of(postgis_endings.begin(), postgis_endings.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}

const ExportFormat& find_format(const std::filesystem::path& to, std::string_view name,
                                const ExportProfile* profile) {
    if (!name.empty()) {
        if (const ExportFormat* format = format_named(name)) {
            return *format;
        }
        const std::vector<std::string_view> names = format_names();
        const std::string near = nearest_word(name, names);
        throw UsageError("E-EXPORT-02", "\"" + std::string{name} + "\" is no format",
                         near.empty() ? "one of " + listed(names) : "\"" + near + "\"",
                         "see levelin export --help");
    }
    if (is_database(to)) {
        return *format_named("postgis");
    }
    const std::string ending = ascii_lower(to.extension().string());
    for (const ExportFormat& format : formats) {
        if (std::find(format.endings.begin(), format.endings.end(), ending) !=
            format.endings.end()) {
            // ".json" is any of several; a profile may say which.
            return ending == ".json" && profile != nullptr ? *format_named(profile->format)
                                                           : format;
        }
    }
    if (ending.empty() && profile != nullptr) {
        return *format_named(profile->format);
    }
    std::vector<std::string_view> endings;
    for (const ExportFormat& format : formats) {
        endings.insert(endings.end(), format.endings.begin(), format.endings.end());
    }
    throw UsageError("E-EXPORT-02",
                     ending.empty() ? "the name has no ending that tells the format"
                                    : "\"" + ending + "\" is the ending of no format",
                     "one of " + listed(endings), "name the file so, or give --format",
                     {to.string(), 0, 0});
}

void check_export(const std::filesystem::path& to, const ExportLayer& layer,
                  const ExportOptions& options) {
    const ExportFormat& format = find_format(to, options.format, options.profile);
    const ExportProfile* profile = options.profile;
    check_crs(format, layer, options);
    if (format.write == &export_pmtiles || format.write == &export_mbtiles) {
        detail::check_zooms(options);
    }
    if (options.decimals && (*options.decimals < 0 || *options.decimals > 9)) {
        throw UsageError("E-EXPORT-05", std::to_string(*options.decimals) + " decimals",
                         "0 to 9 decimals", "6 is a tenth of a metre");
    }
    if (options.quantization != 0) {
        if (format.name != "topojson") {
            throw UsageError("E-EXPORT-05", std::string{format.title} + " is not quantised",
                             "TopoJSON with --quantization", "give --decimals in its place");
        }
        check_quantization(options.quantization);
    }
    if (profile != nullptr && profile->most_areas != 0 && format.has_geometry &&
        layer.table.size() > profile->most_areas) {
        throw UsageError(
            "E-EXPORT-03",
            std::string{profile->title} + " draws at most " + grouped_text(profile->most_areas) +
                " areas and there are " + grouped_text(layer.table.size()),
            "a result of local authorities (361 in the United Kingdom) or other larger areas",
            "sum up with levelin summarise --to lad and export that with --boundaries",
            {to.string(), 0, 0});
    }
    if (format.has_geometry && layer.table.size() > 0 && !has_shapes(layer)) {
        throw InputError("E-EXPORT-04",
                         std::string{format.title} + " needs shapes, and the result has none",
                         "a result with areas.geojson, or boundaries",
                         "give them with --boundaries, or write .csv or .xlsx");
    }
}

ExportOutcome export_layer(const std::filesystem::path& to, const ExportLayer& layer,
                           const ExportOptions& options) {
    check_export(to, layer, options);
    ExportOutcome outcome =
        find_format(to, options.format, options.profile).write(to, layer, options);
    warn_of_size(options, outcome);
    return outcome;
}

}  // namespace levelin::geodata
