#include <cmath>
#include <config/map_style.hpp>
#include <levelin/core/number_text.hpp>
#include <run/map_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

int run_map(const Arguments& arguments, Console& console) {
    run::MapRequest request;
    request.result = *arguments.path("RESULT");
    request.to = arguments.paths("--to");
    request.style =
        config::read_map_style(arguments.path("--style").value_or(""), arguments.pairs("--set"));
    request.boundaries = arguments.paths("--boundaries");
    request.tables = arguments.paths("--table");
    request.lookups = arguments.paths("--lookup");
    request.against = arguments.path("--against").value_or("");
    if (request.style.towns > 0) {
        request.towns = data_folder("places") / "towns.csv";
    }
    request.grid = arguments.path("--grid").value_or("");
    request.crs = arguments.text("--crs").value_or("");
    request.seed = arguments.count("--seed").value_or(1);
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.threads = arguments.threads();
    request.progress = &console;
    const run::MapOutcome outcome = run::map_result(request);
    return finish(outcome,
                  grouped_text(static_cast<long long>(outcome.areas)) + " areas on " +
                      std::to_string(std::lround(outcome.width_px)) + " by " +
                      std::to_string(std::lround(outcome.height_px)) + " pixels",
                  console);
}

}  // namespace

CommandSpec map_command() {
    using enum ValueKind;
    return {
        .name = "map",
        .summary = "Draw a map that can be published as it is: PNG, SVG or PDF",
        .description =
            "Draws one file for each --to. Without a style it is the map of the result's first "
            "index by decile; a style file chooses column, classes, colours, page and kind: "
            "choropleth, bivariate, symbols, dots, confidence, selection, difference, clusters, or "
            "small multiples of a choropleth. Maps of the whole country have Orkney and Shetland "
            "in a box and London enlarged where they need it. docs/maps.md lists every key of a "
            "style.",
        .usages = {"RESULT --to FILE.{png,svg,pdf} [--style FILE]"},
        .arguments =
            {{"RESULT", file,
              "The folder that run, convert, interpolate, summarise or clusters wrote, or a "
              "boundary file",
              true, false}},
        .options =
            {{"--to", file, "FILE", "The file to draw, by its ending .png, .svg or .pdf", "", true,
              true},
             {"--style", file, "FILE", "What to draw and how, see docs/maps.md", "", false, false},
             {"--set", pair, "KEY=VALUE",
              "Sets a key of the style: column=imd_score, page.size=A4, classes.method=jenks", "",
              true, false},
             {"--table", file, "FILE",
              "More columns by code: selection.csv, confidence.csv, clusters.csv, or another "
              "result's folder",
              "", true, false},
             {"--lookup", file, "FILE",
              "Which groups areas lie in, as columns region, lad, ward and others", "", true,
              false},
             {"--against", folder, "RESULT",
              "The result that a map of differences takes off this one", "", false, false},
             {"--boundaries", file, "FILE", "Shapes of the areas, in place of areas.geojson", "",
              true, false}},
        .examples =
            {{"levelin map imd2019 --to imd2019.png --set page.size=square",
              "The deciles as a picture for social media."},
             {"levelin map imd2019 --to income.pdf --set column=income_value --set "
              "classes.method=jenks --set colours.palette=YlOrRd --set page.size=A4",
              "One domain in natural breaks, on paper."},
             {"levelin map imd2019 --to chosen.svg --table chosen/selection.csv --set "
              "kind=selection",
              "Which areas were selected, outlined on the deciles."},
             {"levelin map imd2025 --against imd2019 --to change.png --set kind=difference --set "
              "column=imd_decile",
              "What became worse and what better between two runs."}},
        .plays_with_chance = true,
        .run = &run_map,
    };
}

}  // namespace levelin::tool
