#include <run/validate_layer.hpp>

#include "commands.hpp"
#include "console.hpp"

namespace levelin::tool {

namespace {

int run_validate(const Arguments& arguments, Console& console) {
    run::ValidateRequest request;
    request.layer.file = *arguments.path("FILE");
    request.layer.layer = arguments.text("--layer").value_or("");
    request.layer.grid = arguments.path("--grid").value_or("");
    request.layer.crs = arguments.text("--crs").value_or("");
    request.layer.threads = arguments.threads();
    request.layer.progress = &console;
    request.sliver_m = *arguments.number("--sliver");
    request.gap_m = *arguments.number("--gap");
    request.near_m = *arguments.number("--near");
    request.to = arguments.path("--to").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::ValidateOutcome outcome = run::validate_layer(request);
    console.report(outcome.findings);
    console.print(console.json() ? outcome.report : outcome.text);
    return outcome.status;
}

}  // namespace

CommandSpec validate_command() {
    using enum ValueKind;
    return {
        .name = "validate",
        .summary = "Say what is wrong with a layer of areas: overlaps, gaps, slivers",
        .description =
            "Counts and measures invalid shapes, overlaps, gaps, slivers, borders that run beside "
            "each other without being one, areas without ground and isolated areas, with the "
            "largest of each and where it lies on the British National Grid. Exit status 1 where "
            "shapes are invalid or overlap by more than --sliver; with --strict 3 for whatever "
            "else is found but isolated areas; else 0. Nothing is changed: levelin simplify "
            "--keep 100% writes the layer with its slivers closed.",
        .usages = {},
        .arguments = {{"FILE", file, "A boundary file; codes are not needed", true, false}},
        .options =
            {{"--sliver", number, "METRES",
              "Overlaps, parts and holes up to this width (twice the area over the perimeter) are "
              "slivers",
              "1", false, false},
             {"--gap", number, "METRES", "Enclosed ground that is wider is a lake and no gap", "10",
              false, false},
             {"--near", number, "METRES",
              "How far apart borders lie at most that were meant to be one; 0 = do not look", "1",
              false, false},
             {"--to", file, "FILE.geojson", "Writes what was found as features for a GIS", "",
              false, false},
             {"--layer", text, "NAME", "The layer, where the file has several", "", false, false}},
        .examples = {{"levelin validate lsoa2011_ew.shp", "What is wrong, and where."},
                     {"levelin validate --strict --json wards.gpkg",
                      "For a pipeline: a document, and status 3 where anything is wrong."},
                     {"levelin validate wards.gpkg --to faults.geojson",
                      "Overlaps, gaps and the rest to look at in a GIS."}},
        .run = &run_validate,
    };
}

}  // namespace levelin::tool
