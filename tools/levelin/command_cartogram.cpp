#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <run/cartogram_layer.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

// "1%" or "0.01".
std::optional<double> share_of(const Arguments& arguments, const char* option) {
    if (!arguments.given(option)) {
        return {};  // The default is the method's own.
    }
    std::optional<std::string> text = arguments.text(option);
    const std::string given = *text;
    const bool percent = text->ends_with('%');
    if (percent) {
        text->pop_back();
    }
    const std::optional<double> number = parse_plain_number(*text);
    if (!number) {
        throw UsageError("E-CARTOGRAM-05", std::string{option} + " \"" + given + "\" is no share",
                         "a share such as 1% or 0.01");
    }
    return percent ? *number / 100 : *number;
}

std::string done_text(const run::CartogramRequest& request, const run::CartogramOutcome& outcome) {
    const CartogramFit& fit = outcome.fit;
    std::string text = counted_text(outcome.areas, "area", "areas");
    if (!request.choice.by.empty()) {
        text += " sized by " + request.choice.by + ": sizes off by " +
                fixed_text(100 * fit.mean_error, 3) + " % on average, " +
                fixed_text(100 * fit.max_error, 2) + " % at most";
        if (!outcome.worst.empty() && fit.max_error >= 5e-5) {
            text += " (" + outcome.worst + ")";
        }
    } else {
        text += " in a hexagon each";
    }
    return text + "; " + grouped_text(fit.borders_kept) + " of " +
           counted_text(fit.borders, "pair", "pairs") + " of neighbours touch; centres moved by " +
           fixed_text(fit.mean_displacement_m / 1000, 1) + " km on average";
}

int run_cartogram(const Arguments& arguments, Console& console) {
    run::CartogramRequest request;
    request.source.result = *arguments.path("RESULT");
    request.source.boundaries = arguments.paths("--boundaries");
    request.source.grid = arguments.path("--grid").value_or("");
    request.source.crs = arguments.text("--crs").value_or("");
    request.source.threads = arguments.threads();
    request.source.progress = &console;
    request.choice.kind = *arguments.text("--kind");
    request.choice.by = arguments.text("--by").value_or("");
    request.choice.group = arguments.text("--group").value_or("");
    request.tables = arguments.paths("--table");
    request.lookups = arguments.paths("--lookup");
    request.to = *arguments.path("--to");
    request.format = arguments.text("--format").value_or("");
    // Formats of longitude and latitude alone take no other by default.
    const std::string ending = request.to.extension().string();
    const bool degrees = ending.find("json") != std::string::npos;
    if (!degrees || *arguments.text("--crs-out") != "EPSG:27700") {
        request.target_crs = arguments.text("--crs-out").value_or("");
    }
    if (const auto decimals = arguments.count("--decimals")) {
        request.decimals = static_cast<int>(std::min<std::uint64_t>(*decimals, 1000));
    }
    request.choice.goal = share_of(arguments, "--goal");
    request.choice.fill = share_of(arguments, "--fill");
    if (arguments.given("--rounds")) {
        request.choice.rounds = arguments.count("--rounds");
    }
    if (arguments.given("--seed")) {
        request.choice.seed = arguments.count("--seed");
    }
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::CartogramOutcome outcome = run::cartogram_layer(request);
    return finish(outcome, done_text(request, outcome), console);
}

}  // namespace

CommandSpec cartogram_command() {
    using enum ValueKind;
    return {
        .name = "cartogram",
        .summary = "Draw areas as large as their people, as circles or as hexagons",
        .description =
            "Makes shapes whose size is a number of the area's, and writes them with all columns. "
            "flow moves the ground until sizes fit and neighbours stay neighbours (Gastner, Seguy "
            "and More 2018); dorling draws circles that do not overlap, near their places and "
            "neighbours; hexagon gives every area one hexagon of the same size. Says how far sizes "
            "are off and how many neighbours still touch. Shapes lie about where the true map "
            "does, with the same ground in all: .gpkg, .shp and .fgb hold British National Grid "
            "metres, in which sizes are right; .geojson and .topojson hold longitude and latitude, "
            "as those formats ask, and a reader that draws them in Mercator shows the north too "
            "large.",
        .usages = {"RESULT --kind flow --by COLUMN --to FILE",
                   "RESULT --kind dorling --by COLUMN --to FILE",
                   "RESULT --kind hexagon --to FILE"},
        .arguments = {{"RESULT", file,
                       "The folder that run, convert, interpolate or summarise wrote, or a "
                       "boundary file",
                       true, false}},
        .options =
            {{"--kind", text, "KIND", "flow, dorling or hexagon", "flow", false, false},
             {"--by", text, "COLUMN",
              "What areas are sized by: a count such as population, of the result, the boundary "
              "file or a --table",
              "", false, false},
             {"--to", file, "FILE", "The file to write: .gpkg, .geojson, .topojson, .shp, .fgb", "",
              false, true},
             {"--table", file, "FILE", "A table of more columns, found by its codes", "", true,
              false},
             {"--lookup", file, "FILE", "A table of the groups that areas lie in", "", true, false},
             {"--group", text, "COLUMN",
              "Of hexagon: areas with the same text are kept together; otherwise those of one "
              "nation",
              "", false, false},
             {"--goal", text, "SHARE", "Of flow: the largest error of a size", "1%", false, false},
             {"--rounds", count, "N", "Of flow: rounds at most", "60", false, false},
             {"--fill", text, "SHARE", "Of dorling: ground of the circles, of all ground", "70%",
              false, false},
             {"--boundaries", file, "FILE", "Shapes of the areas, in place of areas.geojson", "",
              true, false},
             {"--decimals", count, "N", "Decimals of coordinates, 0 to 9; otherwise the format's",
              "", false, false},
             {"--format", text, "F", "The format where the file's name does not tell", "", false,
              false},
             {"--crs-out", crs, "EPSG:N",
              "Coordinates of .gpkg, .fgb and .shp: EPSG:27700 or EPSG:4326", "EPSG:27700", false,
              false}},
        .examples =
            {{"levelin cartogram result --kind flow --by population --to people.gpkg",
              "A contiguous cartogram of a result by a column of it."},
             {"levelin cartogram LAD_DEC_2023_UK_BUC.shp --table people.csv --by population "
              "--kind dorling --to circles.geojson",
              "Circles, sized by a column of another table."},
             {"levelin cartogram lad.gpkg --kind hexagon --lookup lad_region.csv --group "
              "region --to hexagons.gpkg",
              "Hexagons, with every region in one piece."}},
        .plays_with_chance = true,
        .run = &run_cartogram,
    };
}

}  // namespace levelin::tool
