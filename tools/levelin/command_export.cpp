#include <algorithm>
#include <levelin/core/number_text.hpp>
#include <run/export_result.hpp>
#include <run/text_table.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

// file, format, areas and bytes in columns.
std::string table_text(const std::vector<run::ExportLine>& lines) {
    std::vector<std::vector<std::string>> rows{{"file", "format", "areas", "bytes"}};
    for (const run::ExportLine& line : lines) {
        rows.push_back({line.file, line.format, grouped_text(line.areas),
                        line.bytes == 0 ? "-" : grouped_text(line.bytes)});
    }
    using enum run::Align;
    return run::aligned_text(rows, {left, left, right, right});
}

int run_export(const Arguments& arguments, Console& console) {
    run::ExportRequest request;
    request.result = *arguments.path("RESULT");
    request.to = arguments.texts("--to");
    request.profile = arguments.text("--profile").value_or("");
    request.format = arguments.text("--format").value_or("");
    request.boundaries = arguments.paths("--boundaries");
    request.layer = arguments.text("--layer").value_or("");
    request.target_crs = arguments.text("--crs-out").value_or("");
    if (const auto decimals = arguments.count("--decimals")) {
        request.decimals = static_cast<int>(std::min<std::uint64_t>(*decimals, 1000));
    }
    if (const auto positions = arguments.count("--quantization")) {
        request.quantization =
            static_cast<std::uint32_t>(std::clamp<std::uint64_t>(*positions, 1, UINT32_MAX));
    }
    if (const auto size = arguments.text("--max-bytes")) {
        request.max_bytes = run::parse_bytes(*size);
    }
    constexpr std::uint64_t beyond_all_zooms = 99;
    if (const auto zoom = arguments.count("--min-zoom")) {
        request.min_zoom = static_cast<int>(std::min(*zoom, beyond_all_zooms));
    }
    if (const auto zoom = arguments.count("--max-zoom")) {
        request.max_zoom = static_cast<int>(std::min(*zoom, beyond_all_zooms));
    }
    request.grid = arguments.path("--grid").value_or("");
    request.crs = arguments.text("--crs").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.threads = arguments.threads();
    request.progress = &console;
    const run::ExportResultOutcome outcome = run::export_result(request);
    return finish_with(outcome, table_text(outcome.lines), console);
}

}  // namespace

CommandSpec export_command() {
    using enum ValueKind;
    return {
        .name = "export",
        .summary = "Write a result or boundaries in the format that a map or dashboard reads",
        .description =
            "Writes one file for each --to, in the format that its ending names: .geojson, "
            ".geojsonl (one feature a line), .topojson, .fgb, .gpkg, .shp, .csv, .xlsx, vector "
            "tiles as .pmtiles or .mbtiles, or a table of a PostGIS data base. A profile sets what "
            "a reader needs beyond the format (the way "
            "rings run, ids, decimals) and warns where the file is heavier than it bears. "
            "Shapes come from the result's areas.geojson, or finer from --boundaries. Attribution "
            "travels along, in the file or beside it as FILE.notes.txt. All names and limits are "
            "checked before anything is written.",
        .usages = {"RESULT --to FILE [--profile P]"},
        .arguments = {{"RESULT", file,
                       "The folder that run, convert, interpolate or summarise wrote, or a "
                       "boundary file",
                       true, false}},
        .options =
            {{"--to", text, "FILE",
              "The file, or a connection: PG:dbname=... or postgresql://user@host/name", "", true,
              true},
             {"--profile", text, "P",
              "Who reads it: maplibre, leaflet, d3, powerbi, tableau, arcgis, kepler, datawrapper "
              "or flourish",
              "", false, false},
             {"--format", text, "F",
              "The format where the name does not tell: geojson, geojsonl, geojsons, topojson, "
              "flatgeobuf, gpkg, shapefile, pmtiles, mbtiles, postgis, csv or xlsx",
              "", false, false},
             {"--boundaries", file, "FILE", "Shapes of the areas, in place of areas.geojson", "",
              true, false},
             {"--decimals", count, "N",
              "Decimals of coordinates, 0 to 9; otherwise the profile's or the format's", "", false,
              false},
             {"--quantization", count, "N",
              "Of .topojson: positions across the extent each way, 2 to 1,000,000, in place of "
              "decimals",
              "", false, false},
             {"--crs-out", crs, "EPSG:N",
              "Coordinates of .gpkg, .fgb, .shp and PostGIS: EPSG:4326, EPSG:27700 or the layer's "
              "own",
              "EPSG:4326", false, false},
             {"--max-bytes", text, "SIZE",
              "Simplify until the file is no larger than this: 5MB, 500kB", "", false, false},
             {"--min-zoom", count, "Z", "The lowest zoom of tiles, 0 to 18", "0", false, false},
             {"--max-zoom", count, "Z",
              "The highest zoom of tiles, 0 to 18; maps enlarge its tiles beyond it", "12", false,
              false},
             {"--layer", text, "NAME", "Name of the layer or table", "areas", false, false}},
        .examples = {{"levelin export imd2019 --to imd2019.geojson --profile maplibre",
                      "GeoJSON as MapLibre likes it."},
                     {"levelin export imd2019 --to imd2019.gpkg --to imd2019.xlsx --boundaries "
                      "lsoa2011_ew.shp",
                      "A GeoPackage with the original shapes, and a workbook."},
                     {"levelin export imd2019 --to imd2019.pmtiles --max-zoom 11",
                      "Vector tiles for MapLibre, in one file for any web server."},
                     {"levelin export imd2019-lad --to lad.geojson --profile powerbi --boundaries "
                      "LAD_DEC_2023_UK_BUC.shp",
                      "Councils for Power BI, from the folder that summarise wrote."}},
        .run = &run_export,
    };
}

}  // namespace levelin::tool
