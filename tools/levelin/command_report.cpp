#include <levelin/core/counted_text.hpp>
#include <levelin/core/number_text.hpp>
#include <run/report_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "report_options.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_report(const Arguments& arguments, Console& console) {
    run::ReportRequest request;
    request.what = report_inputs_request(arguments, &console);
    request.to = *arguments.path("--to");
    request.title = arguments.text("--title").value_or("");
    request.date = arguments.text("--date").value_or("");
    request.against = arguments.text("--against").value_or("");
    request.rows = *arguments.count("--rows");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::ReportOutcome outcome = run::report_result(request);
    return finish(outcome,
                  "a report on " + counted_text(outcome.areas, "area", "areas") + ", " +
                      grouped_text(outcome.scored) + " of them with a score",
                  console);
}

}  // namespace

CommandSpec report_command() {
    using enum ValueKind;
    return {
        .name = "report",
        .summary = "Write a report on a result that anybody can read: one HTML file or a PDF",
        .description =
            "Says in plain English what was asked, who stands where, how the score is made and "
            "with what weights, which data went in and how old they are, what fitted together and "
            "what was left out, and how to check it; with maps and charts, each with a text "
            "alternative and a table. The folders of levelin target, confidence, clusters and "
            "allocate add a section each. An HTML report is one file that needs nothing else. "
            "docs/report.md shows what stands where.",
        .usages = {"RESULT --to FILE.html"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options = with_rule_inputs(with_report_inputs(
            {{"--to", file, "FILE", "The report; its name ends in .html or .pdf", "", false, true},
             {"--title", text, "TEXT", "Another title than the project's", "", false, false},
             {"--date", text, "TEXT", "A date to stand below the title", "", false, false},
             {"--against", text, "COLUMN",
              "Another column of numbers that the score is shown beside; otherwise a second index "
              "or the heaviest part",
              "", false, false},
             {"--rows", count, "N", "Rows of the tables of first and last areas", "20", false,
              false}})),
        .examples = {{"levelin report imd2019 --to report.html", "The report of a result."},
                     {"levelin report imd2019 --target support --confidence sure --lookup "
                      "lsoa_lad.csv --to report.pdf",
                      "With who is selected, how sure that is, and by council."}},
        .run = &run_report,
    };
}

}  // namespace levelin::tool
