#include <levelin/core/number_text.hpp>
#include <run/neighbour_layer.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

int run_neighbours(const Arguments& arguments, Console& console) {
    run::NeighboursRequest request;
    request.layer.file = *arguments.path("BOUNDARIES");
    request.layer.layer = arguments.text("--layer").value_or("");
    request.layer.grid = arguments.path("--grid").value_or("");
    request.layer.crs = arguments.text("--crs").value_or("");
    request.layer.threads = arguments.threads();
    request.layer.progress = &console;
    request.to = *arguments.path("--to");
    request.rule = *arguments.text("--rule");
    request.weight = *arguments.text("--weight");
    request.metres = arguments.number("--metres");
    request.count = arguments.count("--count");
    request.sliver_m = *arguments.number("--sliver");
    request.bridges = *arguments.text("--bridges");
    if (request.bridges == "uk") {
        request.built_in = data_folder("bridges") / "uk.csv";
    }
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::NeighboursOutcome outcome = run::neighbour_layer(request);
    const auto counted = [](std::size_t n) { return grouped_text(n); };
    const double mean = outcome.areas == 0 ? 0
                                           : static_cast<double>(outcome.links) /
                                                 static_cast<double>(outcome.areas);
    return finish(outcome,
                  counted(outcome.areas) + (outcome.areas == 1 ? " area" : " areas") +
                      ", on average " + fixed_text(mean, 2) + " neighbours; " +
                      counted(outcome.islands) + (outcome.islands == 1 ? " island" : " islands") +
                      ", " + counted(outcome.components) +
                      (outcome.components == 1 ? " component" : " components"),
                  console);
}

}  // namespace

CommandSpec neighbours_command() {
    using enum ValueKind;
    return {
        .name = "neighbours",
        .summary = "Write who borders on whom, for spatial analysis",
        .description =
            "Finds the neighbours of every area, by shared borders or by the distance of "
            "centroids, and writes them as CSV (code,neighbour,weight) or as GAL for GeoDa, PySAL "
            "and spdep. Borders are compared on a grid of 1 mm, so that layers whose neighbours "
            "differ by a hair have their neighbours. Says how many neighbours areas have on "
            "average, which have none, and into how many components the layer falls.",
        .usages = {"BOUNDARIES --to FILE.csv|FILE.gal"},
        .arguments = {{"BOUNDARIES", file, "Areas with codes", true, false}},
        .options =
            {{"--to", file, "FILE", "The file to write, .csv or .gal", "", false, true},
             {"--rule", text, "RULE",
              "rook: a common border; queen: a common border or point; distance: centroids at most "
              "--metres apart; nearest: the --count nearest centroids, not symmetric",
              "rook", false, false},
             {"--metres", number, "METRES", "Of the rule distance", "", false, false},
             {"--count", count, "COUNT", "Of the rule nearest; 6 where it is left out", "", false,
              false},
             {"--weight", text, "WEIGHT",
              "one; or metres: the length of the common border, or the distance", "one", false,
              false},
             {"--bridges", text, "FILE",
              "Pairs of areas that count as neighbours across water: a table with the columns "
              "code, "
              "neighbour, kind, reason; uk for the built-in list of local authorities; none",
              "none", false, false},
             {"--sliver", number, "METRES",
              "Gaps and overlaps between borders up to this width are closed first", "1", false,
              false},
             {"--layer", text, "NAME", "The layer, where the file has several", "", false, false}},
        .examples = {{"levelin neighbours lsoa2011_ew.shp --to lsoa.gal --rule queen",
                      "Queen contiguity for GeoDa, PySAL or spdep."},
                     {"levelin neighbours LAD_DEC_2023_UK_BUC.shp --to lad.csv --bridges uk",
                      "Common borders, with Anglesey joined to Gwynedd and so on."},
                     {"levelin neighbours wards.gpkg --to wards.csv --rule nearest --count 8 "
                      "--weight metres",
                      "The eight nearest wards of each, with their distances."}},
        .run = &run_neighbours,
    };
}

}  // namespace levelin::tool
