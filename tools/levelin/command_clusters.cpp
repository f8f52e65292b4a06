#include <run/clusters_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_clusters(const Arguments& arguments, Console& console) {
    run::ClustersRequest request;
    request.inputs = rule_inputs_request(arguments, &console);
    request.column = arguments.text("--column").value_or("");
    request.selection = arguments.path("--selection").value_or("");
    request.weights = *arguments.text("--weights");
    request.metres = arguments.number("--metres");
    request.count = arguments.count("--count");
    request.sliver_m = *arguments.number("--sliver");
    request.statistics = arguments.texts("--statistic");
    request.permutations = *arguments.count("--permutations");
    request.seed = *arguments.count("--seed");
    request.fdr = *arguments.number("--fdr");
    request.p = arguments.number("--p");
    request.tails = *arguments.text("--tails");
    request.within = arguments.text("--within").value_or("");
    request.low_is_need = arguments.flag("--low");
    request.need = *arguments.number("--need");
    request.prosperous = *arguments.number("--prosperous");
    request.people = arguments.text("--people").value_or("");
    request.out = *arguments.path("--out");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::ClustersOutcome outcome = run::clusters_result(request);
    std::string text = outcome.summary + "\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return finish_with(outcome, text, console);
}

}  // namespace

CommandSpec clusters_command() {
    using enum ValueKind;
    return {
        .name = "clusters",
        .summary = "Find where need gathers, and pockets of it among plenty",
        .description =
            "Says whether the values of a column lie beside values like them (Moran's I), where "
            "high "
            "and low ones gather (local Moran, Getis-Ord Gi and Gi*, local Geary), and which areas "
            "in "
            "need have prosperous surroundings (pockets). Each area is tested against random "
            "neighbours, and the many tests are kept from finding what is not there. A column of 0 "
            "and 1, or a selection, is counted by joins as well. Writes clusters.csv, "
            "clusters.geojson, report.json and manifest.json to DIR.",
        .usages = {"RESULT --column NAME --out DIR", "RESULT --selection FILE --out DIR"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options = with_rule_inputs(
            {{"--column", text, "NAME", "The column that may cluster, such as imd_score", "", false,
              false},
             {"--selection", file, "FILE",
              "The selection.csv of levelin target: do selected areas cluster", "", false, false},
             {"--weights", text, "RULE",
              "Who is a neighbour. queen: a common border or point; rook: a common border; "
              "distance: centroids at most --metres apart; nearest: the --count nearest centroids",
              "queen", false, false},
             {"--metres", number, "METRES", "Of the rule distance", "", false, false},
             {"--count", count, "COUNT", "Of the rule nearest; 6 where it is left out", "", false,
              false},
             {"--sliver", number, "METRES",
              "Gaps and overlaps between borders up to this width are closed first", "1", false,
              false},
             {"--statistic", text, "WORD",
              "moran, gi_star, gi, geary, pockets or all; where it is left out, all but gi, whose "
              "p are those of gi_star",
              "", true, false},
             {"--permutations", count, "N",
              "How often neighbours are drawn at random; all areas are put in a new order at most "
              "999 times",
              "9999", false, false},
             {"--fdr", number, "SHARE",
              "The share of areas called significant that may be so by chance "
              "(Benjamini and Hochberg)",
              "0.05", false, false},
             {"--p", number, "LEVEL",
              "Call areas significant by p up to this instead, each by itself", "", false, false},
             {"--tails", text, "WORD",
              "two: unusually high and unusually low; one: the nearer of them alone, half of p, as "
              "GeoDa counts",
              "two", false, false},
             {"--within", text, "COLUMN",
              "Pockets are in need among the other areas of their group in this column, such as "
              "lad or ward from --lookup, instead of among their neighbours",
              "", false, false},
             {"--low", flag, "", "Low values mean need, as ranks do; for pockets", "", false,
              false},
             {"--need", number, "SHARE", "Pockets: the share of areas that are in need", "0.2",
              false, false},
             {"--prosperous", number, "SHARE",
              "Pockets: surroundings are prosperous whose mean is within this better share of "
              "values",
              "0.5", false, false},
             {"--people", text, "COLUMN", "How many live there, to be counted", "", false, false},
             {"--out", folder, "DIR", "The folder for the result; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}}),
        .examples = {{"levelin clusters imd2025 --column imd_score --people population --out "
                      "clusters",
                      "Where deprivation gathers, with the people who live there."},
                     {"levelin clusters imd2025 --column imd_score --lookup lsoa_lad.csv --within "
                      "lad --statistic pockets --out pockets",
                      "Deprived areas in councils that are not."},
                     {"levelin clusters imd2025 --selection target/selection.csv --out joins",
                      "Whether the areas that were selected lie together."}},
        .plays_with_chance = true,
        .run = &run_clusters,
    };
}

}  // namespace levelin::tool
