#include <array>
#include <cmath>
#include <config/map_style.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <run/map_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

// A text as TOML writes it, whatever stands in it.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + "\"";
}

// `--cartogram` and what goes with it are keys of the style by other names.
std::vector<std::pair<std::string, std::string>> settings_of(const Arguments& arguments) {
    std::vector<std::pair<std::string, std::string>> out = arguments.pairs("--set");
    if ((arguments.given("--by") || arguments.given("--group")) &&
        !arguments.given("--cartogram") && !arguments.given("--style")) {
        throw UsageError("E-CARTOGRAM-05", "--by and --group say how a cartogram is made",
                         "--cartogram KIND with them", "see levelin map --help");
    }
    const std::array<std::pair<const char*, const char*>, 3> options{
        {{"--cartogram", "kind"}, {"--by", "by"}, {"--group", "group"}}};
    for (const auto& [option, key] : options) {
        if (const auto text = arguments.text(option)) {
            out.emplace_back(std::string{"cartogram."} + key, quoted(*text));
        }
    }
    return out;
}

int run_map(const Arguments& arguments, Console& console) {
    run::MapRequest request;
    request.result = *arguments.path("RESULT");
    request.to = arguments.paths("--to");
    request.style =
        config::read_map_style(arguments.path("--style").value_or(""), settings_of(arguments));
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
                  grouped_text(outcome.areas) + (outcome.areas == 1 ? " area on " : " areas on ") +
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
            "in a box and London enlarged where they need it. --cartogram draws any of these on "
            "shapes that are as large as a number of theirs, or on a hexagon each. docs/maps.md "
            "lists every key of a style.",
        .usages = {"RESULT --to FILE.{png,svg,pdf} [--style FILE]",
                   "RESULT --to FILE --cartogram {flow,dorling} --by COLUMN",
                   "RESULT --to FILE --cartogram hexagon [--group COLUMN]"},
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
             {"--cartogram", text, "KIND",
              "Draws it on a cartogram made of the result's shapes: flow, dorling or hexagon", "",
              false, false},
             {"--by", text, "COLUMN",
              "Of flow and dorling: what areas are sized by, a count such as population", "", false,
              false},
             {"--group", text, "COLUMN",
              "Of hexagon: areas with the same text are kept together; otherwise those of one "
              "nation",
              "", false, false},
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
              "What became worse and what better between two runs."},
             {"levelin map imd2019 --to people.png --table population.csv --cartogram flow --by "
              "population",
              "The deciles on shapes as large as the people who live there."}},
        .plays_with_chance = true,
        .run = &run_map,
    };
}

}  // namespace levelin::tool
