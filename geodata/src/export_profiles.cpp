#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/geodata/export_format.hpp>

namespace levelin::geodata {

namespace {

constexpr std::uint64_t mega = 1000000;
constexpr std::string_view smaller = "make it smaller with --max-bytes, or write .pmtiles";

constexpr FeatureStyle plain{};

// The one table of what readers ask for; docs/exports.md has it with links.
constexpr std::array profiles{
    ExportProfile{"maplibre", "MapLibre GL JS", "geojson", plain, 50 * mega, 0,
                  FigureSource::chosen, smaller,
                  "MapLibre style specification: feature ids are whole numbers, or promoteId; "
                  "MapLibre guide to large data: 6 decimals"},
    ExportProfile{"leaflet", "Leaflet", "geojson", plain, 10 * mega, 0, FigureSource::chosen,
                  smaller,
                  "leaflet-choropleth, issue 28: 10,000 polygons (22 MB) and the map cannot be "
                  "dragged; no demand on winding or ids is known"},
    ExportProfile{"d3", "d3-geo", "geojson",
                  FeatureStyle{.winding = Winding::clockwise, .id = FeatureId::code}, 10 * mega, 0,
                  FigureSource::chosen, smaller,
                  "d3-geo reference: outer rings clockwise on the sphere"},
    ExportProfile{"powerbi", "Power BI's shape map", "geojson", plain, 5 * mega, 1500,
                  FigureSource::chosen, "make it smaller with --max-bytes",
                  "Microsoft, Create shape map visualizations: 1,500 data points"},
    ExportProfile{"tableau", "Tableau", "geojson",
                  FeatureStyle{.only_multi = true, .decimal_point = true}, 100 * mega, 0,
                  FigureSource::chosen, smaller, "no published figure found"},
    ExportProfile{"arcgis", "ArcGIS", "geojson", FeatureStyle{.decimal_point = true}, 100 * mega, 0,
                  FigureSource::published, "write a GeoPackage or shapefile",
                  "Esri, ArcGIS Velocity: explicit nulls, consistent properties, 100 MB"},
    ExportProfile{"kepler", "kepler.gl", "geojson", FeatureStyle{.decimal_point = true}, 250 * mega,
                  0, FigureSource::published, smaller,
                  "kepler.gl user guide, FAQ: 250 MB in Chrome"},
    ExportProfile{"datawrapper", "Datawrapper", "geojson", FeatureStyle{.decimals = 4}, 2 * mega, 0,
                  FigureSource::chosen, "make it smaller with --max-bytes",
                  "no published figure found"},
    ExportProfile{"flourish", "Flourish", "geojson", FeatureStyle{.decimals = 4}, 5 * mega, 0,
                  FigureSource::chosen, "make it smaller with --max-bytes",
                  "Flourish, Projection map template"},
};

}  // namespace

std::span<const ExportProfile> export_profiles() {
    return profiles;
}

const ExportProfile& find_profile(std::string_view name) {
    const auto* found = std::find_if(profiles.begin(), profiles.end(),
                                     [&](const ExportProfile& p) { return p.name == name; });
    if (found != profiles.end()) {
        return *found;
    }
    std::vector<std::string_view> names;
    std::string list;
    for (const ExportProfile& profile : profiles) {
        names.push_back(profile.name);
        list += (list.empty() ? "" : ", ") + std::string{profile.name};
    }
    const std::string near = nearest_word(name, names);
    throw UsageError("E-EXPORT-01", "\"" + std::string{name} + "\" is no profile",
                     near.empty() ? "one of " + list : "\"" + near + "\"",
                     "see levelin export --help");
}

}  // namespace levelin::geodata
