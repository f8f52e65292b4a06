#include <levelin/core/number_text.hpp>
#include <run/interpolate_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

int run_interpolate(const Arguments& arguments, Console& console) {
    run::InterpolateRequest request;
    request.result = *arguments.path("RESULT");
    request.onto = *arguments.path("--onto");
    request.boundaries = arguments.paths("--boundaries");
    request.points = arguments.path("--points").value_or("");
    request.people = arguments.text("--people").value_or("");
    request.extensive = arguments.texts("--extensive");
    request.intensive = arguments.texts("--intensive");
    request.sliver_m2 = *arguments.number("--sliver");
    request.minimum = *arguments.number("--minimum");
    request.lose_spill = arguments.flag("--lose-spill");
    request.licences = arguments.texts("--licence");
    request.out = *arguments.path("--out");
    request.grid = arguments.path("--grid").value_or("");
    request.crs = arguments.text("--crs").value_or("");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.threads = arguments.threads();
    request.progress = &console;
    const run::InterpolateOutcome outcome = run::interpolate_result(request);
    return finish(outcome,
                  grouped_text(outcome.with_value) + " of " + grouped_text(outcome.targets) +
                      " areas have a value",
                  console);
}

}  // namespace

CommandSpec interpolate_command() {
    using enum ValueKind;
    return {
        .name = "interpolate",
        .summary = "Carry a result over to other boundaries where no look-up exists",
        .description =
            "Lays the areas of a result over other boundaries and shares their values out, by area "
            "or by where people live. Counts keep their total; rates and scores become weighted "
            "means; ranks and deciles are made anew. Writes areas.csv, areas.geojson, pairs.csv "
            "(what every number was made from), report.json and manifest.json to DIR. A look-up "
            "is more exact where there is one.",
        .usages = {"RESULT --onto BOUNDARIES --out DIR"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options =
            {{"--onto", file, "BOUNDARIES", "The areas that values are wanted for", "", false,
              true},
             {"--extensive", text, "COLUMN",
              "A count: people, pounds, hectares; shared out so that its total stays", "", true,
              false},
             {"--intensive", text, "COLUMN",
              "A rate or density, averaged; scores and the parts of an index are so already", "",
              true, false},
             {"--points", file, "FILE",
              "Where people live: a layer of points or a table with coordinates; shares are then "
              "of people, not of area",
              "", false, false},
             {"--people", text, "COLUMN",
              "How many live there, to weight means by: a column of the result, or of the points; "
              "of points otherwise the one that speaks of people",
              "", false, false},
             {"--boundaries", file, "FILE",
              "The areas of the result, in place of its areas.geojson, whose corners are within "
              "0.1 m",
              "", true, false},
             {"--sliver", number, "M2",
              "Overlaps below this, or below a ten-thousandth of the smaller area, count for "
              "nothing",
              "1", false, false},
             {"--minimum", number, "SHARE",
              "Least share of an area that must be covered for a rate or score", "0.5", false,
              false},
             {"--lose-spill", flag, "",
              "What of an area lies outside all of BOUNDARIES is lost, instead of going to those "
              "that "
              "the area touches",
              "", false, false},
             {"--licence", text, "LINE", "An attribution line of BOUNDARIES, for the manifest", "",
              true, false},
             {"--out", folder, "DIR", "The folder for the result; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}},
        .examples =
            {{"levelin interpolate imd2019 --onto PCON_JULY_2024_UK_BUC.shp --people population "
              "--extensive population --out imd2019-pcon",
              "Scores and people of small areas on the constituencies of 2024."},
             {"levelin interpolate imd2019 --onto PCON_JULY_2024_UK_BUC.shp --points centroids.csv "
              "--people population --extensive population --out imd2019-pcon",
              "The same, with people where the centroids say that they live."}},
        .run = &run_interpolate,
    };
}

}  // namespace levelin::tool
