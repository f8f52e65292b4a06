#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <run/summarise_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

int run_summarise(const Arguments& arguments, Console& console) {
    run::SummariseRequest request;
    request.result = *arguments.path("RESULT");
    request.from = arguments.text("--from").value_or("");
    request.to = *arguments.text("--to");
    request.lookups = arguments.paths("--lookup");
    request.measure = arguments.text("--measure").value_or("");
    request.population = arguments.text("--population").value_or("");
    request.minimum_share = *arguments.number("--minimum");
    request.out = *arguments.path("--out");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.progress = &console;
    const run::SummariseOutcome outcome = run::summarise_result(request);
    return finish(outcome,
                  grouped_text(outcome.summarised) + " of " + grouped_text(outcome.targets) +
                      " areas summarised",
                  console);
}

}  // namespace

CommandSpec summarise_command() {
    using enum ValueKind;
    return {
        .name = "summarise",
        .summary = "Sum a result up to councils, wards, constituencies or other larger areas",
        .description =
            "Writes summary.csv to DIR: for every larger area its small areas, people, average "
            "score, average rank (most deprived = N), proportion of small areas in the most "
            "deprived tenth, extent, local concentration, and the rank of each (1 = most "
            "deprived). The formulas are those of the English indices; no single one tells the "
            "whole. An area with a gap has no figures unless --minimum allows it.",
        .usages = {"RESULT --to GEOGRAPHY --lookup FILE --out DIR"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options =
            {{"--to", text, "GEOGRAPHY",
              "What to sum up to: lad, \"ward 2019\", utla, region, or the name of a column of the "
              "look-up",
              "", false, true},
             {"--from", text, "COLUMN",
              "The look-up's column of small areas; otherwise the one that holds most of them", "",
              false, false},
             {"--lookup", file, "FILE",
              "A table with both codes; several stand side by side (one a nation) or follow each "
              "other",
              "", true, true},
             {"--measure", text, "ID", "The index, or one of its parts; otherwise the first index",
              "", false, false},
             {"--population", text, "COLUMN",
              "The column of areas.csv that holds the people; none counts every area the same; "
              "otherwise as the method says, or population",
              "", false, false},
             {"--minimum", number, "SHARE",
              "Least share of an area's small areas that must have a score and people", "1", false,
              false},
             {"--out", folder, "DIR", "The folder for the result; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}},
        .examples =
            {{"levelin summarise imd2019 --to lad --lookup lsoa_ward_lad.csv --out imd2019-lad",
              "District summaries of the English index, as in the published File 10."},
             {"levelin summarise imd2019 --measure employment --to ward --lookup "
              "lsoa_ward_lad.csv --out employment-wards",
              "One domain, by ward, weighted with the people of working age."}},
        .run = &run_summarise,
    };
}

}  // namespace levelin::tool
