#include <levelin/core/number_text.hpp>
#include <run/convert_table.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

int run_convert(const Arguments& arguments, Console& console) {
    run::ConvertRequest request;
    request.table = *arguments.path("TABLE");
    request.sheet = arguments.text("--sheet").value_or("");
    request.code_column = arguments.text("--code").value_or("");
    request.from = *arguments.text("--from");
    request.to = *arguments.text("--to");
    request.lookups = arguments.paths("--lookup");
    request.weight = arguments.text("--weight").value_or("");
    request.population = arguments.text("--population").value_or("");
    request.extensive = arguments.texts("--extensive");
    request.intensive = arguments.texts("--intensive");
    request.flags = arguments.pairs("--flag");
    request.categories = arguments.texts("--category");
    request.how = arguments.pairs("--how");
    request.licences = arguments.texts("--licence");
    request.allow_unmatched = arguments.flag("--allow-unmatched");
    request.partial_sums = arguments.flag("--partial-sums");
    request.same_name = arguments.flag("--same-name");
    request.minimum_covered = *arguments.number("--minimum");
    request.out = *arguments.path("--out");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.threads = arguments.threads();
    request.progress = &console;
    const run::ConvertOutcome outcome = run::convert_table(request);
    return finish(outcome,
                  grouped_text(outcome.areas) + " areas from " + grouped_text(outcome.rows) + " (" +
                      outcome.changes + ")",
                  console);
}

}  // namespace

CommandSpec convert_command() {
    using enum ValueKind;
    return {
        .name = "convert",
        .summary = "Carry a table over to another vintage or geography by a look-up",
        .description =
            "Writes converted.csv to DIR: every area of the new geography with its lineage "
            "(category U, S, M or X; the codes it comes from; the share covered) and the columns "
            "whose nature is stated. Counts are added up by shares and their totals conserved; "
            "rates and scores are averaged with weights of people; flags and classes follow the "
            "rule that is given. A rank or decile is never averaged: convert the score, and rank "
            "again. Of levelin's own results the natures are known, and ranks and deciles are "
            "made anew. A row that the look-up does not have stops the conversion.",
        .usages = {"TABLE --from VINTAGE --to VINTAGE --lookup FILE --out DIR"},
        .arguments = {{"TABLE", file,
                       "A table with area codes, or the folder that levelin run wrote", true,
                       false}},
        .options =
            {{"--from", text, "VINTAGE",
              "What the table's areas are: \"lsoa 2011\", lad2019, or a column of the look-up", "",
              false, true},
             {"--to", text, "VINTAGE",
              "What they are to become: \"lsoa 2021\", lad, or a column of the look-up", "", false,
              true},
             {"--lookup", file, "FILE",
              "A table with both codes; several stand side by side, or are a chain in the order "
              "given",
              "", true, true},
             {"--extensive", text, "COLUMN",
              "Counts and amounts, which are added up; * stands for any text", "", true, false},
             {"--intensive", text, "COLUMN",
              "Rates, means and scores, which are averaged; * stands for any text", "", true,
              false},
             {"--flag", pair, "COLUMN=RULE",
              "A flag, by any, all, majority, share (of areas) or mean (of people)", "", true,
              false},
             {"--category", text, "COLUMN", "Classes, by the majority of the people", "", true,
              false},
             {"--how", pair, "COLUMN=RULE",
              "Another rule for a column: min, max, count, plain-mean", "", true, false},
             {"--population", text, "COLUMN",
              "The table's column of people, which weighs the means and is converted too", "",
              false, false},
             {"--weight", text, "COLUMN",
              "The look-up's column of weights; otherwise found where areas are shared", "", false,
              false},
             {"--same-name", flag, "",
              "Where an area has several successors and no weights, keep the one of its name", "",
              false, false},
             {"--allow-unmatched", flag, "",
              "Leave out rows that the look-up does not have, and say so", "", false, false},
             {"--partial-sums", flag, "", "Add up what is there, and tell the share that it covers",
              "", false, false},
             {"--minimum", number, "SHARE", "Least share of an area that must be there for a mean",
              "1", false, false},
             {"--sheet", text, "NAME", "The sheet of a workbook", "", false, false},
             {"--code", text, "COLUMN", "The table's column of codes", "", false, false},
             {"--licence", text, "LINE", "An attribution line of an input, for the manifest", "",
              true, false},
             {"--out", folder, "DIR", "The folder for the result; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}},
        .examples = {{"levelin convert imd2019 --from lsoa2011 --to lsoa2021 --lookup "
                      "LSOA11_LSOA21PopLookups.csv --out imd2019-lsoa21",
                      "A result of 2019 on the LSOAs of 2021, ranked anew."},
                     {"levelin convert claimants.csv --from lad2019 --to lad2023 --lookup "
                      "lookup_ltla_ltla.csv --extensive claimants --out claimants-2023",
                      "Councils of 2019 as those of 2023: mergers are added up."}},
        .run = &run_convert,
    };
}

}  // namespace levelin::tool
